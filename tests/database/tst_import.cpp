// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/incidentimport.h"
#include "data/postgres/session.h"
#include "tests/support/importfixture.h"
#include "tests/support/temporaryserver.h"

#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Imports of incidents into a real server: what arrives, what is rejected, and what an interruption leaves.
class ImportTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const QString &name) const { return m_folder->filePath(name); }

    Result<IncidentImportReport> import(IncidentImportOptions options)
    {
        if (options.file.isEmpty()) {
            options.file = path(u"incidents.csv"_s);
            options.mappingFile = path(u"incidents.toml"_s);
        }
        return importIncidents(m_server->settings(), options);
    }

    QString value(const QByteArray &sql)
    {
        auto session = postgres::Session::open(m_server->settings());
        if (!session)
            return session.error().message;
        const auto result = session->query("select (" + sql + ")::text");
        return result ? result->value<QString>().value_or(u"null"_s) : result.error().message;
    }

    void run(const QByteArray &sql)
    {
        const auto done = postgres::Session::open(m_server->settings()).value().run(sql);
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    }

    static QByteArray content(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }

    void writeGenerated(int rows)
    {
        QVERIFY(writeIncidentFile(path(u"many.csv"_s), rows));
        QFile mapping(path(u"many.toml"_s));
        QVERIFY(mapping.open(QIODevice::WriteOnly));
        QCOMPARE_GT(mapping.write(incidentFileMapping()), 0);
    }

    IncidentImportOptions generated() const
    {
        return {.file = path(u"many.csv"_s), .mappingFile = path(u"many.toml"_s), .batchRows = 1000};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        const auto filled = fillForImport(m_server->settings());
        QVERIFY2(filled, qPrintable(filled ? QString() : filled.error().message));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const QString &name : {u"incidents.csv"_s, u"incidents.toml"_s})
            QVERIFY(QFile::copy(QStringLiteral(WUQUAN_TEST_DATA "/") + name, path(name)));
        run("delete from wuquan.incident; delete from wuquan.import_file; select wuquan.trend_fold()");
    }

    void exampleFile()
    {
        const auto report = import({});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        const ImportCounts &counts = report->counts;
        QCOMPARE(counts.read, 16);
        QCOMPARE(counts.added, 9);
        QCOMPARE(counts.alreadyThere, 1);
        QCOMPARE(counts.rejected, 6);
        QCOMPARE(counts.outsideGrids, 1);
        QCOMPARE(counts.positions[std::size_t(PositionFault::Swapped)], 1);
        QCOMPARE(counts.positions[std::size_t(PositionFault::Zero)], 1);
        QCOMPARE(counts.positions[std::size_t(PositionFault::Projected)], 1);
        QCOMPARE(value("select count(*) from wuquan.incident"), u"9"_s);
        QCOMPARE(value("select title from wuquan.incident where source_id = 'A1'"), u"%1 <img src=x> ' \" \n🔥"_s);
        QCOMPARE(value("select title from wuquan.incident where source_id = 'A2'"), u"=HYPERLINK(\"http://x\")"_s);
        QCOMPARE(
            value(
                "select concat_ws(' ', type_id, circle_id, platform_id, level, severity, state, foreign_case_no, "
                "reported_at at time zone 'UTC', closed_at at time zone 'UTC') from wuquan.incident where source_id = 'A1'"),
            u"1 2 3 1 3 6 HZ-1 2018-08-31 00:00:00 2018-08-31 02:00:00"_s);
        QCOMPARE(value("select concat_ws(' ', type_id, severity, state, reported_at at time zone 'UTC') "
                       "from wuquan.incident where source_id = 'A2'"),
            u"2 2 4 2018-08-03 01:05:00"_s);
        QCOMPARE(value("select type_id from wuquan.incident where source_id = 'A3'"), u"5"_s);
        QCOMPARE(value("select reported_at at time zone 'UTC' from wuquan.incident where source_id = 'A8'"),
            u"1988-07-01 03:00:00"_s);
        QCOMPARE(value("select count(*) from wuquan.incident where longitude is not null"), u"3"_s);
        QCOMPARE(value("select count(*) from wuquan.incident where grid_id is not null"), u"2"_s);
        QCOMPARE(
            value(
                "select count(*) from wuquan.import_file where finished_at is not null and rows_done = 16 and added = 9"),
            u"1"_s);
        QCOMPARE(value("select sum(n) from wuquan.trend_day where dim = 1"), u"9"_s);
        QCOMPARE(value("select count(*) from wuquan.trend_delta"), u"0"_s);
    }

    /// 120.195, 30.26 in WGS84 is 520 m from what the file says in GCJ-02, and so in another grid.
    void shiftedPositionFindsItsGrid()
    {
        QVERIFY(import({}));
        QCOMPARE(
            value(
                "select abs(longitude - 120.195) < 1e-6 and abs(latitude - 30.26) < 1e-6 from wuquan.incident where source_id = 'A1'"),
            u"true"_s);
        const QString grid = value(
            "select a.code from wuquan.incident i join wuquan.area a on a.area_id = i.grid_id where source_id = 'A1'");
        const QString street = value(
            "select a.level from wuquan.incident i join wuquan.area a on a.area_id = i.street_id where source_id = 'A1'");
        QCOMPARE(street, u"2"_s);
        QFile mapping(path(u"incidents.toml"_s));
        QVERIFY(mapping.open(QIODevice::ReadOnly));
        QByteArray text = mapping.readAll();
        mapping.close();
        QVERIFY(mapping.open(QIODevice::WriteOnly));
        mapping.write(text.replace("\"gcj02\"", "\"wgs84\""));
        mapping.close();
        run("delete from wuquan.incident");
        QVERIFY(import({}));
        QVERIFY(
            value(
                "select a.code from wuquan.incident i join wuquan.area a on a.area_id = i.grid_id where source_id = 'A1'")
            != grid);
    }

    void rejectedFileIsAsExpected()
    {
        const auto report = import({});
        QVERIFY(report);
        QCOMPARE(report->rejectedFile, path(u"incidents.rejected.csv"_s));
        const auto lines = [](const QString &name) { return QString::fromUtf8(content(name)).split(u"\r\n"_s); };
        QCOMPARE(lines(report->rejectedFile), lines(QStringLiteral(WUQUAN_TEST_DATA "/incidents.rejected.csv")));
        QVERIFY(!QFile::exists(report->rejectedFile + u".part"_s));
    }

    void secondRunAddsNothing()
    {
        QVERIFY(import({}));
        const QByteArray state = "select md5(string_agg(i::text, ',' order by incident_id)) from wuquan.incident i";
        const QString before = value(state), logged = value("select max(id) from wuquan.change_log");
        const QByteArray rejected = content(path(u"incidents.rejected.csv"_s));
        const auto report = import({});
        QVERIFY(report);
        QCOMPARE(report->counts.added, 0);
        QCOMPARE(report->counts.alreadyThere, 10);
        QCOMPARE(report->counts.rejected, 6);
        QCOMPARE(value(state), before);
        QCOMPARE(value("select max(id) from wuquan.change_log"), logged);
        QCOMPARE(content(path(u"incidents.rejected.csv"_s)), rejected);
    }

    void bulkRunOfKnownRowsLeavesNoMarker()
    {
        writeGenerated(5000);
        IncidentImportOptions options = generated();
        options.batchRows = 5000;
        QCOMPARE(import(options)->counts.added, 5000);
        const QByteArray markers = "select count(*) from wuquan.change_log where entity = 0";
        const QString before = value(markers);
        QCOMPARE(import(options)->counts.alreadyThere, 5000);
        QCOMPARE(value(markers), before);
    }

    void dryRunWritesNothing()
    {
        const QByteArray state
            = "select (select count(*) from wuquan.incident) + (select count(*) from wuquan.import_file) "
              "+ (select count(*) from wuquan.trend_delta)";
        const QString logged = value("select max(id) from wuquan.change_log");
        const auto report = import({.file = {}, .mappingFile = {}, .dryRun = true});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(value(state), u"0"_s);
        QCOMPARE(value("select max(id) from wuquan.change_log"), logged);
        auto counts = report->counts;
        const auto real = import({});
        QVERIFY(real);
        QCOMPARE(counts.added, real->counts.added);
        QVERIFY(counts == real->counts);
    }

    /// A process is killed with a batch under way; the next run goes on behind the last committed one.
    void resumesAfterKill()
    {
        writeGenerated(10'000);
        QFile file(path(u"many.csv"_s));
        QVERIFY(file.open(QIODevice::Append));
        file.write("bad\r\n");
        file.close();
        IncidentImportOptions options = generated();
        const pid_t child = fork();
        if (child == 0) {
            options.progress = [](const ImportProgress &progress) {
                // Reported between batches too: at 4,096 rows four are committed and a part of the fifth is written.
                if (progress.counts.read == 4096)
                    raise(SIGKILL);
            };
            const auto ended = importIncidents(m_server->settings(), options);
            _exit(ended ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        QCOMPARE(value("select rows_done || ' ' || (finished_at is null) from wuquan.import_file"), u"4000 true"_s);
        QCOMPARE(value("select count(*) from wuquan.incident"), u"4000"_s);
        QVERIFY(!QFile::exists(path(u"many.rejected.csv"_s)));

        const auto report = import(options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->counts.resumedAfter, 4000);
        QCOMPARE(report->counts.read, 10'001);
        QCOMPARE(report->counts.added, 10'000);
        QCOMPARE(report->counts.alreadyThere, 0);
        QCOMPARE(report->counts.rejected, 1);
        QCOMPARE(value("select count(*) from wuquan.incident"), u"10000"_s);
        QCOMPARE(value("select sum(n) from wuquan.trend_day where dim = 1"), u"10000"_s);
        QCOMPARE(content(path(u"many.rejected.csv"_s)).count("\r\n"), 2);
    }

    /// A batch that the database refuses leaves the ones before, and the rejected rows before it are listed once.
    void resumesAfterFailedBatch()
    {
        writeGenerated(5000);
        QByteArray text = content(path(u"many.csv"_s));
        text.insert(text.indexOf('\n') + 1, "bad\r\n");
        QFile file(path(u"many.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        run("alter table wuquan.incident add constraint nuisance check (source_id <> 'DH000003500')");
        const auto failed = import(generated());
        QVERIFY(!failed);
        QCOMPARE(failed.error().sqlState, QByteArray("23514"));
        run("alter table wuquan.incident drop constraint nuisance");
        QCOMPARE(value("select count(*) from wuquan.incident"), u"2999"_s);
        const auto report = import(generated());
        QVERIFY(report);
        QCOMPARE(report->counts.resumedAfter, 3000);
        QCOMPARE(report->counts.added, 5000);
        QCOMPARE(content(path(u"many.rejected.csv"_s)).count("\r\n"), 2);
    }

    void gb18030File()
    {
        QFile file(path(u"gb.csv"_s)), mapping(path(u"gb.toml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && mapping.open(QIODevice::WriteOnly));
        // 编号,时间,标题 / 1,…,噪声
        file.write(
            "\xb1\xe0\xba\xc5,\xca\xb1\xbc\xe4,\xb1\xea\xcc\xe2\r\n1,2018-08-31 08:00,\xd4\xeb\xc9\xf9\r\n2,2018-08-31 08:00,\xff\r\n");
        mapping.write(
            "source = \"hotline_12345\"\ndefault_type = \"other\"\n[file]\nencoding = \"gb18030\"\n[columns]\n"
            "source_id = \"编号\"\nreported_at = \"时间\"\ntitle = \"标题\"\n");
        file.close();
        mapping.close();
        const auto report = import({.file = file.fileName(), .mappingFile = mapping.fileName()});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->counts.added, 1);
        QCOMPARE(report->counts.rejected, 1);
        QCOMPARE(value("select title from wuquan.incident"), u"噪声"_s);
    }

    void errorsAreSentences()
    {
        QCOMPARE(import({.file = path(u"none.csv"_s), .mappingFile = path(u"incidents.toml"_s)}).error().kind,
            ErrorKind::Io);
        QCOMPARE(import({.file = path(u"incidents.csv"_s), .mappingFile = path(u"none.toml"_s)}).error().kind,
            ErrorKind::Io);
        QFile empty(path(u"empty.csv"_s));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        const auto report = import({.file = empty.fileName(), .mappingFile = path(u"incidents.toml"_s)});
        QVERIFY(!report);
        QVERIFY2(
            report.error().message.endsWith(u"no header row: the file is empty"_s), qPrintable(report.error().message));
    }
};

QTEST_GUILESS_MAIN(ImportTest)
#include "tst_import.moc"
