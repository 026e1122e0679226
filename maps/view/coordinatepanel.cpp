// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/coordinatepanel.h"

#include "data/geo/placetext.h"
#include "maps/style/plate.h"
#include "maps/style/type.h"
#include "maps/view/mapbutton.h"
#include "maps/view/panelmessage.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double panelText = 14; // design pixels, as all below
constexpr double panelSpace = 10;
constexpr double panelGap = 4;
constexpr double rowHeight = 28;
constexpr double titleHeight = 22;

QString systemName(CoordinateSystem system)
{
    switch (system) {
    case CoordinateSystem::Wgs84:
        return u"WGS84"_s;
    case CoordinateSystem::Cgcs2000:
        return u"CGCS2000"_s;
    case CoordinateSystem::Gcj02:
        return u"GCJ-02"_s;
    case CoordinateSystem::Bd09:
        return u"BD-09"_s;
    }
    return {};
}

} // namespace

CoordinatePanel::CoordinatePanel(const Palette &palette, QWidget *parent)
    : ToolPanel(palette, parent)
    , m_title(new QLabel(this))
    , m_rows{{{CoordinateSystem::Wgs84}, {CoordinateSystem::Cgcs2000}, {CoordinateSystem::Gcj02},
          {CoordinateSystem::Bd09}}}
    , m_prompt(new QLabel(tr("转到"), this))
    , m_input(new QLineEdit(this))
    , m_message(new PanelMessage(this))
{
    setAccessibleName(tr("坐标"));
    for (Row &row : m_rows) {
        row.name = new MapButton(systemName(row.system), palette, this);
        row.name->setCheckable(true);
        row.name->setAutoExclusive(true);
        row.name->setToolTip(tr("“转到”按 %1 读取").arg(systemName(row.system)));
        row.name->setAccessibleDescription(row.name->toolTip());
        row.value = new QLabel(this);
        row.copy = new MapButton(tr("复制"), palette, this);
        row.copy->setAccessibleName(tr("复制 %1 坐标").arg(systemName(row.system)));
        row.copy->setToolTip(row.copy->accessibleName());
        connect(row.copy, &QAbstractButton::clicked, this, [this, system = row.system] { copy(system); });
    }
    m_rows.front().copy->setToolTip(tr("复制 WGS84 坐标(固定后 Ctrl+C)"));
    m_rows.front().name->setChecked(true);
    m_input->setPlaceholderText(u"120.2, 30.3"_s);
    m_input->setAccessibleName(tr("转到的坐标"));
    m_input->setToolTip(tr("经度和纬度,小数或度分秒;Enter 转到"));
    m_prompt->setBuddy(m_input);
    m_title->setTextFormat(Qt::PlainText);
    connect(m_input, &QLineEdit::returnPressed, this, &CoordinatePanel::goTo);
    connect(m_input, &QLineEdit::textEdited, this, [this] { say({}, false); });
    restyle();
}

CoordinateSystem CoordinatePanel::inputSystem() const
{
    const auto checked = std::ranges::find_if(m_rows, [](const Row &row) { return row.name->isChecked(); });
    return checked == m_rows.end() ? CoordinateSystem::Wgs84 : checked->system;
}

void CoordinatePanel::setPlace(GeoPoint wgs84, Origin origin)
{
    m_place = wgs84;
    switch (origin) {
    case Origin::Middle:
        m_title->setText(tr("地图中心(经度, 纬度)"));
        break;
    case Origin::Pointer:
        m_title->setText(tr("指针处(经度, 纬度)"));
        break;
    case Origin::Pin:
        m_title->setText(tr("已固定(经度, 纬度)"));
        break;
    }
    for (const Row &row : m_rows) {
        row.value->setText(placeText(wgs84, row.system));
        row.value->setAccessibleName(systemName(row.system) + u' ' + row.value->text());
    }
}

void CoordinatePanel::say(const QString &text, bool isFault)
{
    if (m_message->say(text, isFault))
        restyle();
}

