// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mappanels.h"

#include "maps/view/mapbutton.h"

namespace wuquan {

void MapPanels::add(MapButton &opener, QWidget &panel, std::function<void(const QRect &)> arrangeIn)
{
    panel.hide();
    m_entries.push_back({&opener, &panel, std::move(arrangeIn)});
    connect(&opener, &QAbstractButton::clicked, this, [this, &panel] {
        if (panel.isHidden())
            open(panel);
        else
            close();
    });
}

void MapPanels::open(QWidget &panel)
{
    for (const Entry &entry : m_entries)
        entry.panel->setVisible(entry.panel == &panel);
    Q_EMIT changed();
    panel.raise();
    panel.setFocus(Qt::OtherFocusReason);
}

void MapPanels::close()
{
    for (const Entry &entry : m_entries) {
        if (entry.panel->isHidden())
            continue;
        // Before it is hidden, which would give the focus to just any widget.
        entry.opener->setFocus(Qt::OtherFocusReason);
        entry.panel->hide();
    }
    Q_EMIT changed();
}

QWidget *MapPanels::shown() const
{
    for (const Entry &entry : m_entries) {
        if (!entry.panel->isHidden())
            return entry.panel;
    }
    return nullptr;
}

void MapPanels::arrangeIn(const QRect &room)
{
    for (const Entry &entry : m_entries)
        entry.arrangeIn(room);
}

} // namespace wuquan
