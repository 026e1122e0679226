// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "tests/support/temporaryserver.h"

#include <QDir>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <memory>

#include <unistd.h>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The server that every other database test stands on.
class TemporaryServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void migratedServerAnswers()
    {
        TemporaryServer server;
        QVERIFY2(server.isRunning(), qPrintable(server.errorMessage()));
        server.applyMigrations();
        auto session = postgres::Session::open(server.settings());
        QVERIFY(session);
        QVERIFY(session->run("select from wuquan.incident"));
    }

    void startsAgainAfterACrash()
    {
        TemporaryServer server;
        QVERIFY2(server.isRunning(), qPrintable(server.errorMessage()));
        QVERIFY(postgres::Session::open(server.settings())->run("create table kept as select 1"));
        server.stop();
        QVERIFY(!server.isRunning());
        QVERIFY(!postgres::Session::open(server.settings()));
        server.start();
        QVERIFY2(server.isRunning(), qPrintable(server.errorMessage()));
        QVERIFY(postgres::Session::open(server.settings())->run("select from kept"));
    }

    /// A test that is killed leaves no server behind.
    void endsWithItsProcess()
    {
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {u"--serve"_s});
        QVERIFY(other.waitForReadyRead(30000));
        const QString folder = QString::fromUtf8(other.readLine()).trimmed();
        const auto settings = postgres::Settings::parse(u"host='%1' user=postgres dbname=postgres"_s.arg(folder));
        QVERIFY(settings);
        QVERIFY(postgres::Session::open(*settings));
        other.kill();
        QVERIFY(other.waitForFinished());
        QTRY_VERIFY(!postgres::Session::open(*settings));
        // Its folder stays after a killed program; its last processes may still be writing.
        QTRY_VERIFY(QDir(folder).removeRecursively());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(u"--serve"_s)) {
        const TemporaryServer server;
        std::puts(qPrintable(server.socketFolder()));
        std::fflush(stdout);
        return QCoreApplication::exec();
    }
    TemporaryServerTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_temporaryserver.moc"
