// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorsource.h"
#include "tests/support/mirrorfixture.h"

#include <QFile>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace wuquan;

/// A mirror of plain views without versions, read by a role that may do nothing else.
class MirrorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void onceCopiesEverything();
    void aSecondRunChangesNothing();
    void changesAreFollowed();
    void screensAreTold();
    void refusedRowsAreNamedAndTriedAgain();
    void twoRowsOfOneKey();
    void positionsInAnotherSystem();
    void onlySomeSources();
    void rowsOfItsOwnAreLeftAlone();
    void anotherSourceIsRefused();
    void versionsThatLie();
    void aLogThatKeepsSilent();
    void lateCommitIsNotLost();
    void probeTellsWhatItFinds();

private:
    [[nodiscard]] Result<MirrorReport> runOnce(MirrorOptions options) const;
    [[nodiscard]] MirrorOptions options() const;
    [[nodiscard]] QString connection(const QString &database, const QString &user) const
    {
        return u"host='%1' user=%2 dbname=%3"_s.arg(m_server.socketFolder(), user, database);
    }
    [[nodiscard]] std::int64_t theirs(const QByteArray &sql) { return MirrorSides::number(m_sides->source, sql); }
    [[nodiscard]] std::int64_t ours(const QByteArray &sql) { return MirrorSides::number(m_sides->target, sql); }

    TemporaryServer m_server;
    int m_number = 0;
    std::optional<MirrorSides> m_sides;
};

void MirrorTest::initTestCase()
{
    QVERIFY2(m_server.isRunning(), qPrintable(m_server.errorMessage()));
    auto session = postgres::Session::open(m_server.settings());
    QVERIFY(session);
    QVERIFY(session->run("create database template_source"));
    QVERIFY(session->run("create database template_target"));
    auto source = postgres::Session::open(m_server.settings(u"template_source"_s));
    QVERIFY(source);
    const auto made = MirrorSides::makeForeign(*source);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    m_server.applyMigrations(u"template_target"_s);
}

void MirrorTest::init()
{
    auto session = postgres::Session::open(m_server.settings());
    QVERIFY(session);
    const QByteArray number = QByteArray::number(++m_number);
    m_sides.reset();
    QVERIFY(session->run("create database source_" + number + " template template_source"));
    QVERIFY(session->run("create database target_" + number + " template template_target"));
    auto source = postgres::Session::open(m_server.settings(u"source_%1"_s.arg(m_number)));
    auto target = postgres::Session::open(m_server.settings(u"target_%1"_s.arg(m_number)));
    QVERIFY(source && target);
    m_sides.emplace(std::move(*source), std::move(*target));
}

MirrorOptions MirrorTest::options() const
{
    MirrorOptions options;
    options.from = postgres::Settings::parse(connection(u"source_%1"_s.arg(m_number), u"reader"_s)).value();
    options.to = m_server.settings(u"target_%1"_s.arg(m_number));
    options.fastest = 300ms;
    options.retry = 100ms;
    return options;
}

Result<MirrorReport> MirrorTest::runOnce(MirrorOptions options) const
{
    options.once = true;
    options.load = 1;
    return mirror(options);
}

void MirrorTest::onceCopiesEverything()
{
    MirrorOptions once = options();
    once.once = true;
    once.load = 1;
    QStringList said;
    once.say = [&](const QString &text) { said << text; };
    const auto report = mirror(once);
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(m_sides->differences().join(u'\n'), QString());
    QCOMPARE(report->rejected, 0);
    QCOMPARE(report->suppressed, 2);
    QVERIFY2(said.join(u'\n').contains(u"家庭暴力 (2)"_s), qPrintable(said.join(u'\n')));
    QCOMPARE(ours("select count(*) from wuquan.incident where type_id = 3"), 0);
    QCOMPARE(ours("select count(*) from wuquan.attribute where name = 'demo'"), 0);
    QCOMPARE(ours("select count(*) from wuquan.attribute where name in ('mirror_from', 'mirror_promise', "
                  "'mirror_promise_en', 'mirror_within_s', 'mirror_seen_at')"),
        5);
    // The daily counts are those of the rows.
    QCOMPARE(ours("select sum(n) from (select n from wuquan.trend_day where dim = 1 union all select n from "
                  "wuquan.trend_delta where dim = 1) t"),
        ours("select count(*) from wuquan.incident"));
}

void MirrorTest::aSecondRunChangesNothing()
{
    QVERIFY(runOnce(options()));
    const std::int64_t logged = ours("select count(*) from wuquan.change_log where entity <> 6");
    const auto again = runOnce(options());
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(again->written + again->removed, 0);
    QCOMPARE(ours("select count(*) from wuquan.change_log where entity <> 6"), logged);
}

