// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

#include <QCoreApplication>

#include <optional>

namespace wuquan {

/// A round length and how wide it is drawn.
struct ScaleBar {
    int metres = 0;
    double width = 0; ///< in the unit of the pixels asked with
};

/// The longest of 1, 2 or 5 × 10^n metres that is not wider than `room` pixels.
[[nodiscard]] ScaleBar scaleBar(double metresPerPixel, double room);

/// Legend (marks of severity, shades of areas, density of open incidents, what cameras see), scale bar and the note
/// that the district is a schematic. The legend without room leaves only the note, so that nothing is ever cut or lies
/// over another.
class Furniture {
    Q_DECLARE_TR_FUNCTIONS(Furniture)
public:
    void place(Foreground &foreground, const Frame &frame);
    /// Device pixels of what was drawn.
    [[nodiscard]] const std::vector<QRectF> &placed() const { return m_placed; }

    /// What a legend explains.
    struct Legend {
        bool marks = false; ///< of severity
        bool shades = false; ///< of areas
        bool heat = false; ///< how dense they are
        bool cones = false; ///< what cameras see
        bool note = false; ///< that the district is a schematic

        [[nodiscard]] bool explains() const { return marks || shades || heat || cones; }
    };
    /// Everything that the frame shows.
    [[nodiscard]] static Legend legendOf(const Frame &frame);
    /// Device pixels that its contents take.
    [[nodiscard]] static QSizeF legendSize(const Frame &frame, Legend legend);
    static void drawLegend(QPainter &painter, const Frame &frame, Legend legend, QPointF at);
    /// "500 米" or "2 千米".
    [[nodiscard]] static QString lengthText(int metres);

private:
    /// Takes the room and stamps a plate with what is drawn on it in device pixels; false when there is no room.
    [[nodiscard]] bool stamp(
        Foreground &foreground, const Frame &frame, const QRectF &rect, const std::function<void(QPainter &)> &draw);
    void placeScaleBar(Foreground &foreground, const Frame &frame);
    /// Who made the tiles below, or why they can't be had: left of the scale, above it where that is too narrow.
    void placeAttribution(Foreground &foreground, const Frame &frame);
    /// False when there is no room.
    [[nodiscard]] bool placeLegend(Foreground &foreground, const Frame &frame, Legend legend);
    static void drawMarks(QPainter &painter, const Frame &frame, QPointF at);
    static void drawShades(QPainter &painter, const Frame &frame, QPointF at);
    static void drawHeat(QPainter &painter, const Frame &frame, QPointF at);
    static void drawCones(QPainter &painter, const Frame &frame, QPointF at);
    [[nodiscard]] static QString severityWord(Severity severity);
    [[nodiscard]] static QString shadesTitle(const Frame &frame);
    [[nodiscard]] static QString heatTitle(const Frame &frame);
    [[nodiscard]] static double classWidth(const Frame &frame);

    std::vector<QRectF> m_placed;
};

} // namespace wuquan
