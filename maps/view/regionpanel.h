// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/tools/regioncounts.h"
#include "maps/tools/regionground.h"
#include "maps/tools/regionsketch.h"
#include "maps/view/toolpanel.h"

#include <array>
#include <optional>
#include <span>

class QButtonGroup;
class QLabel;

namespace wuquan {

class MapButton;

/// Lies over the map while regions are selected: how they are drawn, and what lies in the one that stands. Its size
/// does not depend on that. GUI thread.
class RegionPanel : public ToolPanel {
    Q_OBJECT
public:
    RegionPanel(const Palette &palette, QWidget *parent);

    /// How the next region is drawn.
    [[nodiscard]] RegionSketch::Kind kind() const;
    /// What lies in the region; `communities`: those with the most open incidents, in words. None: there is no region.
    struct Figures {
        RegionGround ground;
        RegionCounts counts;
        QString communities;
        bool isFiltered = false; ///< the incidents
    };
    void setFigures(const std::optional<Figures> &figures);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void kindChanged();
    void fitRequested();
    void clearRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void restyle() override;
    void arrange() override;

private:
    enum Row { Area, Ground, Places, Devices, Online, Faulty, Open, Most, Rows };
    static constexpr std::array leftValues{Area, Ground, Places};
    static constexpr std::array rightNames{Devices};
    static constexpr std::array rightValues{Devices, Online, Faulty};
    static constexpr std::array leftNames{Area, Ground, Places, Open, Most};
    void addKind(RegionSketch::Kind kind, const QString &text, const QString &hint);
    MapButton *addAction(const QString &text, const QString &hint);
    [[nodiscard]] QString hint() const;
    void showFigures();
    [[nodiscard]] QStringList texts(const Figures &figures) const;
    [[nodiscard]] static QStringList severityTexts(const RegionCounts &counts);
    [[nodiscard]] int widthOf(const QString &text) const;
    [[nodiscard]] int namesWidth(std::span<const Row> rows) const;
    [[nodiscard]] int valuesWidth(std::span<const Row> rows) const;
    /// Of the incidents' row, marks and all.
    [[nodiscard]] int openWidth(const Figures &figures) const;
    [[nodiscard]] int markWidth() const { return px(18); }
    /// As figures usually are at most, so that nothing moves while they change.
    [[nodiscard]] static Figures usual();

    std::optional<Figures> m_figures;
    QButtonGroup *m_kinds;
    MapButton *m_fit = nullptr;
    MapButton *m_clear = nullptr;
    std::array<QLabel *, Rows> m_names{};
    std::array<QLabel *, Rows> m_values{};
    std::array<QLabel *, allSeverities.size()> m_severities{};
    QLabel *m_message;
};

} // namespace wuquan
