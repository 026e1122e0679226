// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/clock.h"
#include "data/core/shanghai.h"
#include "tests/day/day.h"

#include <QDir>
#include <QTest>

using namespace wuquan;
using namespace wuquan::day;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A day of the district: three rooms and a wall, each a process before a screen of its own, take two hundred incidents
/// from report to evaluation, while the server is restarted once and dies once. What is true of it is read from the
/// audit afterwards.
class DayTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Ground> m_ground;
    std::unique_ptr<Facts> m_facts;
    std::unique_ptr<Day> m_day;

    [[nodiscard]] std::int64_t number(const QByteArray &sql, const postgres::Parameters &parameters = {})
    {
        return m_facts->number(sql, parameters).value_or(-1);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("WUQUAN_DAY"))
            QSKIP("only with tests/run --day: it takes some minutes");
        // What is closed after the day of its report is on no screen any more, so that nobody could evaluate it.
        const Instant now = SystemClock().now();
        QVERIFY2(shanghai::dayOf(now) == shanghai::dayOf(now + 30min), "start it after midnight in Shanghai");
        const QString pictures = QStringLiteral(WUQUAN_SOURCE "/build/day");
        QVERIFY(QDir(pictures).removeRecursively() && QDir().mkpath(pictures));
        m_ground = std::make_unique<Ground>();
        const auto prepared = m_ground->prepare();
        QVERIFY2(prepared, prepared ? "" : qPrintable(prepared.error().message));
        m_facts = std::make_unique<Facts>(m_ground->watcher());
        m_day = std::make_unique<Day>(*m_ground, *m_facts, pictures);
    }

    void fromReportToEvaluation()
    {
        const auto passed = QCoro::waitFor(m_day->pass());
        QVERIFY2(passed, passed ? "" : qPrintable(passed.error().message));
        QCOMPARE(m_day->evaluated(), Day::all);
        QCOMPARE(m_day->provoked(), Day::contested);
    }

    /// Each counts what must not be.
    void theAuditProves_data()
    {
        QTest::addColumn<QByteArray>("wrong");
        const auto row = [](const char *name, const char *sql) {
            QTest::newRow(name)
                << "with ours as (select * from wuquan.incident where source = 'hotline_12345' and source_id like 'day %'), "
                   "events as (select e.*, i.level from wuquan.incident_event e join ours i using (incident_id)), "
                   "orders as (select o.* from wuquan.dispatch_order o join ours using (incident_id)) "
                    + QByteArray(sql);
        };
        row("two hundred, none twice", "select abs(200 - count(*)) + count(*) - count(distinct source_id) from ours");
        row("all evaluated", "select count(*) from ours where state <> 7 or closed_at is null or due_at is not null");
        row("the steps in their order",
            "select count(*) from (select string_agg(kind, ' ' order by seq) as kinds from events where kind not in ('acknowledged', "
            "'note', 'overdue', 'escalated') group by incident_id) c where kinds !~ '^reported filed dispatched( recalled "
            "dispatched)? accepted arrived handled( checked)? closed evaluated$'");
        row("no step twice or missing in a chain",
            "select count(*) from (select incident_id from events group by incident_id having max(seq) <> count(*)) c");
        row("no time goes back",
            "select count(*) from (select at < lag(at) over (partition by incident_id order by seq) as is_wrong from events) c where is_wrong");
        row("each state follows the last",
            "select count(*) from (select seq, from_state is distinct from lag(to_state) over (partition by incident_id order by "
            "seq) as is_wrong from events) c where seq > 1 and is_wrong");
        row("one main order was done",
            "select count(*) from ours i where (select count(*) from orders o where o.incident_id = i.incident_id and o.main and "
            "o.ended_as = 'done') <> 1");
        row("all others were recalled",
            "select count(*) from orders where ended_as is distinct from 'done' and ended_as is distinct from 'recalled'");
        row("an order for each dispatch",
            "select abs((select count(*) from orders) - (select count(*) from events where kind = 'dispatched'))");
        row("a higher level was looked at on site by a field login that had no hand in it",
            "select count(*) from ours i where level >= 2 and not exists (select from events e join wuquan.seat s on s.login = e.login "
            "where e.incident_id = i.incident_id and e.kind = 'checked' and s.role = 'field' and not exists (select from events h "
            "where h.incident_id = i.incident_id and h.login = e.login and h.kind in ('dispatched', 'accepted', 'arrived', 'handled')))");
        row("some were of a higher level", "select 10 - least(10, count(*)) from ours where level >= 2");
        row("nobody verified what they handled",
            "select count(*) from events v join events h using (incident_id, login) where v.kind = 'closed' and h.kind in "
            "('accepted', 'arrived', 'handled')");
        row("a decision that the rooms did not make",
            "select count(*) from events where login not in ('operator_a', 'head_b', "
            "'district', 'field_a', 'field_b', 'hotline') and kind not in ('overdue', 'escalated')");
        row("the wall did nothing",
            "select (select count(*) from wuquan.incident_event where login = 'wall') + (select count(*) from "
            "wuquan.dispatch_request where login = 'wall')");
        row("every request has its answer", "select count(*) from wuquan.dispatch_request where answer is null");
        // Whoever sends somebody at once files the case by it.
        row("one event for each request that was done",
            "select abs((select count(*) from wuquan.dispatch_request where answer ->> 'outcome' = 'done') - (select count(*) from "
            "events where kind not in ('reported', 'filed', 'overdue', 'escalated')))");
        row("conflicts, and nothing refused",
            "select count(*) from wuquan.dispatch_request where answer ->> 'outcome' not in ('done', 'conflict')");
        row("the chains are whole", "select count(*) from wuquan.audit_verify()");
        row("nobody is busy any more", "select count(*) from wuquan.responder where state = 1");
    }
    void theAuditProves()
    {
        QFETCH(const QByteArray, wrong);
        QCOMPARE(number(wrong), 0);
    }

    /// What was pressed is what the audit has, but for what came too late.
    void keysAreCountedOnce()
    {
        int conflicts = 0, keys = 0, unheard = 0;
        for (const Desk *desk : m_day->desks()) {
            int decided = 0;
            for (const auto &[action, sent] : desk->sent()) {
                const int lost = desk->unheard().contains(action) ? desk->unheard().at(action) : 0;
                const auto events
                    = number("select count(*) from wuquan.incident_event e join wuquan.action a on a.kind = e.kind "
                             "where a.action = $1 and e.login = $2",
                        postgres::Parameters(action, desk->login()));
                qInfo().noquote() << desk->login() << action << "pressed" << sent << "events" << events << "unheard"
                                  << lost;
                QVERIFY2(sent - lost >= events, action.constData());
                decided += sent - lost - int(events);
                keys += sent;
                unheard += lost;
            }
            const auto late = number(
                "select count(*) from wuquan.dispatch_request where login = $1 and answer ->> 'outcome' = 'conflict'",
                postgres::Parameters(desk->login()));
            QCOMPARE(decided, int(late));
            conflicts += decided;
        }
        QVERIFY(conflicts >= Day::contested);
        qInfo() << keys << "decisions," << conflicts << "conflicts," << unheard << "keys that no window took";
    }

    void aWallWritesNothing_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a view that can't be written") << "update wuquan.incident_masked set state = 7"_ba;
        for (const char *sql :
            {"select wuquan.dispatch(gen_random_uuid(), (select min(incident_id) from wuquan.incident_masked), 1, "
             "'note', '{\"note\": \"x\"}')",
                "select wuquan.ingest('resident', 'x', 1::smallint, 'x', null, null, null, now())",
                "select wuquan.mark_overdue()", "select title from wuquan.incident",
                "select note from wuquan.incident_event", "select task from wuquan.dispatch_order",
                "update wuquan.incident set state = 7",
                "insert into wuquan.incident_event (incident_id, at, kind, actor) values (1, now(), 'note', 'x')",
                "delete from wuquan.dispatch_order", "select wuquan.case_file(1)",
                "select wuquan.seat_put('wall', 'district', 'x')", "create table wuquan.mine (i integer)"})
            QTest::newRow(sql) << QByteArray(sql);
    }
    void aWallWritesNothing()
    {
        QFETCH(const QByteArray, sql);
        auto wall = m_ground->open(u"wall"_s);
        QVERIFY2(wall, wall ? "" : qPrintable(wall.error().message));
        const auto done = wall->query(sql);
        QVERIFY(!done);
        QVERIFY2(
            done.error().sqlState == "42501" || done.error().sqlState == "55000", done.error().sqlState.constData());
    }

    void aWallKnowsNoWords()
    {
        for (const Desk *desk : m_day->desks())
            QVERIFY2(desk->remembers(u"门口的事"_s), qPrintable(desk->login()));
        QVERIFY(m_day->wall().remembers(u"彭埠街道"_s)); // it does look
        QVERIFY(!m_day->wall().remembers(u"门口的事"_s));
    }
};

QTEST_GUILESS_MAIN(DayTest)
#include "tst_day.moc"
