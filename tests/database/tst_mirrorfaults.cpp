// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mirrorfixture.h"

#include <QProcess>
#include <QtTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace wuquan;

/// Sides that die, a mirror that is killed, a source that changes its shape: nothing is lost, and somebody is told.
class MirrorFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_sides.reset(); }

    void sourceIsRestarted();
    void ourSideIsRestarted();
    void killedInTheMiddle();
    void aSecondMirrorSaysSoAndEnds();
    void aColumnGoesAndComesBack();
    void aGrantGoesAndComesBack();

private:
    void connectSides();
    [[nodiscard]] MirrorOptions options() const;
    [[nodiscard]] QStringList command() const;

    TemporaryServer m_theirs, m_ours;
    int m_number = 0;
    std::optional<MirrorSides> m_sides;
};

void MirrorFaultsTest::initTestCase()
{
    QVERIFY2(m_theirs.isRunning(), qPrintable(m_theirs.errorMessage()));
    QVERIFY2(m_ours.isRunning(), qPrintable(m_ours.errorMessage()));
    auto theirs = postgres::Session::open(m_theirs.settings());
    auto ours = postgres::Session::open(m_ours.settings());
    QVERIFY(theirs && ours);
    QVERIFY(theirs->run("create database template_source"));
    QVERIFY(ours->run("create database template_target"));
    auto source = postgres::Session::open(m_theirs.settings(u"template_source"_s));
    QVERIFY(source);
    const auto made = MirrorSides::makeForeign(*source);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    m_ours.applyMigrations(u"template_target"_s);
}

void MirrorFaultsTest::init()
{
    auto theirs = postgres::Session::open(m_theirs.settings());
    auto ours = postgres::Session::open(m_ours.settings());
    QVERIFY(theirs && ours);
    const QByteArray number = QByteArray::number(++m_number);
    QVERIFY(theirs->run("create database source_" + number + " template template_source"));
    QVERIFY(ours->run("create database target_" + number + " template template_target"));
    connectSides();
}

void MirrorFaultsTest::connectSides()
{
    auto source = postgres::Session::open(m_theirs.settings(u"source_%1"_s.arg(m_number)));
    auto target = postgres::Session::open(m_ours.settings(u"target_%1"_s.arg(m_number)));
    QVERIFY(source && target);
    m_sides.emplace(std::move(*source), std::move(*target));
}

MirrorOptions MirrorFaultsTest::options() const
{
    MirrorOptions options;
    options.from = postgres::Settings::parse(
        u"host='%1' user=reader dbname=source_%2"_s.arg(m_theirs.socketFolder()).arg(m_number))
                       .value();
    options.to = m_ours.settings(u"target_%1"_s.arg(m_number));
    options.load = 0.5;
    options.fastest = 200ms;
    options.retry = 100ms;
    return options;
}

QStringList MirrorFaultsTest::command() const
{
    return {u"mirror"_s, u"--from"_s,
        u"host='%1' user=reader dbname=source_%2"_s.arg(m_theirs.socketFolder()).arg(m_number), u"--to"_s,
        u"host='%1' user=postgres dbname=target_%2"_s.arg(m_ours.socketFolder()).arg(m_number), u"--load"_s, u"100"_s};
}

