// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room/lookbar.h"

#include "data/core/clock.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/room/roomwords.h"
#include "widgets/theme/appearance.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr auto shownFor = 10min;

} // namespace

LookBar::LookBar(Room &room, const DistrictStore &store, const ServerClock &clock, Language language,
    Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_clock(clock)
    , m_language(language)
    , m_appearance(appearance)
    , m_text(new PlainLabel(appearance, TextRole::Strong))
    , m_go(new QPushButton(tr("前往 G")))
    , m_away(new QPushButton(tr("知道了")))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_text, 1);
    for (QPushButton *button : {m_go, m_away}) {
        button->setProperty("flatRole", u"outline"_s);
        pressByReturn(*button);
        row->addWidget(button);
    }
    connect(m_go, &QPushButton::clicked, this, &LookBar::go);
    connect(m_away, &QPushButton::clicked, this, &LookBar::leave);
    connect(new QShortcut(Qt::Key_G, this), &QShortcut::activated, this, &LookBar::go);
    connect(&room, &Room::pointedAt, this, &LookBar::show);
    connect(&appearance, &Appearance::changed, this, &LookBar::retheme);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &LookBar::refresh);
    hide();
    retheme();
}

void LookBar::show(const RoomPointer &pointer)
{
    m_pointer = pointer;
    m_second.start();
    refresh();
    QWidget::show();
    raise();
}

void LookBar::leave()
{
    m_pointer.reset();
    m_second.stop();
    hide();
}

void LookBar::go()
{
    if (!m_pointer)
        return;
    const RoomPointer pointer = *m_pointer;
    leave();
    Q_EMIT goRequested(pointer);
}

void LookBar::refresh()
{
    if (!m_pointer)
        return;
    if (m_clock.now() - m_pointer->at > shownFor) {
        leave();
        return;
    }
    m_text->setText(words::pointedAt(*m_pointer, m_store, m_clock.now(), m_language));
    setAccessibleName(m_text->text());
}

void LookBar::retheme()
{
    const Theme &theme = m_appearance.theme();
    layout()->setContentsMargins(theme.px(14), theme.px(6), theme.px(8), theme.px(6));
    layout()->setSpacing(theme.px(8));
    for (QPushButton *button : {m_go, m_away}) {
        button->setFont(theme.font(TextRole::Body));
        button->setMinimumHeight(theme.px(34));
    }
    update();
}

void LookBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::color(theme.palette.focus), theme.px(2)));
    painter.setBrush(Theme::color(theme.palette.panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4));
}

} // namespace wuquan
