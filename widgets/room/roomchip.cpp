// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room/roomchip.h"

#include "data/view/viewstate.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/room/roompanel.h"
#include "widgets/theme/appearance.h"

#include <QPainter>
#include <QShortcut>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

RoomChip::RoomChip(Room &room, const DistrictStore &store, const ViewState &view, Selection &selection,
    const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : QToolButton(parent)
    , m_room(room)
    , m_store(store)
    , m_view(view)
    , m_selection(selection)
    , m_clock(clock)
    , m_appearance(appearance)
{
    setFocusPolicy(Qt::StrongFocus);
    pressByReturn(*this);
    setToolTip(tr("点名、空档与交接班：S"));
    connect(this, &QToolButton::clicked, this, &RoomChip::open);
    connect(new QShortcut(Qt::Key_S, this), &QShortcut::activated, this, &RoomChip::open);
    connect(&room, &Room::changed, this, &RoomChip::refresh);
    connect(&appearance, &Appearance::changed, this, &RoomChip::refresh);
    refresh();
}

bool RoomChip::isCalled() const
{
    const auto &call = m_room.news().call;
    return call && call->isOpen
        && std::ranges::any_of(call->posts, [](const CalledPost &post) { return post.isMine && !post.answeredAt; });
}

void RoomChip::refresh()
{
    QStringList parts{tr("值班室")};
    const auto &call = m_room.news().call;
    if (call && call->isOpen)
        parts << tr("点名 %1/%2")
                     .arg(std::ranges::count_if(
                         call->posts, [](const CalledPost &post) { return post.answeredAt.has_value(); }))
                     .arg(call->posts.size());
    if (!m_room.news().voids.empty())
        parts << tr("空档 %1").arg(m_room.news().voids.size());
    setText(parts.join(u" · "_s));
    setAccessibleName(text());
    setFont(m_appearance.theme().font(isCalled() ? TextRole::Strong : TextRole::Body));
    setFixedHeight(m_appearance.theme().px(34));
    setVisible(!m_room.news().role.isEmpty());
    updateGeometry();
    update();
}

void RoomChip::open()
{
    if (m_panel || m_room.news().role.isEmpty())
        return;
    m_panel = new RoomPanel(m_room, m_store, m_selection, m_clock, m_view.language(), m_appearance, this);
    m_panel->popUpAt(*this);
}

QSize RoomChip::sizeHint() const
{
    const Theme &theme = m_appearance.theme();
    return {QFontMetrics(theme.font(TextRole::Strong)).horizontalAdvance(text()) + theme.px(24), theme.px(34)};
}

void RoomChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool called = isCalled();
    painter.setPen(QPen(Theme::color(hasFocus() ? p.focus
                                : called        ? p.severity[1]
                                                : p.line),
        theme.px(hasFocus() || called ? 2 : 1)));
    painter.setBrush(underMouse() || isDown() ? QBrush(Theme::color(p.selectionFill)) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4));
    painter.setFont(font());
    painter.setPen(Theme::color(called ? p.text : p.secondary));
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace wuquan