void MirrorTest::changesAreFollowed()
{
    MirrorOptions quick = options();
    quick.load = 0.5;
    RunningMirror running(quick);
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 60000);
    std::minstd_rand random(4);
    for (int round = 0; round < 5; ++round) {
        for (int i = 0; i < 40; ++i) {
            const auto changed = m_sides->changeAtRandom(random);
            QVERIFY2(changed, changed ? "" : qPrintable(changed.error().message));
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    }
    // One row changed, one line in the log.
    const QByteArray lines = "select count(*) from wuquan.change_log where entity not in (6)";
    const std::int64_t logged = ours(lines);
    QVERIFY(m_sides->source.run("update governance.team set men = 9 where id = 5"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    QCOMPARE(ours(lines), logged + 1);
    // Kinds, types and all that refers to them go in the right order.
    QVERIFY(m_sides->source.run(
        "insert into governance.kind values ('device', 9, 'new', '新', null); update governance.unit "
        "set kind = 9 where id < 50; delete from governance.kind where list = 'place' and id = 2; "
        "update governance.site set kind = 1"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    const auto report = running.stop();
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(report->rejected, 0);
}

void MirrorTest::screensAreTold()
{
    MirrorOptions quick = options();
    quick.load = 0.5;
    RunningMirror running(quick);
    const QByteArray age = "select coalesce((select extract(epoch from now() - value::timestamptz)::bigint from "
                           "wuquan.attribute where name = 'mirror_seen_at'), 1000)";
    QTRY_VERIFY_WITH_TIMEOUT(ours(age) < 30, 60000);
    QVERIFY(ours(age) >= 0);
    QCOMPARE(ours("select count(*) from wuquan.attribute where name = 'mirror_from' and value like 'source_%'"), 1);
    QCOMPARE(
        ours("select count(*) from wuquan.attribute where name = 'mirror_promise' and value like '逐片比对快照：30 "
             "秒内可见%'"),
        1);
    QVERIFY(running.stop());
}

void MirrorTest::refusedRowsAreNamedAndTriedAgain()
{
    QVERIFY(m_sides->source.run(
        "update governance.matter set region = 777 where id = 5; update governance.unit set mode = 8 "
        "where id in (6, 7)"));
    MirrorOptions quick = options();
    quick.load = 0.5;
    RunningMirror running(quick);
    QTRY_VERIFY_WITH_TIMEOUT(running.hasSaid(u"incident 5 is left out"_s), 60000);
    QTRY_VERIFY_WITH_TIMEOUT(running.hasSaid(u"device 7 is left out"_s), 60000);
    QTRY_COMPARE_WITH_TIMEOUT(ours("select count(*) from wuquan.incident"), 11997, 60000);
    QCOMPARE(ours("select count(*) from wuquan.device"), 5998);
    // Its area comes, its state is mended.
    QVERIFY(m_sides->source.run("insert into governance.region values (777, 4, 'late', '迟到网格', 4, null, 1); update "
                                "governance.unit set mode = 1 where id in (6, 7)"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 60000);
    const auto report = running.stop();
    QVERIFY(report);
    QCOMPARE(report->rejected, 0);
}

void MirrorTest::twoRowsOfOneKey()
{
    QVERIFY(m_sides->source.run(
        "alter table governance.site drop constraint site_pkey; insert into governance.site select * "
        "from governance.site where id = 8"));
    const auto report = runOnce(options());
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(report->rejected, 1);
    QCOMPARE(ours("select count(*) from wuquan.place"), 50);
}

void MirrorTest::positionsInAnotherSystem()
{
    MirrorOptions shifted = options();
    shifted.coordinates = CoordinateSystem::Gcj02;
    const auto report = runOnce(shifted);
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    const auto row = m_sides->target.query("select longitude, latitude from wuquan.device where device_id = 1");
    QVERIFY(row);
    const GeoPoint expected = wgs84From(CoordinateSystem::Gcj02, {120.15001, 30.25});
    QVERIFY(qAbs(row->value<double>(0, 0).value_or(0) - expected.longitude) < 1e-9);
    QVERIFY(qAbs(row->value<double>(0, 1).value_or(0) - expected.latitude) < 1e-9);
    const auto corner = m_sides->target.query(
        "select (boundary #>> '{coordinates,0,0,0}')::float8 from wuquan.area where area_id = 101");
    QVERIFY(corner);
    QVERIFY(qAbs(corner->value<double>().value_or(0) - wgs84From(CoordinateSystem::Gcj02, {120.01, 30.2}).longitude)
        < 1e-9);
    // Other options compare everything anew.
    QVERIFY(runOnce(options()));
    QCOMPARE(m_sides->differences().join(u'\n'), QString());
}

void MirrorTest::onlySomeSources()
{
    MirrorOptions some = options();
    some.sources = {u"police_110"_s, u"square"_s};
    const auto report = runOnce(some);
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(ours("select count(*) from wuquan.incident"),
        theirs("select count(*) from governance.matter where kind <> 3 and origin in ('police_110', 'square')"));
    QCOMPARE(ours("select count(*) from wuquan.incident where source = 'hotline_12345'"), 0);
}

void MirrorTest::rowsOfItsOwnAreLeftAlone()
{
    QVERIFY(m_sides->target.run("insert into wuquan.area (level, code, name) values (1, 'own', '自有')"));
    const auto report = runOnce(options());
    QVERIFY(!report);
    QVERIFY(report.error().kind == ErrorKind::Refused);
    QCOMPARE(ours("select count(*) from wuquan.area"), 1);
}

void MirrorTest::anotherSourceIsRefused()
{
    QVERIFY(runOnce(options()));
    MirrorOptions other = options();
    other.from = postgres::Settings::parse(connection(u"template_source"_s, u"reader"_s)).value();
    const auto refused = runOnce(other);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"--replace"_s));
    other.replace = true;
    const auto replaced = runOnce(other);
    QVERIFY2(replaced, replaced ? "" : qPrintable(replaced.error().message));
    QCOMPARE(m_sides->differences().join(u'\n'), QString());
}

void MirrorTest::versionsThatLie()
{
    QVERIFY(m_sides->source.run(
        "create or replace view wuquan.responder as select id as responder_id, kind as kind_id, mode as state, title as "
        "name, null::text as name_en, region as street_id, x as longitude, y as latitude, men as headcount, 1 as version "
        "from governance.team"));
    MirrorOptions quick = options();
    quick.load = 0.5;
    RunningMirror running(quick);
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 60000);
    QVERIFY(m_sides->source.run("update governance.team set mode = 2 where id = 3"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    QVERIFY(running.hasSaid(u"not relied on"_s));
    QVERIFY(running.stop());
}

void MirrorTest::aLogThatKeepsSilent()
{
    // It tells of the past, and of nothing that happens now.
    QVERIFY(m_sides->source.run(
        "create table wuquan.change_log (xid xid8, id bigint, entity integer, entity_id bigint); insert into "
        "wuquan.change_log values ('3', 1, 5, 1); create view wuquan.feed_epoch as select 1::bigint as system_identifier, 1 "
        "as timeline; create view wuquan.change_log_retention as select '0'::xid8 as dropped_through; grant select on all "
        "tables in schema wuquan to reader"));
    MirrorOptions quick = options();
    quick.load = 0.5;
    quick.logged = 300ms;
    RunningMirror running(quick);
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 60000);
    QVERIFY(running.hasSaid(u"change log: every change within 1 s"_s));
    QVERIFY(m_sides->source.run("update governance.team set mode = 2 where id = 3"));
    QTRY_VERIFY_WITH_TIMEOUT(running.hasSaid(u"does not tell of every change"_s), 30000);
    QCOMPARE(m_sides->differences().join(u'\n'), QString());
    QTRY_COMPARE_WITH_TIMEOUT(
        ours("select count(*) from wuquan.attribute where name = 'mirror_promise_en' and value like 'comparison%'"), 1,
        20000);
    QVERIFY(running.stop());
}

void MirrorTest::lateCommitIsNotLost()
{
    QFile script(QStringLiteral(WUQUAN_TEST_DATA "/foreign_log.sql"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    QVERIFY(m_sides->source.run(script.readAll()));
    QVERIFY(m_sides->source.run("grant select on all tables in schema wuquan to reader"));
    MirrorOptions quick = options();
    quick.load = 0.5;
    RunningMirror running(quick);
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 60000);
    auto late = postgres::Session::open(m_server.settings(u"source_%1"_s.arg(m_number)));
    QVERIFY(late);
    QVERIFY(late->run("begin; update governance.team set men = 7 where id = 1"));
    QVERIFY(m_sides->source.run("update governance.team set men = 8 where id = 2"));
    QTRY_COMPARE_WITH_TIMEOUT(ours("select count(*) from wuquan.responder where headcount = 8"), 1, 5000);
    QVERIFY(late->run("commit"));
    QTRY_COMPARE_WITH_TIMEOUT(ours("select count(*) from wuquan.responder where headcount = 7"), 1, 5000);
    QVERIFY(!running.hasSaid(u"does not tell"_s));
    QVERIFY(running.stop());
    // Where it stood is kept, and what happened meanwhile is told.
    QVERIFY(ours("select count(*) from wuquan.mirror_source where horizon is not null") == 1);
    QVERIFY(m_sides->source.run("delete from governance.team where id = 4"));
    RunningMirror again(quick);
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    QVERIFY(again.stop());
}

void MirrorTest::probeTellsWhatItFinds()
{
    const auto columns = readColumns(m_sides->target);
    QVERIFY(columns);
    LoadBudget budget(1, std::chrono::steady_clock::now());
    const auto source = MirrorSource::open(options().from, *columns, {}, budget);
    QVERIFY2(source, source ? "" : qPrintable(source.error().message));
    const SourceCapabilities &found = source->capabilities();
    QVERIFY(found.versionNumber >= 170000);
    QVERIFY(
        !found.isStandby && found.canListen && found.hasTransactionNumbers && found.hasBuckets && !found.hasChangeLog);
    const QString lines = found.lines().join(u'\n');
    QVERIFY2(lines.contains(u"incident: 25 columns, key incident_id (bigint), version no"_s), qPrintable(lines));
    QVERIFY(lines.contains(u"department: absent, not needed"_s));
    QVERIFY(firstPromise(found, 0.05).way == MirrorWay::Snapshots);
}

QTEST_GUILESS_MAIN(MirrorTest)
#include "tst_mirror.moc"
