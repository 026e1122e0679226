// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/day/day.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::day {

namespace {

constexpr int perRoom = (Day::all - Day::contested) / 2;
const char ours[]
    = "with ours as (select * from wuquan.incident where source = 'hotline_12345' and source_id like 'day %') ";

} // namespace

Day::Day(Ground &ground, Facts &facts, const QString &pictures)
    : m_ground(ground)
    , m_facts(facts)
    , m_roomA({u"operator_a"_s, u"operator"_s}, facts, pictures)
    , m_roomB({u"head_b"_s, u"head"_s, u"en"_s, u"night"_s}, facts, pictures)
    , m_district({u"district"_s, u"district"_s}, facts, pictures)
    , m_wall({u"wall"_s, u"wall"_s, u"zh"_s, u"wall"_s}, facts, pictures)
{
}

std::optional<std::int64_t> Day::today(const QByteArray &sql, std::size_t street) const
{
    return m_facts.number(ours + sql, postgres::Parameters(m_ground.street(street).area));
}

int Day::evaluated() const
{
    return int(m_facts.number(ours + "select count(*) from ours where state = 7"_ba).value_or(0));
}

void Day::tellProgress() const
{
    qInfo().noquote() << evaluated() << "of" << all << "evaluated after" << m_since.elapsed() / 1000 << "s";
}

QCoro::Task<bool> Day::waited(std::function<bool()> isSo, std::chrono::milliseconds limit)
{
    const bool hasEnded = co_await until([&] { return m_isOver || isSo(); }, limit);
    co_return hasEnded && !m_isOver;
}

Day::Task Day::watched(Task task)
{
    const auto done = co_await task;
    m_isOver = m_isOver || !done;
    co_return done;
}

Day::Task Day::pass()
{
    auto a = checksOnSite(0), b = checksOnSite(1);
    auto done = co_await watched(morning());
    if (done) {
        auto reports = watched(reportsCome()), first = watched(roomsDay(0)), second = watched(roomsDay(1));
        auto stopped = watched(serverGoes(all / 3, End::Stopped)), died = watched(serverGoes(all * 2 / 3, End::Died));
        auto district = watched(districtsDay());
        // Whichever failed first made the others end without a word.
        for (auto *task : {&district, &reports, &first, &second, &stopped, &died}) {
            const auto ended = co_await *task;
            if (done && !ended)
                done = ended;
        }
        (void)co_await m_wall.shoot(u"evening-wall"_s);
        (void)co_await m_district.shoot(u"evening-district"_s);
    }
    m_isOver = true;
    (void)co_await a;
    (void)co_await b;
    co_return done;
}

Day::Task Day::morning()
{
    for (Desk *desk : {&m_roomA, &m_roomB, &m_district, &m_wall}) {
        const auto opened = co_await desk->open(m_ground.connection(desk->login()), m_ground.folder(desk->login()));
        if (!opened)
            co_return opened;
    }
    for (Desk *desk : {&m_roomA, &m_roomB, &m_district}) {
        if (const auto shown = desk->show(Desk::Group::ToDispatch); !shown)
            co_return shown;
    }
    m_since.start();
    for (int number = 0; number < contested; ++number) {
        if (const auto done = co_await contest(number); !done)
            co_return done;
    }
    tellProgress();
    co_return m_district.show(Desk::Group::ToVerify);
}

