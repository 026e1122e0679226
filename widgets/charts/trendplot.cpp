// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/trendplot.h"

#include "widgets/charts/qcp.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wuquan {

namespace {

constexpr int markRadius = 7; ///< design pixels, with its line

} // namespace

TrendPlot::TrendPlot(Language language, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_language(language)
    , m_appearance(appearance)
    , m_plot(new QCustomPlot(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setNoAntialiasingOnDrag(true);
    m_low = m_plot->addGraph();
    m_high = m_plot->addGraph();
    m_lastYear = m_plot->addGraph();
    m_link = m_plot->addGraph();
    m_thisYear = m_plot->addGraph();
    m_last = m_plot->addGraph();
    m_present = m_plot->addGraph();
    m_high->setChannelFillGraph(m_low);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setSubTicks(false);
        axis->grid()->setVisible(false);
    }
    m_plot->yAxis->grid()->setVisible(true);
    connect(&appearance, &Appearance::changed, this, &TrendPlot::retheme);
    retheme();
}

TrendPlot::~TrendPlot() = default;

void TrendPlot::setSeries(const TrendSeries &series, TrendStep step)
{
    if (m_series == series && m_step == step)
        return;
    m_series = series;
    m_step = step;
    draw();
}

double TrendPlot::axisEnd(double largest)
{
    // The smallest axis still leaves room to tell one from two.
    if (largest <= 4)
        return 4;
    const double power = std::pow(10.0, std::floor(std::log10(largest)));
    for (const double factor : {1.0, 1.2, 1.6, 2.0, 2.4, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
        if (factor * power >= largest)
            return std::round(factor * power);
    }
    return 10 * power;
}

void TrendPlot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    draw();
}

void TrendPlot::retheme()
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    const double line = theme.scale;
    m_plot->setBackground(QBrush(Theme::color(p.panel)));
    m_low->setPen(Qt::NoPen);
    m_high->setPen(Qt::NoPen);
    // 9 % of ink on paper; the same ink on dark needs a little more to be seen as a surface.
    m_high->setBrush(Theme::color(p.chart, p.dark ? 0.13 : 0.10));
    QPen dashed(Theme::color(p.faint), 1.3 * line, Qt::CustomDashLine);
    dashed.setDashPattern({3.2, 2.6});
    m_lastYear->setPen(dashed);
    m_thisYear->setPen(QPen(Theme::color(p.chart), 2.2 * line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPen dots(Theme::color(p.chart), 1.8 * line, Qt::CustomDashLine, Qt::FlatCap);
    dots.setDashPattern({1.2, 1.8});
    m_link->setPen(dots);
    m_last->setLineStyle(QCPGraph::lsNone);
    m_last->setScatterStyle(QCPScatterStyle(
        QCPScatterStyle::ssCircle, QPen(Theme::color(p.chart), line), QBrush(Theme::color(p.chart)), 7 * line));
    m_present->setLineStyle(QCPGraph::lsNone);
    m_present->setScatterStyle(QCPScatterStyle(
        QCPScatterStyle::ssCircle, QPen(Theme::color(p.chart), 2 * line), QBrush(Theme::color(p.panel)), 10 * line));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelFont(theme.font(TextRole::Small));
        axis->setTickLabelColor(Theme::color(p.secondary));
        axis->setTickPen(Qt::NoPen);
        axis->setBasePen(Qt::NoPen);
        axis->setTickLabelPadding(theme.px(4));
        axis->setTickLength(0);
    }
    m_plot->xAxis->setTickLabelPadding(0); // the axis rectangle ends below the zero line already
    m_plot->yAxis->grid()->setPen(QPen(Theme::color(p.line), line));
    m_plot->yAxis->grid()->setZeroLinePen(QPen(Theme::color(p.line), line));
    draw();
}

void TrendPlot::draw()
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const Theme &theme = m_appearance.theme();
    QVector<double> x, low, high, before, now;
    double largest = 0;
    for (std::size_t i = 0; i < m_series.points.size(); ++i) {
        const TrendPoint &point = m_series.points[i];
        x << double(i);
        low << (point.expected ? point.expected->low : none);
        high << (point.expected ? point.expected->high : none);
        before << (point.lastYear ? *point.lastYear : none);
        now << (point.thisYear && !point.partial ? *point.thisYear : none);
        for (const double value :
            {high.back(), before.back(), now.back(), point.partial ? double(*point.thisYear) : 0.0})
            largest = std::isnan(value) ? largest : std::max(largest, value);
    }
    const double end = axisEnd(largest);
    m_low->setData(x, low, true);
    m_high->setData(x, high, true);
    m_lastYear->setData(x, before, true);
    m_thisYear->setData(x, now, true);
    const qsizetype count = x.size();
    if (count >= 2 && !std::isnan(now[count - 2])) {
        const double present = *m_series.points.back().thisYear;
        m_last->setData({x[count - 2]}, {now[count - 2]}, true);
        m_link->setData({x[count - 2], x[count - 1]}, {now[count - 2], present}, true);
        m_present->setData({x[count - 1]}, {present}, true);
    } else {
        for (QCPGraph *graph : {m_last, m_link, m_present})
            graph->data()->clear();
    }
    // Margins by hand: the five charts stand side by side and their axes must meet.
    const QFontMetrics metrics(theme.font(TextRole::Small));
    const int left = qMax(theme.px(26), metrics.horizontalAdvance(formatCount(qint64(end))) + theme.px(8));
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    const QMargins margins(left, theme.px(12 - markRadius), theme.px(10 - markRadius), theme.px(23));
    m_plot->axisRect()->setMargins(margins);
    // Marks are clipped at the axis rectangle: it is larger than the ranges by the radius of the largest.
    const int pad = theme.px(markRadius);
    const double lastStep = qMax<double>(1, double(count) - 1);
    const double stepsPerPixel = lastStep / qMax(1, m_plot->width() - margins.left() - margins.right() - 2 * pad);
    const double unitsPerPixel = end / qMax(1, m_plot->height() - margins.top() - margins.bottom() - 2 * pad);
    m_plot->xAxis->setRange(-pad * stepsPerPixel, lastStep + pad * stepsPerPixel);
    m_plot->yAxis->setRange(-pad * unitsPerPixel, end + pad * unitsPerPixel);
    drawTicks(end, stepsPerPixel);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TrendPlot::drawTicks(double end, double stepsPerPixel)
{
    const auto figures = QSharedPointer<QCPAxisTickerText>::create();
    for (const double tick : {0.0, end / 2, end}) {
        if (tick == std::floor(tick))
            figures->addTick(tick, formatCount(qint64(tick)));
    }
    m_plot->yAxis->setTicker(figures);

    const auto dates = QSharedPointer<QCPAxisTickerText>::create();
    const std::size_t count = m_series.points.size();
    if (count > 1) {
        // Labels are centred on their tick; the outer ones stand a little inside, so that none is cut.
        const QFontMetricsF metrics(m_appearance.theme().font(TextRole::Small));
        const double room = double(count - 1) / stepsPerPixel;
        const std::size_t half = count / 2;
        const QString first = stepLabel(0), middle = stepLabel(half), last = stepLabel(count - 1);
        dates->addTick(metrics.horizontalAdvance(first) / 2 * stepsPerPixel, first);
        if (room > metrics.horizontalAdvance(first + middle + last) * 1.8)
            dates->addTick(double(half), middle);
        const double outside = m_appearance.theme().px(markRadius);
        dates->addTick(double(count - 1) - (metrics.horizontalAdvance(last) / 2 - outside) * stepsPerPixel, last);
    }
    m_plot->xAxis->setTicker(dates);
}

QString TrendPlot::stepLabel(std::size_t point) const
{
    const bool present = point + 1 == m_series.points.size();
    const QDate start = m_series.points[point].start;
    switch (m_step) {
    case TrendStep::Day:
        return present ? tr("今日") : formatDay(start, m_language);
    case TrendStep::Week:
        return present ? tr("本周") : formatDay(start, m_language);
    case TrendStep::Month:
        return present ? tr("本月") : formatMonth(start, m_language);
    }
    return {};
}

} // namespace wuquan
