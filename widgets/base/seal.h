// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/circle.h"

#include <QWidget>

#include <array>

namespace wuquan {

class Appearance;
class DistrictStore;

/// Which circles have an open urgent incident; indexed by circleIndex.
[[nodiscard]] std::array<bool, 5> urgentCircles(const DistrictStore &store);

/// The seal of a circle: its character in a ring, neutral; the ring breaks and turns cinnabar while the circle has an
/// open urgent incident.
class Seal : public QWidget {
    Q_OBJECT
public:
    Seal(Circle circle, Appearance &appearance, QWidget *parent = nullptr);
    void setUrgent(bool urgent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
    Circle m_circle;
    bool m_urgent = false;
};

} // namespace wuquan
