// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/capincident.h"
#include "data/postgres/session.h"
#include "tests/support/smalldistrict.h"
#include "tests/support/temporaryserver.h"

#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Incidents out of a database as messages and messages into one as incidents, by logins that see some of them.
class CapIncidentTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    const CapEnvelope m_envelope{.sender = u"jianggan"_s, .restriction = u"rooms"_s};
    const Instant m_now = Instant(std::chrono::days(20'000));

    [[nodiscard]] postgres::Session open(const QString &user = u"postgres"_s) const
    {
        return postgres::Session::open(
            postgres::Settings::parse(u"host='%1' port=%2 user=%3 dbname=postgres"_s.arg(m_server->socketFolder())
                                          .arg(m_server->port())
                                          .arg(user))
                .value())
            .value();
    }
    [[nodiscard]] IncidentId reported(const QByteArray &key, const QByteArray &grid = "5") const
    {
        auto session = open();
        const auto rows = session.query("select (wuquan.ingest('resident', '" + key
            + "', 1::smallint, '某某人 13800000000', " + grid + ", 120.2, 30.3, now()) ->> 'incident')::bigint");
        return IncidentId{rows ? rows->value<std::int64_t>().value_or(0) : 0};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        const QByteArray shape = "'{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4]]]}'";
        QVERIFY(open().run(smallDistrict()
            + "insert into wuquan.area (area_id, level, code, name, parent_id, boundary) values (4, 3, 'c1', '一社区', 2, "
            + shape + "), (5, 4, 'g1', '一网格', 4, " + shape
            + "); select wuquan.seat_put('op_a', 'operator', '甲', 2), "
            + "wuquan.seat_put('op_far', 'operator', '乙', 3), wuquan.seat_put('wall', 'wall', '大屏')"));
    }

    void anIncidentBecomesAMessage()
    {
        const IncidentId incident = reported("one");
        auto room = open(u"op_a"_s);
        const auto message = capOfIncident(room, incident, m_envelope, m_now);
        QVERIFY2(message, qPrintable(message ? QString() : message.error().message));
        QCOMPARE(message->infos.size(), 1u);
        const CapInfo &info = message->infos[0];
        QCOMPARE(info.event, u"噪声扰民"_s);
        QCOMPARE(info.severity, u"Minor"_s);
        QCOMPARE(info.areas[0].description, u"彭埠街道 · 一社区"_s);
        QCOMPARE(info.areas[0].circles.size(), 1u);
        // What somebody wrote, a number of theirs among it, goes nowhere.
        const QByteArray document = writeCap(*message);
        QVERIFY(!document.contains("13800000000") && !document.contains("某某人"));
        QVERIFY(readCap(document));
        // Each step is another message.
        QVERIFY(open().run("update wuquan.incident set level = 3, severity = 1 where incident_id = "
            + QByteArray::number(incident.value)));
        const auto later = capOfIncident(room, incident, m_envelope, m_now);
        QVERIFY(later && later->identifier != message->identifier);
        QCOMPARE(later->infos[0].severity, u"Extreme"_s);
    }

    void whoDoesNotSeeItGetsNone()
    {
        const IncidentId incident = reported("two");
        auto far = open(u"op_far"_s);
        const auto message = capOfIncident(far, incident, m_envelope, m_now);
        QVERIFY(!message);
        QCOMPARE(message.error().kind, ErrorKind::Refused);
        auto wall = open(u"wall"_s);
        QVERIFY(!capOfIncident(wall, incident, m_envelope, m_now));
        CapEnvelope exercise = m_envelope;
        exercise.status = u"Exercise"_s;
        auto room = open(u"op_a"_s);
        QVERIFY(!capOfIncident(room, incident, exercise, m_now)); // which exercise?
        exercise.note = u"演练"_s;
        QVERIFY(capOfIncident(room, incident, exercise, m_now));
    }

    void aMessageBecomesAnIncidentOnce()
    {
        auto room = open(u"op_a"_s);
        CapMessage message = capOfIncident(room, reported("three"), m_envelope, m_now).value();
        message.sender = u"neighbour"_s;
        message.infos[0].headline = u"Loud <b>%1"_s;
        const auto taken = takeCap(room, message);
        QVERIFY2(taken, qPrintable(taken ? QString() : taken.error().message));
        QVERIFY(taken->isNew);
        const auto again = takeCap(room, message);
        QVERIFY(again && !again->isNew);
        QCOMPARE(again->incident, taken->incident);
        auto owner = open();
        const auto row
            = owner.query("select title, grid_id, street_id, latitude, state, foreign_case_no from wuquan.incident "
                          "where incident_id = $1",
                postgres::Parameters(taken->incident));
        QVERIFY2(row, qPrintable(row ? QString() : row.error().message));
        QCOMPARE(row->value<QString>(0, 0).value(), u"Loud <b>%1"_s);
        QCOMPARE(row->value<std::int32_t>(0, 1).value(), 5);
        QCOMPARE(row->value<std::int32_t>(0, 2).value(), 2);
        QCOMPARE(row->value<double>(0, 3).value(), 30.3);
        QVERIFY(row->value<QString>(0, 5).value().startsWith(u"neighbour/"_s));
        // By the name of its type where there is no code of ours.
        message.identifier = u"by-name"_s;
        message.infos[0].eventCodes.clear();
        message.infos[0].event = u"Noise"_s;
        QVERIFY(takeCap(room, message));
    }

    /// Whatever is asked for, nothing out of a drill looks real, and nothing else is changed by it.
    void outOfADrillItIsAnExercise()
    {
        const IncidentId incident = reported("five");
        auto room = open(u"op_a"_s);
        QCOMPARE(capOfIncident(room, incident, m_envelope, m_now)->status, u"Actual"_s);
        QVERIFY(open().run("insert into wuquan.attribute values ('drill', '演练'), ('title', '演练 · 江干区')"));
        const auto message = capOfIncident(room, incident, m_envelope, m_now);
        QVERIFY2(message, qPrintable(message ? QString() : message.error().message));
        QCOMPARE(message->status, u"Exercise"_s);
        QCOMPARE(message->note, u"演练 · 江干区"_s);
        QCOMPARE(message->infos[0].headline, u"演练 · 噪声扰民"_s);
        for (const QString &status : {u"Actual"_s, u"Test"_s, u"System"_s}) {
            CapEnvelope other = m_envelope;
            other.status = status;
            const auto refused = capOfIncident(room, incident, other, m_now);
            QVERIFY2(!refused && refused.error().kind == ErrorKind::Refused, qPrintable(status));
        }
        // A real one would not be acted on there, and this one is nobody's new event elsewhere.
        CapMessage actual = *message;
        actual.status = u"Actual"_s;
        const auto taken = takeCap(room, actual);
        QVERIFY(!taken && taken.error().message.contains(u"drill"_s));
        QVERIFY(open().run("delete from wuquan.attribute where name in ('drill', 'title')"));
        QVERIFY(!takeCap(room, *message));
    }

    void whatIsNoNewEventIsRefused()
    {
        auto room = open(u"op_a"_s);
        const CapMessage message = capOfIncident(room, reported("four"), m_envelope, m_now).value();
        const auto refused = [&](auto change, const QString &word) {
            CapMessage other = message;
            other.identifier = u"other"_s;
            change(other);
            const auto taken = takeCap(room, other);
            return !taken && taken.error().kind == ErrorKind::Refused && taken.error().message.contains(word);
        };
        QVERIFY(refused([](CapMessage &m) { m.status = u"Test"_s; }, u"actual"_s));
        QVERIFY(refused(
            [](CapMessage &m) {
                m.status = u"Exercise"_s;
                m.note = u"x"_s;
            },
            u"actual"_s));
        QVERIFY(refused([](CapMessage &m) { m.type = u"Update"_s; }, u"Update"_s));
        QVERIFY(refused([](CapMessage &m) { m.infos.clear(); }, u"no new event"_s));
        QVERIFY(refused([](CapMessage &m) { m.infos[0].eventCodes[0].second = u"dragon"_s; }, u"dragon"_s));
        QVERIFY(refused([](CapMessage &m) { m.sender = u"a b"_s; }, u"blanks"_s));
    }
};

QTEST_GUILESS_MAIN(CapIncidentTest)
#include "tst_capincident.moc"
