// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/panelmessage.h"

#include "maps/style/type.h"

#include <QFontMetrics>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {
constexpr double messageText = 14; ///< design pixels
} // namespace

PanelMessage::PanelMessage(QWidget *panel)
    : QLabel(panel)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

bool PanelMessage::say(const QString &said, bool isFault)
{
    if (text() == said && m_isFault == isFault)
        return false;
    setText(said);
    setAccessibleName(said);
    m_isFault = isFault;
    return true;
}

void PanelMessage::setLook(const Palette &palette, double scale)
{
    m_type = sansFont(textPixels(messageText, scale));
    setFont(m_type);
    setStyleSheet(
        u"background: transparent; color: %1;"_s.arg(hex(m_isFault ? palette.severity[1] : palette.secondary)));
}

int PanelMessage::heightIn(int width) const
{
    if (text().isEmpty())
        return 0;
    return QFontMetrics(m_type).boundingRect(0, 0, width, 1 << 20, Qt::TextWordWrap, text()).height();
}

} // namespace wuquan
