// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/trends/trendseries.h"

#include <QWidget>

class QCPGraph;
class QCustomPlot;

namespace wuquan {

class Appearance;

/// The drawing of one trend: this year solid, last year dashed, the expected range as a band, the unfinished step
/// hollow and joined by dots. Nothing in it can be dragged; its words are said by TrendChart.
class TrendPlot : public QWidget {
    Q_OBJECT
public:
    TrendPlot(Language language, Appearance &appearance, QWidget *parent = nullptr);
    ~TrendPlot() override;

    void setSeries(const TrendSeries &series, TrendStep step);

    /// The upper end of the figures' axis for a largest value: the next of 1, 2, 3, 4, 5, 6, 8 × a power of ten.
    [[nodiscard]] static double axisEnd(double largest);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void retheme();
    void draw();
    void drawTicks(double end, double stepsPerPixel);
    [[nodiscard]] QString stepLabel(std::size_t point) const;

    Language m_language;
    const Appearance &m_appearance;
    TrendSeries m_series;
    TrendStep m_step = TrendStep::Day;
    QCustomPlot *m_plot;
    QCPGraph *m_low; ///< lower edge of the band, invisible
    QCPGraph *m_high; ///< upper edge, filled down to m_low
    QCPGraph *m_lastYear;
    QCPGraph *m_thisYear;
    QCPGraph *m_link; ///< from the last whole step to the present one
    QCPGraph *m_present;
    QCPGraph *m_last; ///< the last whole step, marked
};

} // namespace wuquan
