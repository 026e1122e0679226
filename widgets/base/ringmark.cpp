// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/ringmark.h"

#include "data/store/districtstore.h"
#include "widgets/base/seal.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/words.h"

#include <QPainter>

#include <cmath>
#include <numbers>

namespace wuquan {

RingMark::RingMark(const DistrictStore &store, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_appearance(appearance)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&appearance, &Appearance::changed, this, [this] {
        updateGeometry();
        update();
    });
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.incidents())
            recount();
    });
    recount();
}

QSize RingMark::sizeHint() const
{
    const int side = m_appearance.theme().px(40);
    return {side, side};
}

void RingMark::paintEvent(QPaintEvent *)
{
    constexpr double gap = 14; // degrees
    constexpr double span = 360.0 / 5;
    const Theme &theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = 3.4 * theme.scale;
    const QRectF ring = QRectF(rect()).adjusted(width * 1.6, width * 1.6, -width * 1.6, -width * 1.6);
    for (std::size_t i = 0; i < m_urgent.size(); ++i) {
        // Clockwise from the top, as the circles are listed.
        const double start = 90 - span * double(i + 1) + gap / 2;
        const double middle = (start + (span - gap) / 2) * std::numbers::pi / 180;
        const double out = m_urgent[i] ? width * 0.8 : 0;
        painter.setPen(QPen(Theme::color(m_urgent[i] ? theme.palette.severity[0] : theme.palette.text), width,
            Qt::SolidLine, Qt::FlatCap));
        painter.drawArc(ring.translated(out * std::cos(middle), -out * std::sin(middle)), qRound(start * 16),
            qRound((span - gap) * 16));
    }
}

void RingMark::recount()
{
    const auto urgent = urgentCircles(m_store);
    if (urgent == m_urgent && !accessibleName().isEmpty())
        return;
    m_urgent = urgent;
    QStringList names;
    for (const Circle circle : allCircles) {
        if (urgent[circleIndex(circle)])
            names << words::circleName(circle);
    }
    setAccessibleName(names.isEmpty() ? tr("五圈:无紧急事件") : tr("五圈:%1 有紧急事件").arg(names.join(QChar(u' '))));
    update();
}

} // namespace wuquan
