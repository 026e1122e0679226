// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/seal.h"

#include "data/store/districtstore.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/words.h"

#include <QPainter>

namespace wuquan {

std::array<bool, 5> urgentCircles(const DistrictStore &store)
{
    std::array<bool, 5> urgent{};
    for (const Incident &incident : store.incidents()) {
        if (incident.severity == Severity::Urgent && isOpen(incident.state))
            urgent[circleIndex(incident.circle)] = true;
    }
    return urgent;
}

Seal::Seal(Circle circle, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_circle(circle)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(words::circleName(circle));
    connect(&appearance, &Appearance::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Seal::setUrgent(bool urgent)
{
    if (m_urgent == urgent)
        return;
    m_urgent = urgent;
    setAccessibleDescription(urgent ? words::severity(Severity::Urgent) : QString());
    update();
}

QSize Seal::sizeHint() const
{
    const int side = m_appearance.theme().px(26);
    return {side, side};
}

void Seal::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = (m_urgent ? 2.0 : 1.2) * theme.scale;
    const QRectF ring = QRectF(rect()).adjusted(width, width, -width, -width);
    painter.setPen(QPen(Theme::color(m_urgent ? theme.palette.severity[0] : theme.palette.secondary), width,
        Qt::SolidLine, Qt::FlatCap));
    if (m_urgent)
        painter.drawArc(ring, 70 * 16, 300 * 16); // the gap is at the upper right
    else
        painter.drawEllipse(ring);
    QFont font = theme.font(TextRole::Small);
    font.setPixelSize(theme.px(15));
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    painter.setPen(Theme::color(theme.palette.text));
    painter.drawText(rect(), Qt::AlignCenter, QString(words::sealOf(m_circle)));
}

} // namespace wuquan
