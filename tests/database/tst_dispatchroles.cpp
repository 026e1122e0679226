// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/migration.h"
#include "tests/support/temporaryserver.h"

#include <QProcess>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Who may do and see what: the files of dispatchroles say it in SQL (pgTAP), and psql runs them here on a real server,
/// in a database whose owner is a superuser and in one whose owner is not, for whom row security holds too.
class DispatchRolesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;

    [[nodiscard]] postgres::Session open(const QString &database, const QString &user = u"postgres"_s) const
    {
        return postgres::Session::open(
            postgres::Settings::parse(u"host='%1' user=%2 dbname=%3"_s.arg(m_server->socketFolder(), user, database))
                .value())
            .value();
    }
    /// What psql says to a file of dispatchroles; ends with a line "psql ended with …" unless it went through.
    [[nodiscard]] QStringList said(const QString &database, const QString &file) const
    {
        QProcess psql;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PGOPTIONS"_s, u"-c search_path=tap,public -c client_min_messages=warning"_s);
        psql.setProcessEnvironment(environment);
        psql.setProcessChannelMode(QProcess::MergedChannels);
        psql.start(u"psql"_s,
            {u"-XqAt"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, m_server->socketFolder(), u"-U"_s, u"postgres"_s,
                u"-d"_s, database, u"-f"_s,
                QStringLiteral(WUQUAN_SOURCE) + u"/tests/database/dispatchroles/"_s + file});
        const bool ended = psql.waitForFinished(100'000);
        QStringList lines = QString::fromUtf8(psql.readAll()).split(u'\n', Qt::SkipEmptyParts);
        if (!ended || psql.exitStatus() != QProcess::NormalExit || psql.exitCode() != 0)
            lines << u"psql ended with %1"_s.arg(ended ? QString::number(psql.exitCode()) : psql.errorString());
        return lines;
    }
    void makeDistrict(const QString &database, const QString &owner)
    {
        auto session = open(database, owner);
        const auto migrated = migrate(session);
        QVERIFY2(migrated, migrated ? "" : qPrintable(migrated.error().message));
        auto dba = open(database);
        const auto extended = dba.run("create schema tap; create extension pgtap schema tap");
        QVERIFY2(extended, extended ? "" : qPrintable(extended.error().message));
        const QStringList lines = said(database, u"district.sql"_s);
        QVERIFY2(lines.isEmpty(), qPrintable(lines.join(u'\n')));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        auto dba = open(u"postgres"_s);
        QVERIFY(dba.run("create role keeper login createrole; grant pg_signal_backend to keeper"));
        QVERIFY(dba.run("create database of_keeper owner keeper"));
        QVERIFY(dba.run("create database of_superuser"));
        // In this order: what the one makes for the whole server is not the other's to give away.
        makeDistrict(u"of_keeper"_s, u"keeper"_s);
        makeDistrict(u"of_superuser"_s, u"postgres"_s);
    }

    void inSql_data()
    {
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("file");
        for (const QString &database : {u"of_superuser"_s, u"of_keeper"_s}) {
            for (const QString &file : {u"matrix.sql"_s, u"sight.sql"_s, u"administrators.sql"_s, u"rules.sql"_s,
                     u"intake.sql"_s, u"chain.sql"_s, u"duty.sql"_s, u"rooms.sql"_s, u"extras.sql"_s})
                QTest::addRow("%s %s", qPrintable(database), qPrintable(file)) << database << file;
        }
    }

    void inSql()
    {
        QFETCH(const QString, database);
        QFETCH(const QString, file);
        const QStringList lines = said(database, file);
        int passed = 0, planned = 0;
        QStringList wrong;
        for (const QString &line : lines) {
            if (line.startsWith(u"ok "_s))
                ++passed;
            else if (line.startsWith(u"1.."_s))
                planned = line.sliced(3).toInt();
            else if (line != u"done"_s)
                wrong << line; // "not ok …", pgTAP's reasons, and psql's own errors
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY(passed > 0);
        QCOMPARE(passed, planned);
    }

    /// Negative control: one row more in action_role, and the matrix says so.
    void aChangedRightIsNoticed()
    {
        auto dba = open(u"of_superuser"_s);
        QVERIFY(dba.run("insert into wuquan.action_role values ('evaluate', 'operator')"));
        const QStringList wrong = said(u"of_superuser"_s, u"matrix.sql"_s).filter(u"not ok"_s);
        QVERIFY(dba.run("delete from wuquan.action_role where action = 'evaluate' and role = 'operator'"));
        QCOMPARE(wrong.size(), 3);
        QVERIFY2(wrong[0].endsWith(u"action_role says what is here"_s), qPrintable(wrong[0]));
        QVERIFY2(wrong[1].endsWith(u"operator: evaluate"_s), qPrintable(wrong[1]));
        QVERIFY2(wrong[2].endsWith(u"operator is offered: evaluate"_s), qPrintable(wrong[2]));
    }

    /// The files become others by SET SESSION AUTHORIZATION, which is theirs as superuser only.
    void nobodyBecomesSomebodyElse()
    {
        auto session = open(u"of_superuser"_s, u"operator_a"_s);
        QCOMPARE(session.query("select (wuquan.my_seat()).login")->value<QString>(), u"operator_a"_s);
        for (const QByteArray &sql : {"set session authorization district_1"_ba,
                 "select set_config('session_authorization', 'district_1', false)"_ba, "set role district_1"_ba}) {
            const auto done = session.run(sql);
            QVERIFY2(!done, sql.constData());
            QCOMPARE(done.error().sqlState, "42501"_ba);
        }
        QCOMPARE(session.query("select (wuquan.my_seat()).login")->value<QString>(), u"operator_a"_s);
    }
};

QTEST_GUILESS_MAIN(DispatchRolesTest)
#include "tst_dispatchroles.moc"
