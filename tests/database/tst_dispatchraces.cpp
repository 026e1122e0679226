// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "tests/support/temporaryserver.h"

#include <QTest>
#include <QUuid>

#include <array>
#include <barrier>
#include <numeric>
#include <thread>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Several stations at one moment: what dispatch() and mark_overdue() promise to each of them.
class DispatchRacesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    std::optional<postgres::Session> m_dba;
    int m_number = 0;

    [[nodiscard]] postgres::Session open() const { return postgres::Session::open(m_server->settings()).value(); }
    void run(const QByteArray &sql)
    {
        const auto done = m_dba->run(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }
    [[nodiscard]] static QString told(postgres::Session &session, const QByteArray &sql)
    {
        const auto rows = session.query(sql);
        return rows ? rows->value<QString>().value_or(u"nothing"_s) : QString::fromLatin1(rows.error().sqlState);
    }
    [[nodiscard]] static QByteArray key()
    {
        return '\'' + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + '\'';
    }
    /// "done", "conflict", "refused REASON" or the SQLSTATE.
    [[nodiscard]] static QString act(postgres::Session &session, std::int64_t incident, const QByteArray &action,
        const QByteArray &detail = "{}", const QByteArray &request = key(), const QByteArray &seen = {})
    {
        const QByteArray id = QByteArray::number(qlonglong(incident));
        return told(session,
            "select concat_ws(' ', d ->> 'outcome', d ->> 'reason') from wuquan.dispatch(" + request + ',' + id + ','
                + (seen.isEmpty() ? "(select version from wuquan.incident where incident_id = " + id + ')' : seen)
                + ",'" + action + "','" + detail + "') d");
    }
    /// What two stations are answered that ask in the same moment, each in a session of its own.
    template <class Ask>
    [[nodiscard]] std::array<QString, 2> bothAtOnce(const Ask &ask) const
    {
        std::array<QString, 2> came;
        std::barrier together(2);
        std::vector<std::jthread> stations;
        for (std::size_t i = 0; i < 2; ++i) {
            stations.emplace_back([&, i] {
                auto session = open();
                together.arrive_and_wait();
                came[i] = ask(session, i);
            });
        }
        stations.clear();
        return came;
    }
    [[nodiscard]] std::int64_t made()
    {
        return told(*m_dba,
            "select wuquan.ingest('resident', '" + QByteArray::number(++m_number)
                + "', 1::smallint, '', null, null, null, now()) ->> 'incident'")
            .toLongLong();
    }
    /// An incident on its way to a main team and another one, both of which have signed.
    [[nodiscard]] std::int64_t accepted(int main, int other)
    {
        const std::int64_t incident = made();
        const auto order = [&](int team) {
            return "{\"note\": \"x\", \"order\": "
                + told(*m_dba,
                    "select max(order_id)::text from wuquan.dispatch_order where incident_id = "
                        + QByteArray::number(qlonglong(incident)) + " and responder_id = " + QByteArray::number(team))
                      .toLatin1()
                + '}';
        };
        // In braces, whose order is given.
        const QStringList came{act(*m_dba, incident, "file"),
            act(*m_dba, incident, "dispatch",
                "{\"responder\": " + QByteArray::number(main)
                    + ", \"co\": [{\"responder\": " + QByteArray::number(other) + "}]}"),
            act(*m_dba, incident, "accept", order(main)), act(*m_dba, incident, "accept", order(other))};
        return came == QStringList(4, u"done"_s) ? incident : -1;
    }
    [[nodiscard]] QString team(int responder)
    {
        return told(
            *m_dba, "select state::text from wuquan.responder where responder_id = " + QByteArray::number(responder));
    }
    [[nodiscard]] QString waiting()
    {
        return told(*m_dba, "select count(*)::text from pg_stat_activity where wait_event_type = 'Lock'");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        m_dba.emplace(open());
        run("insert into wuquan.incident_type (type_id, code, name, name_en, pinyin, circle_id, defence_id, platform_id, level, severity) "
            "values (1, 'noise', '噪声扰民', 'Noise', 'z', 2, 1, 1, 1, 3); "
            "insert into wuquan.incident_type_limit select 1, s, 1, 'minute' from unnest('{2,3,4,6}'::int[]) s; "
            "insert into wuquan.responder_kind values (1, 'team', '队伍', 'Team'); "
            "insert into wuquan.responder (responder_id, kind_id, name) select n, 1, '队' || n from generate_series(1, 9) n; "
            "insert into wuquan.seat (login, role, post) values ('postgres', 'district', '区中心')");
    }

    /// Twenty times two stations send two teams: one does, the other is told. With one key both have the same answer.
    void twoAtOnce()
    {
        for (int round = 0; round < 20; ++round) {
            const std::int64_t rival = made(), same = made();
            QCOMPARE(act(*m_dba, rival, "file"), u"done"_s);
            QCOMPARE(act(*m_dba, same, "file"), u"done"_s);
            const QByteArray seen = told(*m_dba,
                "select version::text from wuquan.incident where incident_id = " + QByteArray::number(qlonglong(rival)))
                                        .toLatin1();
            const QByteArray request = key();
            auto rivals = bothAtOnce([&](postgres::Session &session, std::size_t i) {
                return act(
                    session, rival, "dispatch", "{\"responder\": " + QByteArray::number(int(i) + 1) + '}', key(), seen);
            });
            const auto sames = bothAtOnce([&](postgres::Session &session, std::size_t) {
                return act(session, same, "dispatch", "{\"responder\": 1}", request, seen);
            });
            std::ranges::sort(rivals);
            QCOMPARE(rivals[0], u"conflict"_s);
            QCOMPARE(rivals[1], u"done"_s);
            QCOMPARE(sames[0], u"done"_s);
            QCOMPARE(sames[1], u"done"_s);
            QCOMPARE(
                told(*m_dba,
                    "select string_agg(n::text, ' ') from (select count(*) as n from wuquan.dispatch_order where incident_id in ("
                        + QByteArray::number(qlonglong(rival)) + ',' + QByteArray::number(qlonglong(same))
                        + ") group by incident_id) t"),
                u"1 1"_s);
        }
    }

    /// One order of a team ends while another one is being signed for: it is busy all the same.
    void aTeamIsNotFreeWhileItSigns()
    {
        const std::int64_t ending = accepted(5, 6), signing = made();
        QVERIFY(ending > 0);
        QCOMPARE(act(*m_dba, signing, "file"), u"done"_s);
        QCOMPARE(act(*m_dba, signing, "dispatch", "{\"responder\": 5}"), u"done"_s);
        QCOMPARE(team(5), u"1"_s);
        auto first = open();
        QVERIFY(first.run("begin"));
        QCOMPARE(act(first, signing, "accept"), u"done"_s);
        QString ended;
        std::jthread second([&] {
            auto session = open();
            ended = act(session, ending, "recall");
        });
        QTRY_COMPARE(waiting(), u"1"_s);
        QVERIFY(first.run("commit"));
        second.join();
        QCOMPARE(ended, u"done"_s);
        QCOMPARE(team(5), u"1"_s);
        QCOMPARE(team(6), u"0"_s);
    }

    /// Two cases have the same two teams the other way around, and both are given back at once.
    void nobodyWaitsForEachOther()
    {
        for (int round = 0; round < 25; ++round) {
            const std::array cases{accepted(7, 8), accepted(8, 7)};
            QVERIFY(cases[0] > 0 && cases[1] > 0);
            for (const std::int64_t incident : cases)
                run("update wuquan.dispatch_order set return_asked_at = now() where main and incident_id = "
                    + QByteArray::number(qlonglong(incident)));
            const auto came = bothAtOnce([&](postgres::Session &session, std::size_t i) {
                return act(session, cases[i], round % 2 ? "recall" : "grant_return");
            });
            QCOMPARE(came[0], u"done"_s);
            QCOMPARE(came[1], u"done"_s);
            QCOMPARE(team(7) + team(8), u"00"_s);
        }
    }

    /// Each into the other: one is, and the other is told that it can't be any more.
    void twoMerges()
    {
        for (int round = 0; round < 10; ++round) {
            const std::array cases{made(), made()};
            auto came = bothAtOnce([&](postgres::Session &session, std::size_t i) {
                return act(session, cases[i], "merge",
                    "{\"into\": " + QByteArray::number(qlonglong(cases[1 - i])) + '}', key(), "1000");
            });
            std::ranges::sort(came);
            QVERIFY2(came[1] == u"refused not_mergeable"_s || came[0] == u"conflict"_s, qPrintable(came[0] + came[1]));
        }
    }

    /// One session marks while another one does: the second finds nothing to do, then and after.
    void oneMarksOverdue()
    {
        run("select wuquan.mark_overdue(null)");
        for (int n = 0; n < 5; ++n)
            QCOMPARE(act(*m_dba, made(), "file"), u"done"_s);
        run("update wuquan.incident set due_at = now() - interval '1 second' where state = 2");
        const QString overdue
            = told(*m_dba, "select count(*)::text from wuquan.incident where state = 2 and due_at < now()");
        auto first = open(), second = open();
        QVERIFY(first.run("begin"));
        QCOMPARE(told(first, "select wuquan.mark_overdue()::text"), overdue);
        QCOMPARE(told(second, "select wuquan.mark_overdue()::text"), u"0"_s);
        QVERIFY(first.run("commit"));
        QCOMPARE(told(second, "select wuquan.mark_overdue()::text"), u"0"_s);
        // One that is rolled back leaves it to the next; and nobody can keep all others from it by a lock of their own.
        run("update wuquan.incident set due_at = now() - interval '2 seconds' where state = 2");
        QVERIFY(first.run("begin"));
        QCOMPARE(told(first, "select wuquan.mark_overdue()::text"), overdue);
        QVERIFY(first.run("rollback; select pg_advisory_lock(hashtext('wuquan.mark_overdue'))"));
        QCOMPARE(told(second, "select wuquan.mark_overdue()::text"), overdue);
    }

    /// Six sessions at once, in pieces: each due time is marked once, whoever did it.
    void eachStepIsMarkedOnce()
    {
        run("update wuquan.incident set state = 6 where state < 6");
        for (int n = 0; n < 60; ++n)
            QCOMPARE(act(*m_dba, made(), "file"), u"done"_s);
        run("update wuquan.incident set due_at = now() - interval '1 second' where state = 2");
        std::array<int, 6> marked{};
        {
            std::vector<std::jthread> stations;
            for (int &n : marked) {
                stations.emplace_back([&] {
                    auto session = open();
                    for (int call = 0; call < 40; ++call)
                        n += told(session, "select wuquan.mark_overdue(7)::text").toInt();
                });
            }
        }
        QCOMPARE(std::accumulate(marked.begin(), marked.end(), 0), 60);
        QCOMPARE(
            told(*m_dba,
                "select count(*) || ' ' || count(distinct e.incident_id) from wuquan.incident_event e join wuquan.incident i using "
                "(incident_id) where i.state = 2 and e.kind = 'overdue'"),
            u"60 60"_s);
        QCOMPARE(told(*m_dba, "select count(*)::text from wuquan.audit_verify()"), u"0"_s);
    }

    void theLevelRisesToThree()
    {
        run("update wuquan.incident set state = 6 where state < 6");
        const std::int64_t incident = made(), stopped = made();
        const QByteArray id = QByteArray::number(qlonglong(incident));
        QCOMPARE(act(*m_dba, incident, "file"), u"done"_s);
        QCOMPARE(act(*m_dba, stopped, "file"), u"done"_s);
        QCOMPARE(act(*m_dba, stopped, "suspend", "{\"note\": \"x\"}"), u"done"_s);
        QStringList levels;
        for (int step = 1; step <= 4; ++step) {
            run("update wuquan.incident set due_at = now() - " + QByteArray::number(step)
                + " * interval '1 second' where state = 2");
            QCOMPARE(told(*m_dba, "select wuquan.mark_overdue()::text"), u"1"_s);
            QCOMPARE(told(*m_dba, "select wuquan.mark_overdue()::text"), u"0"_s);
            levels << told(*m_dba, "select level::text from wuquan.incident where incident_id = " + id);
        }
        QCOMPARE(levels, (QStringList{u"2"_s, u"3"_s, u"3"_s, u"3"_s}));
        QCOMPARE(told(*m_dba,
                     "select string_agg(kind, ' ' order by seq) from wuquan.incident_event where incident_id = " + id),
            u"reported filed overdue escalated overdue escalated overdue overdue"_s);
        // While the clock stands nothing is overdue; when it runs again, what was is.
        QCOMPARE(told(*m_dba,
                     "select level || ' ' || (overdue_marked is null) from wuquan.incident where incident_id = "
                         + QByteArray::number(qlonglong(stopped))),
            u"1 true"_s);
        QCOMPARE(act(*m_dba, stopped, "resume"), u"done"_s);
        QCOMPARE(told(*m_dba, "select wuquan.mark_overdue()::text"), u"1"_s);
        // Where the district only wants it marked, no level rises.
        run("update wuquan.dispatch_rule set value = 0 where rule = 'escalate_overdue'; "
            "update wuquan.incident set due_at = now() - interval '9 seconds' where incident_id = "
            + QByteArray::number(qlonglong(stopped)));
        QCOMPARE(told(*m_dba, "select wuquan.mark_overdue()::text"), u"1"_s);
        QCOMPARE(told(*m_dba,
                     "select level::text from wuquan.incident where incident_id = "
                         + QByteArray::number(qlonglong(stopped))),
            u"2"_s);
    }
};

QTEST_GUILESS_MAIN(DispatchRacesTest)
#include "tst_dispatchraces.moc"
