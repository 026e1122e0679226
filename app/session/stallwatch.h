// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace wuquan {

/// Measures how long the event loop of its thread was kept from its work at most since start(): a timer that is due
/// every 2 ms comes late by what stood in its way.
class StallWatch : public QObject {
    Q_OBJECT
public:
    explicit StallWatch(QObject *parent = nullptr);

    void start();
    [[nodiscard]] std::chrono::milliseconds longest() const;

private:
    static constexpr std::chrono::milliseconds interval{2};

    QTimer m_timer;
    std::chrono::steady_clock::time_point m_last;
    std::chrono::steady_clock::duration m_longest{0};
};

} // namespace wuquan
