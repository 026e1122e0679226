// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/pastincidents.h"
#include "maps/view/toolpanel.h"

#include <QString>

#include <optional>
#include <vector>

namespace wuquan {

class MapButton;
class MapSlider;

/// Of which days the heat is: of what is open, of some usual spans, or from day to day; and how many incidents it is
/// made of. Follows the view and changes it. GUI thread; both must outlive it.
class HeatPanel : public ToolPanel {
    Q_OBJECT
public:
    HeatPanel(PastIncidents &past, ViewState &view, const Palette &palette, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;
    /// What is said below: the days and the count, or why there is none.
    [[nodiscard]] QString message() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void restyle() override;
    void arrange() override;

private:
    void addSpan(const QString &text, std::optional<HeatSpan> span);
    void refresh();
    void chooseDays();

    struct Choice {
        std::optional<HeatSpan> span;
        MapButton *button;
    };
    PastIncidents &m_past;
    ViewState &m_view;
    std::vector<Choice> m_choices;
    MapSlider *m_days;
    MapButton *m_retry;
};

} // namespace wuquan
