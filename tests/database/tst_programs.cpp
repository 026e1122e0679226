// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "data/postgres/session.h"
#include "tests/support/sampletiles.h"
#include "tests/support/temporaryserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The desktop as a process that nobody watches: a picture or a reason, and an exit code that tells.
class ProgramsTest : public QObject {
    Q_OBJECT

private:
    struct Ended {
        int code = -1;
        QString output, errors;
        qint64 took_ms = 0;
    };
    std::unique_ptr<TemporaryServer> m_server;
    QTemporaryDir m_folder;

    [[nodiscard]] QString connection(const QString &database) const
    {
        return u"host='%1' user=postgres dbname=%2"_s.arg(m_server->socketFolder(), database);
    }
    [[nodiscard]] static Ended wuquan(const QStringList &arguments)
    {
        QProcess process;
        QElapsedTimer timer;
        timer.start();
        process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquan"), arguments);
        if (!process.waitForFinished(60000))
            return {.errors = process.errorString()};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()),
            timer.elapsed()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        QVERIFY(m_folder.isValid());
    }

    void picture()
    {
        const QString file = m_folder.filePath(u"a picture.png"_s);
        const Ended ended
            = wuquan({u"--snapshot"_s, file, u"--size"_s, u"1366x768"_s, u"--db"_s, connection(u"postgres"_s)});
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        QCOMPARE(QImage(file).size(), QSize(1366, 768));
    }

    /// The picture waits for its tiles; those of zoom 8 stand in for all that are nearer.
    void pictureWithTiles()
    {
        const WorldPoint middle = worldFromGeo({120.22, 30.28});
        for (int column = int(middle.x * 256) - 1; column <= int(middle.x * 256) + 1; ++column) {
            for (int row = int(middle.y * 256) - 1; row <= int(middle.y * 256) + 1; ++row)
                QVERIFY(test::writeTile(m_folder.filePath(u"tiles"_s), {8, column, row},
                    test::packed(test::plainTile(QColor(255, 0, 255)))));
        }
        const QString file = m_folder.filePath(u"tiles.png"_s);
        const Ended ended = wuquan({u"--snapshot"_s, file, u"--size"_s, u"1366x768"_s, u"--db"_s,
            connection(u"postgres"_s), u"--tiles"_s, m_folder.filePath(u"tiles"_s)});
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        const QImage picture(file);
        int purple = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                purple += picture.pixel(x, y) == qRgb(255, 0, 255);
        }
        QVERIFY2(purple > 100'000, qPrintable(QString::number(purple)));
    }

    void tilesThatCannotBeReadAreSaidAtOnce()
    {
        const QString file = m_folder.filePath(u"none.mbtiles"_s);
        const Ended ended = wuquan({u"--db"_s, connection(u"postgres"_s), u"--tiles"_s, file});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.errors.contains(file), qPrintable(ended.errors));
        QVERIFY2(ended.took_ms < 10000, qPrintable(u"%1 ms"_s.arg(ended.took_ms)));
    }

    void noServerIsSaidAtOnce()
    {
        const QString file = m_folder.filePath(u"none.png"_s);
        const Ended ended = wuquan({u"--snapshot"_s, file, u"--db"_s, u"host='%1'"_s.arg(m_folder.path())});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.errors.contains(m_folder.path()), qPrintable(ended.errors));
        QVERIFY2(ended.took_ms < 10000, qPrintable(u"%1 ms"_s.arg(ended.took_ms)));
        QVERIFY(!QFile::exists(file));
    }

    void aForeignDatabaseIsSaidAtOnce()
    {
        const Ended ended
            = wuquan({u"--startup-report"_s, u"--size"_s, u"1366x768"_s, u"--db"_s, connection(u"template1"_s)});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.errors.contains(u"wuquan"_s) && ended.took_ms < 10000, qPrintable(ended.errors));
        QVERIFY2(ended.output.isEmpty(), qPrintable(ended.output));
    }

    void aPictureThatCannotBeWritten()
    {
        const QString file = m_folder.filePath(u"missing/folder.png"_s);
        const Ended ended
            = wuquan({u"--snapshot"_s, file, u"--size"_s, u"1366x768"_s, u"--db"_s, connection(u"postgres"_s)});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.errors.contains(file), qPrintable(ended.errors));
    }

    /// Whoever ends the session ends the deck: what it knows is on disk by then.
    void aSignalEndsItInOrder()
    {
        const QString data = m_folder.filePath(u"data"_s);
        QProcess process;
        process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquan"),
            {u"--data"_s, data, u"--size"_s, u"1366x768"_s, u"--db"_s, connection(u"postgres"_s)});
        QVERIFY(process.waitForStarted());
        auto session = postgres::Session::open(m_server->settings()).value();
        // It asks for news of its room once it has read everything.
        QTRY_VERIFY_WITH_TIMEOUT(
            session.query(
                       "select count(*) from pg_stat_activity where query like '%room_beat($1%' and pid <> pg_backend_pid()")
                    ->value<std::int64_t>()
                == 1,
            20000);
        process.terminate();
        QVERIFY(process.waitForFinished(10000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(QDir(data + u"/state"_s).entryList({u"*.state"_s}).size(), 1);
    }

    void startupReport()
    {
        const Ended ended
            = wuquan({u"--startup-report"_s, u"--size"_s, u"1366x768"_s, u"--db"_s, connection(u"postgres"_s)});
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        static const QRegularExpression report(
            u"^window_ms [1-9]\\d*\ndrawn_ms [1-9]\\d*\nstall_ms \\d+\nrss_mb [1-9]\\d*\n$"_s);
        QVERIFY2(report.match(ended.output).hasMatch(), qPrintable(ended.output));
    }
};

QTEST_GUILESS_MAIN(ProgramsTest)
#include "tst_programs.moc"
