// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/day/day.h"
#include "tests/day/onsite.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What happens around the rooms: reports, checks on site, and a server that goes and comes.

namespace wuquan::day {

namespace {

constexpr int mostWaiting = 3; ///< reports that wait in a street

} // namespace

/// A report is told again until the server takes it.
Day::Task Day::reported(std::size_t street, int number)
{
    std::optional<Error> wrong;
    const bool isIn = co_await waited([&] {
        if (m_isHeld)
            return false;
        const auto told = m_ground.report(street, number);
        if (!told && told.error().kind != ErrorKind::Connection)
            wrong = told.error();
        return told.has_value() || wrong;
    });
    if (wrong)
        co_return std::unexpected(*wrong);
    co_return isIn ? Result<void>() : failure(ErrorKind::Connection, u"nobody takes reports"_s);
}

/// As fast as the rooms work.
Day::Task Day::reportsCome()
{
    for (int number = contested; number < all; ++number) {
        const std::size_t street = std::size_t(number % 2);
        const bool isWanted = co_await waited([&] {
            return today("select count(*) from ours where street_id = $1 and state < 3", street).value_or(mostWaiting)
                < mostWaiting;
        });
        if (!isWanted)
            co_return failure(ErrorKind::Io, u"the rooms do not work"_s);
        if (const auto told = co_await reported(street, number); !told)
            co_return told;
    }
    co_return Result<void>();
}

/// Somebody of the street looks on site at what is of a higher level; a client for them comes later.
Day::Task Day::checksOnSite(std::size_t street)
{
    OnSite there(m_ground, street == 0 ? u"field_a"_s : u"field_b"_s);
    while (!m_isOver) {
        (void)co_await waited([&] {
            const auto found = m_isHeld
                ? std::nullopt
                : today(
                      "select incident_id from ours where street_id = $1 and state = 5 and level >= 2 and not exists (select "
                      "from wuquan.incident_event e where e.incident_id = ours.incident_id and e.kind = 'checked') limit 1",
                      street);
            const auto version = found ? m_facts.number("select version from wuquan.incident where incident_id = $1",
                                             postgres::Parameters(*found))
                                       : std::nullopt;
            return version && there.check(*found, *version);
        });
    }
    co_return Result<void>();
}

/// The server goes while the rooms wait for what they have sent, and comes back.
Day::Task Day::serverGoes(int after, End how)
{
    const bool isTime = co_await waited([&] { return evaluated() >= after; }, 1200s);
    auto hold = postgres::Session::open(m_ground.watcher());
    if (!isTime || !hold)
        co_return failure(ErrorKind::Connection, u"the server could not be stopped"_s);
    m_isHeld = true;
    if (const auto held = hold->run("begin; lock table wuquan.incident in exclusive mode"); !held)
        co_return held;
    const bool areUnderWay = co_await waited([&] { return m_facts.waitingCommands() >= 2; });
    if (!areUnderWay)
        co_return failure(ErrorKind::Io, u"no orders are under way"_s);
    const QString name = how == End::Died ? u"died"_s : u"stopped"_s;
    (void)co_await m_roomA.shoot(name + u"-under-way"_s);
    qInfo().noquote() << "the server" << name << "with" << m_facts.waitingCommands() << "commands under way after"
                      << m_since.elapsed() / 1000 << "s";
    if (how == End::Died)
        m_ground.server().stop();
    else
        m_ground.server().shutDown();
    const std::array everybody{&m_roomA, &m_roomB, &m_district, &m_wall};
    const bool areStale = co_await waited(
        [&] { return std::ranges::none_of(everybody, [](const Desk *desk) { return desk->isLive(); }); });
    for (Desk *desk : everybody)
        (void)co_await desk->shoot(name + u'-' + desk->login());
    m_ground.server().start();
    m_isHeld = false;
    const bool areBack = co_await waited(
        [&] { return std::ranges::all_of(everybody, [](const Desk *desk) { return desk->isLive(); }); });
    qInfo().noquote() << "every window is live again after" << m_since.elapsed() / 1000 << "s";
    for (Desk *desk : everybody)
        (void)co_await desk->shoot(name + u"-back-"_s + desk->login());
    co_return areStale &&areBack ? Result<void>()
                                 : failure(ErrorKind::Io, u"a window has not seen that the server was away"_s);
}

} // namespace wuquan::day