void MirrorFaultsTest::sourceIsRestarted()
{
    RunningMirror running(options());
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    m_theirs.stop();
    QTRY_VERIFY_WITH_TIMEOUT(running.hasSaid(u"trying again"_s), 15000);
    // Ours keeps what it has.
    QCOMPARE(MirrorSides::number(m_sides->target, "select count(*) from wuquan.incident"), 11998);
    m_theirs.start();
    QVERIFY2(m_theirs.isRunning(), qPrintable(m_theirs.errorMessage()));
    connectSides();
    QVERIFY(
        m_sides->source.run("update governance.matter set title = 'after' where id = 1; delete from governance.unit "
                            "where id > 5000"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    const auto report = running.stop();
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
}

void MirrorFaultsTest::ourSideIsRestarted()
{
    RunningMirror running(options());
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    m_ours.stop();
    QTRY_VERIFY_WITH_TIMEOUT(running.hasSaid(u"trying again"_s), 15000);
    QVERIFY(m_sides->source.run("update governance.unit set mode = 3 where id < 100"));
    m_ours.start();
    QVERIFY2(m_ours.isRunning(), qPrintable(m_ours.errorMessage()));
    connectSides();
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    const auto report = running.stop();
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
}

void MirrorFaultsTest::killedInTheMiddle()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"), command());
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(MirrorSides::number(m_sides->target, "select count(*) from wuquan.device") > 0, 30000);
    process.kill();
    QVERIFY(process.waitForFinished());
    const std::int64_t before = MirrorSides::number(m_sides->target, "select count(*) from wuquan.mirror_progress");
    QVERIFY(before > 0);
    QVERIFY(m_sides->source.run("delete from governance.site where id < 10"));
    MirrorOptions once = options();
    once.once = true;
    once.load = 1;
    const auto report = mirror(once);
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(m_sides->differences().join(u'\n'), QString());
    // What had been taken over was not written again.
    QVERIFY2(report->written <= 12000 + 6000 + 100, qPrintable(QString::number(report->written)));
    QCOMPARE(MirrorSides::number(m_sides->target, "select count(*) from wuquan.place where version > 1"), 0);
    // Neither are the daily counts doubled.
    QCOMPARE(MirrorSides::number(m_sides->target,
                 "select sum(n) from (select n from wuquan.trend_day where dim = 1 union "
                 "all select n from wuquan.trend_delta where dim = 1) t"),
        11998);
}

void MirrorFaultsTest::aSecondMirrorSaysSoAndEnds()
{
    RunningMirror running(options());
    QTRY_VERIFY_WITH_TIMEOUT(running.hasSaid(u"connected"_s), 15000);
    QProcess second;
    second.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"), command());
    QVERIFY(second.waitForFinished(30000));
    QCOMPARE(second.exitCode(), 1);
    const QString errors = QString::fromUtf8(second.readAllStandardError());
    QVERIFY2(errors.contains(u"another mirror"_s), qPrintable(errors));
    QVERIFY(running.stop());
}

void MirrorFaultsTest::aColumnGoesAndComesBack()
{
    RunningMirror running(options());
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    QVERIFY(m_sides->source.run("alter view wuquan.device rename column state to condition"));
    QTRY_VERIFY2_WITH_TIMEOUT(running.hasSaid(u"device lacks state"_s), qPrintable(running.said().join(u'\n')), 20000);
    // The others go on, and the screens are told.
    QVERIFY(m_sides->source.run("update governance.matter set title = 'meanwhile' where id = 2"));
    QTRY_COMPARE_WITH_TIMEOUT(
        MirrorSides::number(m_sides->target, "select count(*) from wuquan.incident where title = 'meanwhile'"), 1,
        20000);
    QTRY_COMPARE_WITH_TIMEOUT(MirrorSides::number(m_sides->target,
                                  "select count(*) from wuquan.attribute where name = 'mirror_promise' and value like "
                                  "'%暂不同步：device%'"),
        1, 20000);
    QCOMPARE(MirrorSides::number(m_sides->target, "select count(*) from wuquan.device"), 6000);
    QVERIFY(m_sides->source.run(
        "update governance.unit set mode = 2 where id = 9; alter view wuquan.device rename column condition to state"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    QVERIFY(running.hasSaid(u"copied again: device"_s));
    QVERIFY(running.stop());
}

void MirrorFaultsTest::aGrantGoesAndComesBack()
{
    RunningMirror running(options());
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    QVERIFY(m_sides->source.run("revoke select on wuquan.place from reader"));
    QTRY_VERIFY2_WITH_TIMEOUT(running.hasSaid(u"permission denied"_s), qPrintable(running.said().join(u'\n')), 20000);
    QVERIFY(m_sides->source.run("delete from governance.site where id = 3; grant select on wuquan.place to reader"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->differences().join(u'\n'), QString(), 30000);
    QVERIFY(running.stop());
}

QTEST_GUILESS_MAIN(MirrorFaultsTest)
#include "tst_mirrorfaults.moc"
