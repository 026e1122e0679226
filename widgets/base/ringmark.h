// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <array>

namespace wuquan {

class Appearance;
class DistrictStore;

/// The mark of the program: a ring of five arcs, one a circle. An arc moves out of the ring and turns cinnabar while
/// its circle has an open urgent incident.
class RingMark : public QWidget {
    Q_OBJECT
public:
    RingMark(const DistrictStore &store, Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void recount();

    const DistrictStore &m_store;
    const Appearance &m_appearance;
    std::array<bool, 5> m_urgent{};
};

} // namespace wuquan
