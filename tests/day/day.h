// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/day/desk.h"
#include "tests/day/ground.h"

#include <QElapsedTimer>

#include <array>

namespace wuquan::day {

/// What happens on the day, and who does it: two street rooms and the district's at real windows, a wall that only
/// looks, a hotline that reports and somebody in each street who checks on site. All at once, in one thread.
class Day {
public:
    static constexpr int contested = 20; ///< incidents for which two rooms send somebody at the same moment
    static constexpr int all = 200;

    Day(Ground &ground, Facts &facts, const QString &pictures);

    /// From the first window to the last incident. The server is stopped after a third and dies after two thirds.
    [[nodiscard]] QCoro::Task<Result<void>> pass();
    [[nodiscard]] int evaluated() const;
    /// Of the rooms.
    [[nodiscard]] std::array<const Desk *, 3> desks() const { return {&m_roomA, &m_roomB, &m_district}; }
    [[nodiscard]] const Desk &wall() const { return m_wall; }
    /// Conflicts that were made on purpose.
    [[nodiscard]] int provoked() const { return m_provoked; }

private:
    using Task = QCoro::Task<Result<void>>;
    enum class End { Stopped, Died };

    Task morning();
    Task contest(int number);
    Task bothSend(Desk &first, Desk &second, std::int64_t after);
    Task untilReady(std::int64_t incident, Desk &desk);
    Task roomsDay(std::size_t street);
    Task oneOfTheRoom(Desk &desk, std::size_t street, int number);
    Task noted(Desk &desk);
    Task handled(Desk &desk, int number);
    Task verified(Desk &desk);
    Task districtsDay();
    Task reported(std::size_t street, int number);
    Task reportsCome();
    Task checksOnSite(std::size_t street);
    Task serverGoes(int after, End how);
    /// The first that fails ends the day.
    Task watched(Task task);
    /// As until(), but the end of the day ends it too.
    QCoro::Task<bool> waited(std::function<bool()> isSo, std::chrono::milliseconds limit = std::chrono::seconds(90));

    [[nodiscard]] Desk &room(std::size_t street) { return street == 0 ? m_roomA : m_roomB; }
    /// A number about today's incidents, which the statement finds as "ours"; $1 is the street.
    [[nodiscard]] std::optional<std::int64_t> today(const QByteArray &sql, std::size_t street) const;
    void tellProgress() const;

    Ground &m_ground;
    Facts &m_facts;
    Desk m_roomA, m_roomB, m_district, m_wall;
    QElapsedTimer m_since;
    bool m_isHeld = false; ///< only the windows may write: whoever writes in our thread would wait for us
    bool m_isOver = false;
    int m_provoked = 0;
};

} // namespace wuquan::day