/// Both rooms have seen the same incident and send somebody; who was first handles it, the other verifies.
Day::Task Day::contest(int number)
{
    const std::size_t street = std::size_t(number % 2);
    const bool isOfStreet = number % 4 < 2;
    Desk &first = isOfStreet ? room(street) : m_district, &second = isOfStreet ? m_district : room(street);
    if (const auto told = co_await reported(street, number); !told)
        co_return told;
    for (Desk *desk : {&first, &second}) {
        if (const auto selected = co_await desk->selectFirst(); !selected)
            co_return selected;
        if (const auto asked = co_await desk->ask("d"); !asked)
            co_return asked;
    }
    (void)co_await first.shoot(u"picker-"_s + first.login());
    const auto mark = m_facts.newestEvent();
    if (!mark)
        co_return failure(ErrorKind::Connection, u"the server is away"_s);
    if (const auto sent = co_await bothSend(first, second, *mark); !sent)
        co_return sent;
    (void)co_await second.shoot(u"conflict-"_s + second.login());
    if (const auto done = co_await handled(first, 0); !done)
        co_return done;
    const auto incident = m_facts.number(
        "select incident_id from wuquan.incident_event where event_id > $1 limit 1", postgres::Parameters(*mark));
    if (const auto ready = co_await untilReady(incident.value_or(0), second); !ready)
        co_return ready;
    (void)co_await second.shoot(u"checked-"_s + second.login());
    co_return co_await verified(second);
}

/// The rows are held until both commands are in the server.
Day::Task Day::bothSend(Desk &first, Desk &second, std::int64_t after)
{
    auto hold = postgres::Session::open(m_ground.watcher());
    if (!hold)
        co_return std::unexpected(hold.error());
    if (const auto held = hold->run("begin; select from wuquan.incident where state < 6 for update"); !held)
        co_return held;
    for (Desk *desk : {&first, &second}) {
        if (const auto sent = desk->send("dispatch", {"Return"}); !sent)
            co_return sent;
        const bool isWaiting = co_await waited([&] { return m_facts.waitingCommands(desk->login()) == 1; });
        if (!isWaiting)
            co_return failure(ErrorKind::Io, desk->login() + u" sends nothing"_s);
    }
    (void)co_await second.shoot(u"sending-"_s + second.login());
    if (const auto freed = hold->run("rollback"); !freed)
        co_return freed;
    ++m_provoked;
    std::optional<std::int64_t> event;
    const bool isSent = co_await waited([&] {
        event
            = m_facts.number("select event_id from wuquan.incident_event where kind = 'dispatched' and login = $1 and "
                             "event_id > $2",
                postgres::Parameters(first.login(), after));
        return event.has_value();
    });
    if (!isSent)
        co_return failure(ErrorKind::Io, first.login() + u" was first and has no order"_s);
    for (Desk *desk : {&first, &second}) {
        const bool isSeen = co_await desk->seen(*event);
        if (!isSeen)
            co_return failure(ErrorKind::Io, desk->login() + u" does not show who was first"_s);
    }
    co_return Result<void>();
}

/// What has been handled can be verified, at a higher level after somebody has looked on site, and a desk shows it.
Day::Task Day::untilReady(std::int64_t incident, Desk &desk)
{
    std::optional<std::int64_t> event;
    const bool isReady = co_await waited([&] {
        event = m_facts.number(
            "select max(e.event_id) from wuquan.incident_event e join wuquan.incident i using (incident_id) "
            "where i.incident_id = $1 and e.kind = case when i.level >= 2 then 'checked' else 'handled' end",
            postgres::Parameters(incident));
        return event.has_value();
    });
    if (!isReady)
        co_return failure(ErrorKind::Io, u"nobody looked on site"_s);
    const bool isShown = co_await desk.seen(*event);
    co_return isShown ? Result<void>() : failure(ErrorKind::Io, desk.login() + u" does not show what was handled"_s);
}

Day::Task Day::roomsDay(std::size_t street)
{
    for (int number = 0; number < perRoom; ++number) {
        const bool isThere = co_await waited(
            [&] { return today("select 1 from ours where street_id = $1 and state < 3 limit 1", street).has_value(); });
        if (!isThere)
            co_return failure(ErrorKind::Io, u"nothing is reported"_s);
        if (const auto done = co_await oneOfTheRoom(room(street), street, number); !done)
            co_return done;
    }
    co_return Result<void>();
}

