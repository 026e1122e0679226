// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mirrorfixture.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace wuquan;

/// Each kind of source with the usual settings: what is promised, what is seen after which time, at which load.
class MirrorSourcesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsItsPromise_data();
    void keepsItsPromise();

private:
    std::unique_ptr<TemporaryServer> m_ours;
    std::unique_ptr<TemporaryServer> m_old;
    int m_number = 0;
};

void MirrorSourcesTest::initTestCase()
{
    m_ours = std::make_unique<TemporaryServer>();
    QVERIFY2(m_ours->isRunning(), qPrintable(m_ours->errorMessage()));
    // tests/run puts it there.
    const QString folder = qEnvironmentVariable("WUQUAN_OLD_SERVER");
    if (folder.isEmpty())
        return;
    TemporaryServerOptions options;
    options.oldServer = folder;
    m_old = std::make_unique<TemporaryServer>(options);
    QVERIFY2(m_old->isRunning(), qPrintable(m_old->errorMessage()));
}

void MirrorSourcesTest::keepsItsPromise_data()
{
    QTest::addColumn<bool>("old");
    QTest::addColumn<QStringList>("extensions");
    QTest::addColumn<QString>("promise");
    QTest::addColumn<int>("within_ms");
    // The promise of a second, and half of one for a machine that is busy with other tests.
    QTest::newRow("change log") << false << QStringList{u"foreign_log"_s} << u"change log"_s << 1500;
    QTest::newRow("versions") << false << QStringList{u"foreign_versions"_s} << u"version columns"_s << 30000;
    QTest::newRow("views") << false << QStringList() << u"comparison of snapshots"_s << 30000;
    QTest::newRow("views on PostgreSQL 13") << true << QStringList() << u"comparison of snapshots"_s << 30000;
    QTest::newRow("change log on PostgreSQL 13") << true << QStringList{u"foreign_log"_s} << u"change log"_s << 1500;
}

void MirrorSourcesTest::keepsItsPromise()
{
    QFETCH(const bool, old);
    QFETCH(const QStringList, extensions);
    QFETCH(const QString, promise);
    QFETCH(const int, within_ms);
    if (old && !m_old)
        QSKIP("there is no old server: WUQUAN_OLD_SERVER is set by tests/run");
    const TemporaryServer &server = old ? *m_old : *m_ours;
    const QString name = u"source_%1"_s.arg(++m_number);
    const QString target = u"target_%1"_s.arg(m_number);
    {
        auto theirs = postgres::Session::open(server.settings());
        auto ours = postgres::Session::open(m_ours->settings());
        QVERIFY(theirs && ours);
        QVERIFY(theirs->run("create database " + name.toUtf8()));
        QVERIFY(ours->run("create database " + target.toUtf8()));
        m_ours->applyMigrations(target);
    }
    auto theirs = postgres::Session::open(server.settings(name));
    auto ours = postgres::Session::open(m_ours->settings(target));
    QVERIFY(theirs && ours);
    MirrorSides sides(std::move(*theirs), std::move(*ours));
    const auto made = MirrorSides::makeForeign(sides.source, extensions);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    MirrorOptions options;
    options.from
        = postgres::Settings::parse(u"host='%1' user=reader dbname=%2"_s.arg(server.socketFolder(), name)).value();
    options.to = m_ours->settings(target);
    RunningMirror running(options);
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE_WITH_TIMEOUT(MirrorSides::number(sides.target, "select count(*) from wuquan.incident"), 11998, 90000);
    QTRY_COMPARE_WITH_TIMEOUT(sides.differences().join(u'\n'), QString(), 30000);
    qInfo("copied in %lld ms", timer.elapsed());
    QVERIFY2(running.hasSaid(promise), qPrintable(running.said().join(u'\n')));

    // One of each, and how long it takes to be seen.
    struct Change {
        const char *what;
        QByteArray change;
        QByteArray seen;
    };
    const Change changes[] = {
        {"insert", "insert into governance.unit values (700001, 1, '新', 101, 120.2, 30.2, 0)",
            "select count(*) from wuquan.device where device_id = 700001"},
        {"update", "update governance.matter set title = 'changed' where id = 100",
            "select count(*) from wuquan.incident where title = 'changed'"},
        {"delete", "delete from governance.site where id = 7",
            "select 1 - count(*) from wuquan.place where place_id = 7"},
    };
    for (const auto &[what, change, seen] : changes) {
        QVERIFY(sides.source.run(change));
        timer.start();
        QTRY_COMPARE_WITH_TIMEOUT(MirrorSides::number(sides.target, seen), 1, within_ms);
        qInfo("%s seen after %lld ms", what, timer.elapsed());
        QVERIFY(timer.elapsed() <= 30000);
    }
    std::minstd_rand random{unsigned(m_number)};
    for (int i = 0; i < 200; ++i) {
        const auto changed = sides.changeAtRandom(random);
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().message));
    }
    timer.start();
    QTRY_COMPARE_WITH_TIMEOUT(sides.differences().join(u'\n'), QString(), 30000);
    qInfo("200 changes seen after %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() <= 30000);
    const auto report = running.stop();
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    qInfo("load %.2f %%", report->load * 100);
    QVERIFY2(report->load <= 0.05, qPrintable(QString::number(report->load)));
    QVERIFY(!running.hasSaid(u"does not tell"_s));
    QCOMPARE(report->rejected, 0);
}

QTEST_GUILESS_MAIN(MirrorSourcesTest)
#include "tst_mirrorsources.moc"
