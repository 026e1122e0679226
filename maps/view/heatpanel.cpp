// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/heatpanel.h"

#include "maps/style/type.h"
#include "maps/view/mapbutton.h"
#include "maps/view/mapslider.h"

#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double heatText = 14; // design pixels, as all below
constexpr double heatSpace = 10;
constexpr double heatGap = 6;
constexpr double heatButton = 26;
constexpr double heatLine = 22;

QString written(int count)
{
    return QLocale(QLocale::English).toString(count);
}

QFont heatFont(double scale)
{
    return sansFont(textPixels(heatText, scale));
}

} // namespace

HeatPanel::HeatPanel(PastIncidents &past, ViewState &view, const Palette &palette, QWidget *parent)
    : ToolPanel(palette, parent)
    , m_past(past)
    , m_view(view)
    , m_days(new MapSlider(-HeatSpan::mostDays, 0, 1, {-29, 0}, palette, this))
    , m_retry(new MapButton(tr("重试"), palette, this))
{
    setAccessibleName(tr("热力的时段"));
    addSpan(tr("在办"), {});
    addSpan(tr("7 天"), HeatSpan{6, 0});
    addSpan(tr("30 天"), HeatSpan{29, 0});
    addSpan(tr("90 天"), HeatSpan{89, 0});
    addSpan(tr("一年"), HeatSpan{364, 0});
    m_days->setTextWidth(0);
    m_days->setSpread(MapSlider::Spread::WideAtMost);
    m_days->setAccessibleName(tr("起止日期"));
    m_days->setToolTip(tr("两端为起止日期:← → 移动起始日,↑ ↓ 移动截止日"));
    connect(m_days, &MapSlider::moved, this, &HeatPanel::chooseDays);
    connect(m_retry, &QAbstractButton::clicked, &m_past, &PastIncidents::retry);
    connect(&m_past, &PastIncidents::changed, this, &HeatPanel::refresh);
    connect(&m_view, &ViewState::layersChanged, this, &HeatPanel::refresh);
    setFocusProxy(m_choices.front().button);
    refresh();
    restyle();
}

void HeatPanel::addSpan(const QString &text, std::optional<HeatSpan> span)
{
    auto *button = new MapButton(text, colours(), this);
    button->setCheckable(true);
    connect(button, &QAbstractButton::clicked, this, [this, span] {
        m_view.setHeatSpan(span);
        refresh(); // the one that is chosen can't be switched off
    });
    m_choices.push_back({span, button});
}

void HeatPanel::chooseDays()
{
    m_view.setHeatSpan(HeatSpan{int(-m_days->values().front()), int(-m_days->values().back())});
}

void HeatPanel::refresh()
{
    const auto span = m_view.heatSpan();
    for (const Choice &choice : m_choices)
        choice.button->setChecked(choice.span == span);
    if (span)
        m_days->setValues({double(-span->from), double(-span->to)});
    m_retry->setVisible(m_past.state() == PastIncidents::State::Failed);
    m_retry->setToolTip(m_past.reason());
    m_retry->setAccessibleDescription(m_past.reason());
    m_days->setAccessibleDescription(message());
    setAccessibleDescription(message());
    update();
}

QString HeatPanel::message() const
{
    if (!m_view.heatSpan())
        return tr("现有在办事件");
    const auto [from, to] = m_past.days();
    const auto date = [](QDate day) { return day.toString(Qt::ISODate); };
    QString days = from == to ? date(from) : tr("%1 至 %2").arg(date(from), date(to));
    switch (m_past.state()) {
    case PastIncidents::State::None:
        break;
    case PastIncidents::State::Reading:
        return tr("%1 · 正在读取…").arg(days);
    case PastIncidents::State::Failed:
        return tr("%1 · 读取失败").arg(days);
    case PastIncidents::State::Read: {
        const int without = m_past.count() - int(m_past.places().size());
        QString text = tr("%1 · 受理 %2 件").arg(days, written(m_past.count()));
        if (without > 0)
            text = tr("%1,%2 件无位置").arg(text, written(without));
        return m_past.isCut() ? tr("%1,仅最近的").arg(text) : text;
    }
    }
    return days;
}

QSize HeatPanel::sizeHint() const
{
    int buttons = -px(heatGap);
    for (const Choice &choice : m_choices)
        buttons += choice.button->sizeHint().width() + px(heatGap);
    const QFontMetrics metrics(heatFont(scale()));
    // The longest that is usual, so that nothing moves while the days do.
    const int words = metrics.horizontalAdvance(tr("%1,%2 件无位置")
            .arg(tr("%1 · 受理 %2 件").arg(tr("%1 至 %2").arg(u"2000-00-00"_s, u"2000-00-00"_s), u"999,999"_s),
                u"9,999"_s));
    return {std::max(buttons, words) + 2 * px(heatSpace),
        2 * px(heatSpace) + px(heatButton) + px(heatButton) + px(heatLine) + px(heatGap)};
}

void HeatPanel::restyle()
{
    m_days->setPalette(colours());
    m_days->setScale(scale());
    arrange();
    update();
    Q_EMIT sizeChanged();
}

void HeatPanel::arrange()
{
    const int space = px(heatSpace), high = px(heatButton);
    int x = space;
    for (const Choice &choice : m_choices) {
        choice.button->setGeometry(x, space, choice.button->sizeHint().width(), high);
        x += choice.button->width() + px(heatGap);
    }
    m_days->setGeometry(space, space + high + px(heatGap) / 2, std::max(0, width() - 2 * space), high);
    const QSize retry = m_retry->sizeHint();
    m_retry->setGeometry(width() - space - retry.width(), height() - space / 2 - high, retry.width(), high);
}

void HeatPanel::paintEvent(QPaintEvent *event)
{
    ToolPanel::paintEvent(event);
    QPainter painter(this);
    painter.setFont(heatFont(scale()));
    painter.setPen(colour(colours().secondary));
    const int space = px(heatSpace);
    painter.drawText(QRect(space, height() - space - px(heatLine), width() - 2 * space, px(heatLine)),
        Qt::AlignLeft | Qt::AlignVCenter, message());
}

} // namespace wuquan
