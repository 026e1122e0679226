// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/labels/labelplacer.h"
#include "maps/layers/frame.h"

#include <QFont>
#include <QHash>

#include <chrono>
#include <optional>

namespace wuquan {

/// A name that found its place.
struct PlacedLabel {
    AreaId area;
    QString text;
    QRectF rect; ///< device pixels, halo included
};

/// How long letters of names that were never drawn yet may take in one picture; those of one name always may. None: as
/// long as it takes.
using LetterBudget = std::optional<std::chrono::milliseconds>;

/// Names of streets, communities and grids. Never over an incident, another name or the furniture; a name that finds no
/// room is left out, the higher level first served. One that was in the picture before stays where it can.
class LabelLayer {
public:
    void place(Foreground &foreground, const Frame &frame, LetterBudget budget = {});
    /// Whether every name that has a place has its letters.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] const std::vector<PlacedLabel> &placed() const { return m_placed; }
    /// Writes a name with its halo where it found its place, as text: for paper.
    static void write(QPainter &painter, const PlacedLabel &label, const Frame &frame);

private:
    /// A name that wants a place.
    struct Wanted {
        const AreaShape *shape;
        QString text;
        std::vector<QPolygonF> rings; ///< of the area, device pixels; made when they are first needed
    };
    void placeAnew(const Frame &frame, LetterBudget budget);
    void want(const Frame &frame, AreaLevel level);
    /// Whether the name may lie in the box of its ink for the sake of its area.
    [[nodiscard]] bool hasRoom(const Frame &frame, std::size_t wanted, std::size_t spot, const LabelBox &box);
    /// As it is drawn; its picture is null until then.
    struct Name {
        QSize size; ///< halo included
        QImage picture;
    };
    [[nodiscard]] Name &name(const QString &text, AreaLevel level, const Frame &frame);
    static void draw(Name &name, const QString &text, AreaLevel level, const Frame &frame);

    /// All that the places of names follow from.
    struct Ground {
        Camera camera;
        double pixelRatio = 0;
        std::uint64_t steadyRevision = 0;
        double opacity = 0;
        std::vector<QRectF> occupied;

        bool operator==(const Ground &) const = default;
    };

    Ground m_ground; ///< of what was placed last
    std::vector<Stamp> m_stamps; ///< likewise
    std::vector<QRectF> m_kept; ///< likewise: what nothing else may cover
    std::vector<Wanted> m_wanted;
    std::vector<LabelCandidate> m_candidates; ///< as m_wanted
    std::vector<LabelSpot> m_spots; ///< for every room in turn
    LabelPlacer m_placer;
    std::vector<PlacedLabel> m_placed;
    /// By text, level and size of the type; for the palette and the scale below.
    QHash<std::pair<QString, std::pair<AreaLevel, int>>, Name> m_names;
    bool m_isWhole = true;
    double m_scale = 0; ///< device pixels of a design pixel
    Palette m_palette;
};

} // namespace wuquan