Day::Task Day::oneOfTheRoom(Desk &desk, std::size_t street, int number)
{
    const bool hasAlarm = today("select 1 from ours where street_id = $1 and state < 3 and severity = 1 and "
                                "acknowledged_at is null limit 1",
        street)
                              .has_value();
    const auto selected = hasAlarm ? co_await noted(desk) : co_await desk.selectFirst();
    if (!selected)
        co_return selected;
    if (const auto sent = co_await desk.act("dispatch", "d", {"Return"}); !sent)
        co_return sent;
    if (number % 10 == 3) {
        if (const auto recalled = co_await desk.act("recall", {}, {"u"}); !recalled)
            co_return recalled;
        (void)co_await desk.shoot(u"recalled-"_s + desk.login());
        if (const auto sent = co_await desk.act("dispatch", "d", {"2"}); !sent)
            co_return sent;
    }
    co_return co_await handled(desk, number);
}

/// The gravest alarm, of which somebody takes note.
Day::Task Day::noted(Desk &desk)
{
    if (const auto selected = co_await desk.selectGravest(); !selected)
        co_return selected;
    (void)co_await desk.shoot(u"alarm-"_s + desk.login());
    const auto acknowledged = co_await desk.act("acknowledge", {}, {"k"});
    (void)co_await desk.shoot(u"acknowledged-"_s + desk.login());
    co_return acknowledged;
}

/// The room acts for the team that it has sent.
Day::Task Day::handled(Desk &desk, int number)
{
    (void)co_await desk.shoot(u"dispatched-"_s + desk.login());
    if (number % 15 == 5) {
        if (const auto asked = co_await desk.ask("n"); !asked)
            co_return asked;
        if (const auto typed = desk.type("gate 2 is open"); !typed)
            co_return typed;
        if (const auto told = co_await desk.act("note", {}, {"Return"}); !told)
            co_return told;
    }
    struct Step {
        QByteArray action, key;
        QString picture;
    };
    const std::array steps{
        Step{"accept", "a", u"signed-"_s}, Step{"arrive", "r", u"arrived-"_s}, Step{"handle", "h", u"handled-"_s}};
    for (const Step &step : steps) {
        if (const auto done = co_await desk.act(step.action, {}, {step.key}); !done)
            co_return done;
        (void)co_await desk.shoot(step.picture + desk.login());
    }
    co_return Result<void>();
}

/// What the desk has selected and had no hand in.
Day::Task Day::verified(Desk &desk)
{
    const auto incident = co_await desk.decide("verify", {}, {"v"});
    if (!incident)
        co_return std::unexpected(incident.error());
    (void)co_await desk.shoot(u"verified-"_s + desk.login());
    // A street's operator closes; the score is the district's, which looks at the same incident.
    Desk &judge = desk.role() == "operator"_L1 ? m_district : desk;
    if (const auto asked = co_await judge.ask("e"); !asked)
        co_return asked;
    (void)co_await judge.shoot(u"scores-"_s + judge.login());
    const auto scored = co_await judge.act(
        "evaluate", {}, *incident % 3 == 0 ? QByteArrayList{"Tab", "Return"} : QByteArrayList{"Return"});
    (void)co_await judge.shoot(u"evaluated-"_s + judge.login());
    co_return scored;
}

Day::Task Day::districtsDay()
{
    for (int number = contested; number < all; ++number) {
        // The first of its list must be one that has been looked at.
        const bool isThere = co_await waited(
            [&] {
                return m_facts
                    .number(ours
                        + "select 1 where (select level < 2 or exists (select from wuquan.incident_event e where "
                          "e.incident_id = ours.incident_id and e.kind = 'checked') from ours where state = 5 "
                          "order by severity, due_at, reported_at, incident_id limit 1)"_ba)
                    .has_value();
            },
            180s);
        if (!isThere)
            co_return failure(ErrorKind::Io, u"nothing is handled"_s);
        if (const auto selected = co_await m_district.selectFirst(); !selected)
            co_return selected;
        (void)co_await m_district.shoot(u"toverify-district"_s);
        if (const auto done = co_await verified(m_district); !done)
            co_return done;
        if ((number + 1) % 20 == 0)
            tellProgress();
    }
    co_return Result<void>();
}

} // namespace wuquan::day