void CoordinatePanel::copy(CoordinateSystem system)
{
    QGuiApplication::clipboard()->setText(placeText(m_place, system));
    say(tr("已复制 %1 坐标。").arg(systemName(system)), false);
}

void CoordinatePanel::startInput()
{
    m_input->setFocus(Qt::TabFocusReason);
    m_input->selectAll();
}

void CoordinatePanel::goTo()
{
    const auto place = placeFromText(m_input->text(), inputSystem());
    if (place) {
        say({}, false);
        Q_EMIT goToRequested(*place);
        return;
    }
    switch (place.error()) {
    case PlaceFault::Empty:
        say(tr("请输入经度和纬度,例如 120.2, 30.3。"), true);
        break;
    case PlaceFault::TooLong:
        say(tr("输入太长,只要一对经度和纬度。"), true);
        break;
    case PlaceFault::NotUnderstood:
        say(tr("读不出坐标,请写成 120.2, 30.3 这样。"), true);
        break;
    case PlaceFault::Zero:
        say(tr("(0, 0) 不是有效的位置。"), true);
        break;
    case PlaceFault::OutOfRange:
        say(tr("经度或纬度超出范围。"), true);
        break;
    }
    m_input->selectAll();
}

void CoordinatePanel::restyle()
{
    const QFont font = sansFont(textPixels(panelText, scale()));
    for (QLabel *label : findChildren<QLabel *>()) {
        label->setFont(font);
        const bool isValue = label != m_title && label != m_prompt;
        label->setStyleSheet(
            u"background: transparent; color: %1;"_s.arg(hex(isValue ? colours().text : colours().secondary)));
    }
    m_message->setLook(colours(), scale());
    m_input->setFont(font);
    m_input->setStyleSheet(inputStyle(colours(), colours().background, scale()));
    arrange();
    update();
    Q_EMIT sizeChanged();
}

int CoordinatePanel::nameWidth() const
{
    const auto wide = [](const Row &row) { return row.name->sizeHint().width(); };
    return std::ranges::max(m_rows | std::views::transform(wide));
}

int CoordinatePanel::valueWidth() const
{
    // The longest there is, so that nothing moves while the pointer does.
    return QFontMetrics(sansFont(textPixels(panelText, scale()))).horizontalAdvance(u"-180.000000, -85.000000"_s);
}

int CoordinatePanel::copyWidth() const
{
    return m_rows.front().copy->sizeHint().width();
}

int CoordinatePanel::messageHeight() const
{
    const int high = m_message->heightIn(nameWidth() + valueWidth() + copyWidth() + 2 * px(panelSpace));
    return high > 0 ? high + px(panelGap) : 0;
}

QSize CoordinatePanel::sizeHint() const
{
    const int wide = nameWidth() + valueWidth() + copyWidth() + 4 * px(panelSpace);
    const int rows = int(m_rows.size()) + 1;
    const int high = px(panelSpace) + px(titleHeight) + rows * px(rowHeight) + rows * px(panelGap) + messageHeight()
        + px(panelSpace);
    return {wide, high};
}

void CoordinatePanel::arrange()
{
    const int space = px(panelSpace), gap = px(panelGap), high = px(rowHeight);
    const int inner = width() - 2 * space;
    const int valueLeft = space + nameWidth() + space;
    int top = space / 2;
    m_title->setGeometry(space, top, inner, px(titleHeight));
    top += px(titleHeight) + gap;
    for (const Row &row : m_rows) {
        row.name->setGeometry(space, top, nameWidth(), high);
        row.value->setGeometry(valueLeft, top, valueWidth(), high);
        row.copy->setGeometry(valueLeft + valueWidth() + space, top, copyWidth(), high);
        top += high + gap;
    }
    m_prompt->setGeometry(space, top, nameWidth(), high);
    m_input->setGeometry(valueLeft, top, std::max(0, width() - space - valueLeft), high);
    top += high + gap;
    m_message->setGeometry(space, top, inner, messageHeight());
}

void CoordinatePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy(CoordinateSystem::Wgs84);
    else
        ToolPanel::keyPressEvent(event);
}

} // namespace wuquan
