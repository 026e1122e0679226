// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "tests/support/temporaryserver.h"

#include <QTest>
#include <QUuid>

#include <array>
#include <thread>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The two functions by which stations write annotations, against a real server.
class AnnotationTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;

    [[nodiscard]] postgres::Session open(const QString &user = u"postgres"_s) const
    {
        return postgres::Session::open(
            postgres::Settings::parse(u"host='%1' user=%2 dbname=postgres"_s.arg(m_server->socketFolder(), user))
                .value())
            .value();
    }
    /// "done 7 1" or the SQLSTATE.
    [[nodiscard]] static QString told(const Result<postgres::ResultSet> &rows)
    {
        if (!rows)
            return QString::fromLatin1(rows.error().sqlState);
        return u"%1 %2 %3"_s.arg(rows->value<QString>(0, 0).value_or(u"?"_s))
            .arg(rows->value<std::int64_t>(0, 1).value_or(-1))
            .arg(rows->value<std::int64_t>(0, 2).value_or(-1));
    }
    [[nodiscard]] static QByteArray key() { return QUuid::createUuid().toByteArray(QUuid::WithoutBraces); }
    static Result<postgres::ResultSet> put(postgres::Session &session, const QByteArray &request,
        std::optional<std::int64_t> target, std::int64_t seen, const QString &text, int kind = 1,
        const QByteArray &points = "[[120.2,30.3]]")
    {
        return session.query("select * from wuquan.annotation_put($1::uuid, $2::bigint, $3::bigint, $4::integer, "
                             "2, $5::jsonb, $6::text)",
            postgres::Parameters(request, target, seen, kind, points, text));
    }
    static Result<postgres::ResultSet> remove(
        postgres::Session &session, const QByteArray &request, std::int64_t target, std::int64_t seen)
    {
        return session.query("select * from wuquan.annotation_remove($1::uuid, $2::bigint, $3::bigint)",
            postgres::Parameters(request, target, seen));
    }
    /// Makes one and gives its key.
    static std::int64_t made(postgres::Session &session, const QString &text)
    {
        const auto rows = put(session, key(), {}, 0, text);
        return rows ? rows->value<std::int64_t>(0, 1).value_or(-1) : -1;
    }
    [[nodiscard]] static QString row(postgres::Session &session, std::int64_t id)
    {
        const auto rows = session.query(
            "select concat_ws(' ', text, version, author, changed_by, removed_at is not null) from wuquan.annotation "
            "where annotation_id = $1",
            postgres::Parameters(id));
        return rows && rows->rowCount() ? rows->value<QString>().value_or(QString()) : u"none"_s;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = open();
        const auto granted = session.run(
            "create role station login; create role other login; create role viewer login; "
            "grant usage on schema wuquan to station, other, viewer; "
            "grant select on all tables in schema wuquan to station, other, viewer; "
            "grant execute on function wuquan.annotation_put, wuquan.annotation_remove to station, other");
        QVERIFY2(granted, granted ? "" : qPrintable(granted.error().message));
    }

    /// Made, changed by another, removed, put back: each step is one version, one line of the change log.
    void isMadeChangedRemovedAndPutBack()
    {
        auto station = open(u"station"_s), other = open(u"other"_s), dba = open();
        const auto before = dba.query("select coalesce(max(id), 0) from wuquan.change_log")->value<std::int64_t>();
        const std::int64_t id = made(station, u"演练集结点"_s);
        QVERIFY(id > 0);
        QCOMPARE(row(dba, id), u"演练集结点 1 station station f"_s);
        QCOMPARE(told(put(other, key(), id, 1, u"集结点(北)"_s)), u"done %1 2"_s.arg(id));
        QCOMPARE(row(dba, id), u"集结点(北) 2 station other f"_s);
        QCOMPARE(told(remove(station, key(), id, 2)), u"done %1 3"_s.arg(id));
        QCOMPARE(row(dba, id), u"集结点(北) 3 station station t"_s);
        QCOMPARE(told(put(station, key(), id, 3, u"集结点(北)"_s)), u"done %1 4"_s.arg(id));
        QCOMPARE(row(dba, id), u"集结点(北) 4 station station f"_s);
        QCOMPARE(dba.query("select string_agg(concat(operation, version), ' ' order by id) from wuquan.change_log "
                           "where entity = 7 and entity_id = $1 and id > $2",
                        postgres::Parameters(id, before))
                     ->value<QString>(),
            u"I1 U2 U3 U4"_s);
    }

    void aRepeatedRequestIsDoneOnce()
    {
        auto station = open(u"station"_s), other = open(u"other"_s), dba = open();
        const QByteArray request = key();
        const QString first = told(put(station, request, {}, 0, u"一次"_s));
        QVERIFY2(first.startsWith(u"done "_s), qPrintable(first));
        // It stays what came of it, whatever happened to the row since.
        const std::int64_t id = first.split(u' ')[1].toLongLong();
        QCOMPARE(told(put(other, key(), id, 1, u"改过"_s)), u"done %1 2"_s.arg(id));
        QCOMPARE(told(put(station, request, {}, 0, u"一次"_s)), first);
        QCOMPARE(
            dba.query("select count(*) from wuquan.annotation where text in ('一次', '改过')")->value<std::int64_t>(),
            1);
        // The key is not for something else, nor for somebody else.
        QCOMPARE(told(put(station, request, {}, 0, u"另一件"_s)), u"22023"_s);
        QCOMPARE(told(put(other, request, {}, 0, u"一次"_s)), u"22023"_s);
        QCOMPARE(told(remove(station, request, id, 2)), u"22023"_s);
        const QByteArray removal = key();
        QCOMPARE(told(remove(station, removal, id, 2)), u"done %1 3"_s.arg(id));
        QCOMPARE(told(remove(station, removal, id, 2)), u"done %1 3"_s.arg(id));
        // Removing what is removed is nothing new.
        QCOMPARE(told(remove(station, key(), id, 3)), u"done %1 3"_s.arg(id));
    }

    void whatHasBecomeAnotherIsAConflict()
    {
        auto station = open(u"station"_s), other = open(u"other"_s);
        const std::int64_t id = made(station, u"原文"_s);
        QCOMPARE(told(put(other, key(), id, 1, u"新文"_s)), u"done %1 2"_s.arg(id));
        const QByteArray late = key();
        QCOMPARE(told(put(station, late, id, 1, u"迟到"_s)), u"conflict %1 2"_s.arg(id));
        QCOMPARE(told(remove(station, key(), id, 1)), u"conflict %1 2"_s.arg(id));
        QCOMPARE(row(station, id), u"新文 2 station other f"_s);
        // Known once, a conflict stays one even when the version comes to fit.
        QCOMPARE(told(put(station, late, id, 1, u"迟到"_s)), u"conflict %1 2"_s.arg(id));
        QCOMPARE(told(put(station, key(), 987654321, 1, u"没有"_s)), u"conflict 987654321 0"_s);
        QCOMPARE(told(remove(station, key(), 987654321, 1)), u"conflict 987654321 0"_s);
    }

    /// Two programs at one moment, twenty times: one row of one key; of two changes one wins.
    void twoAtOnce()
    {
        auto dba = open();
        for (int round = 0; round < 20; ++round) {
            const QByteArray request = key();
            const std::int64_t id = made(dba, u"争用"_s);
            std::array<QString, 2> same, rival;
            {
                std::vector<std::jthread> programs;
                for (std::size_t i = 0; i < 2; ++i) {
                    programs.emplace_back([&, i] {
                        auto session = open(u"station"_s);
                        same[i] = told(put(session, request, {}, 0, u"同一请求"_s));
                        rival[i] = told(put(session, key(), id, 1, u"第%1个"_s.arg(i)));
                    });
                }
            }
            QVERIFY2(same[0].startsWith(u"done "_s), qPrintable(same[0]));
            QCOMPARE(same[0], same[1]);
            std::ranges::sort(rival);
            QCOMPARE(rival[0], u"conflict %1 2"_s.arg(id));
            QCOMPARE(rival[1], u"done %1 2"_s.arg(id));
        }
        QCOMPARE(
            dba.query("select count(*) from wuquan.annotation where text = '同一请求'")->value<std::int64_t>(), 20);
    }

    void whatCanNotBeIsRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("points");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        const QByteArray one = "[[120.2,30.3]]", line = "[[120.2,30.3],[120.21,30.3]]";
        const auto many = [](int count, const QByteArray &digits = {}) {
            QByteArrayList points;
            for (int i = 0; i < count; ++i)
                points << "[120.2,30." + QByteArray::number(1000 + i) + digits + ']';
            return '[' + points.join(',') + ']';
        };
        QTest::newRow("no such kind") << 5 << one << u"x"_s << u"its kind is none of 1 to 4"_s;
        QTest::newRow("two points of a point") << 1 << line << u"x"_s << u"has one point, not 2"_s;
        QTest::newRow("one point of a line") << 2 << one << u"x"_s << u"a line has 2 to 500 points, not 1"_s;
        QTest::newRow("two points of an area") << 3 << line << u"x"_s << u"an area has 3 to 500 points, not 2"_s;
        QTest::newRow("too many") << 2 << many(501) << u"x"_s << u"not 501"_s;
        QTest::newRow("no point") << 1 << "[]"_ba << u"x"_s << u"not 0"_s;
        QTest::newRow("an object") << 1 << "{}"_ba << u"x"_s << u"no list"_s;
        QTest::newRow("a string") << 1 << "[[\"NaN\",30.3]]"_ba << u"x"_s << u"no pair of numbers"_s;
        QTest::newRow("three numbers") << 1 << "[[120.2,30.3,5]]"_ba << u"x"_s << u"no pair of numbers"_s;
        QTest::newRow("nested") << 1 << "[[[120.2],30.3]]"_ba << u"x"_s << u"no pair of numbers"_s;
        QTest::newRow("far outside") << 1 << "[[1e300,30.3]]"_ba << u"x"_s << u"outside of the map"_s;
        QTest::newRow("swapped") << 1 << "[[30.3,120.2]]"_ba << u"x"_s << u"outside of the map"_s;
        QTest::newRow("nought") << 1 << "[[0,0]]"_ba << u"x"_s << u"(0, 0)"_s;
        QTest::newRow("digits") << 2 << many(400, QByteArray(100, '3')) << u"x"_s << u"digits"_s;
        QTest::newRow("long text") << 1 << one << QString(257, u'长') << u"longer than 256"_s;
        QTest::newRow("a bell") << 1 << one << u"a\ab"_s << u"control characters"_s;
        QTest::newRow("two lines") << 1 << one << u"a\nb"_s << u"control characters"_s;
        QTest::newRow("turned text") << 1 << one << u"a\u202eb"_s << u"control characters"_s;
        QTest::newRow("hidden text") << 1 << one << u"a\u200bb"_s << u"control characters"_s;
        QTest::newRow("a text without words") << 4 << one << u"   "_s << u"no words"_s;
    }

    void whatCanNotBeIsRefused()
    {
        QFETCH(const int, kind);
        QFETCH(const QByteArray, points);
        QFETCH(const QString, text);
        QFETCH(const QString, reason);
        auto station = open(u"station"_s), dba = open();
        const auto rows = put(station, key(), {}, 0, text, kind, points);
        QVERIFY(!rows);
        QCOMPARE(rows.error().sqlState, "22023"_ba);
        QVERIFY2(rows.error().message.contains(reason), qPrintable(rows.error().message));
        // Nor may an administrator's own statement.
        const auto direct
            = dba.query("insert into wuquan.annotation (kind, points, text) values ($1::smallint, $2::jsonb, $3::text)",
                postgres::Parameters(kind, points, text));
        QVERIFY(!direct);
        QCOMPARE(direct.error().sqlState, "23514"_ba);
    }

    void theLongestAndTheMostAreTaken()
    {
        auto station = open(u"station"_s);
        QByteArrayList points;
        for (int i = 0; i < 500; ++i)
            points << "[120.2345678901,30." + QByteArray::number(2345678901 + i) + ']';
        const QByteArray all = '[' + points.join(',') + ']';
        QVERIFY(put(station, key(), {}, 0, QString(256, u'长'), 3, all));
        QVERIFY(put(station, key(), {}, 0, QString(), 2, all));
    }

    void rights()
    {
        auto station = open(u"station"_s), viewer = open(u"viewer"_s), dba = open();
        const std::int64_t id = made(dba, u"权限"_s);
        QCOMPARE(told(put(viewer, key(), {}, 0, u"x"_s)), u"42501"_s);
        QCOMPARE(told(remove(viewer, key(), id, 1)), u"42501"_s);
        QCOMPARE(row(viewer, id), u"权限 1 postgres postgres f"_s);
        for (const QByteArray &sql : {"insert into wuquan.annotation (kind, points) values (1, '[[120.2,30.3]]')"_ba,
                 "update wuquan.annotation set text = 'x'"_ba, "delete from wuquan.annotation"_ba,
                 "insert into wuquan.annotation_request (request_id, digest) values (gen_random_uuid(), '')"_ba,
                 "delete from wuquan.annotation_request"_ba,
                 "select * from wuquan.annotation_begin(gen_random_uuid(), '')"_ba}) {
            const auto done = station.run(sql);
            QVERIFY2(!done, sql.constData());
            QCOMPARE(done.error().sqlState, "42501"_ba);
        }
        // Who wrote is who connected, whatever role was taken since.
        QVERIFY(dba.run("grant other to station"));
        QVERIFY(station.run("set role other"));
        const std::int64_t mine = made(station, u"谁写的"_s);
        QCOMPARE(row(dba, mine), u"谁写的 1 station station f"_s);
    }

    void oldRequestsAndRemovedOnesGo()
    {
        auto dba = open();
        const std::int64_t id = made(dba, u"旧的"_s), kept = made(dba, u"新移除"_s);
        QVERIFY(remove(dba, key(), id, 1) && remove(dba, key(), kept, 1));
        QVERIFY(dba.run("update wuquan.annotation set removed_at = now() - interval '31 days' where text = '旧的'; "
                        "update wuquan.annotation_request set at = now() - interval '8 days'"));
        const std::int64_t other = made(dba, u"再来"_s);
        QVERIFY(remove(dba, key(), other, 1));
        QCOMPARE(row(dba, id), u"none"_s);
        QCOMPARE(row(dba, kept), u"新移除 2 postgres postgres t"_s);
        QCOMPARE_LE(dba.query("select count(*) from wuquan.annotation_request where at < now() - interval '7 days'")
                        ->value<std::int64_t>()
                        .value_or(-1),
            0);
    }
};

QTEST_GUILESS_MAIN(AnnotationTest)
#include "tst_annotation.moc"
