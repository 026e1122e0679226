// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/auditchain.h"
#include "tests/support/temporaryserver.h"

#include <QBuffer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// wuquanctl audit against a database with which somebody with all rights has tampered.
class AuditTest : public QObject {
    Q_OBJECT

private:
    struct Ended {
        int code = -1;
        QString output, errors;
    };
    std::unique_ptr<TemporaryServer> m_server;
    std::optional<postgres::Session> m_dba;
    QTemporaryDir m_folder;
    QByteArray m_functions; ///< as the migrations made those that a test replaces

    void run(const QByteArray &sql)
    {
        const auto done = m_dba->run(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }
    [[nodiscard]] Ended audit(const QStringList &arguments, const QString &user = u"postgres"_s) const
    {
        QProcess process;
        process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"),
            QStringList{
                u"--db"_s, u"host='%1' dbname=postgres user=%2"_s.arg(m_server->socketFolder(), user), u"audit"_s}
                + arguments);
        if (!process.waitForFinished(100000))
            return {.errors = process.errorString()};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }
    QString keep(const QString &name, const QString &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text.toUtf8()) < 0)
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        m_dba.emplace(postgres::Session::open(m_server->settings()).value());
        run("insert into wuquan.incident_type (type_id, code, name, name_en, pinyin, circle_id, defence_id, platform_id, level, severity) "
            "values (1, 'noise', '噪声扰民', 'Noise', 'z', 2, 1, 1, 1, 3); "
            "insert into wuquan.seat (login, role, post) values ('postgres', 'district', '区中心'); "
            "select wuquan.seat_put('auditor', 'audit_admin', '审计'); select wuquan.seat_put('duty', 'district', '值班')");
        m_functions = m_dba
                          ->query("select string_agg(pg_get_functiondef(oid), ';') from pg_proc where proname in "
                                  "('audit_verify', 'event_digest')")
                          ->value<QString>()
                          .value_or(QString())
                          .toUtf8();
    }

    /// Five incidents of three days with four events each, in which everything is that a hash has to tell apart.
    void init()
    {
        run(m_functions);
        run("set session_replication_role = replica; delete from wuquan.incident_event; delete from wuquan.incident; set session_replication_role = origin; "
            "insert into wuquan.incident (incident_id, source, source_id, type_id, circle_id, level, severity, title, state, reported_at) "
            "select n, 'resident', n::text, 1, 2, 1, 3, '事', 2, '2026-03-01 10:00+08' from generate_series(1, 5) n; "
            "set timezone = 'America/New_York'; "
            "insert into wuquan.incident_event (incident_id, at, kind, from_state, to_state, actor, note, order_id, detail) "
            "select n, timestamptz '2026-03-01 10:00:00.000001+08' + d * interval '14 hours' + n * interval '1 microsecond', "
            "(array['reported', 'note', 'dispatched', 'note'])[d + 1], nullif(d, 0), d + 1, '岗位 ' || n, "
            "(array[null, E'\"引号\" \\\\ 与\\n换行', '', '😀'])[d + 1], nullif(d, 1) * 7, "
            "(array[null, '{}', '{\"b\": 1.50, \"a\": [null, true, \"x\"]}', '3']::jsonb[])[d + 1] "
            "from generate_series(0, 3) d, generate_series(1, 5) n order by d, n; reset timezone");
    }

    void whole()
    {
        for (const QString &user : {u"postgres"_s, u"auditor"_s}) {
            const Ended ended = audit({u"verify"_s}, user);
            QCOMPARE(ended.errors, QString());
            QCOMPARE(ended.output,
                u"5 chains with 20 events: whole\nevents at the end of a chain that were removed show only with --heads\n"_s);
            QCOMPARE(ended.code, 0);
        }
        // What is hashed here is what is hashed there.
        QCOMPARE(m_dba->query("select count(*) from wuquan.audit_verify()")->value<std::int64_t>(), 0);
        // A part that is whole proves nothing.
        const Ended duty = audit({u"verify"_s}, u"duty"_s);
        QCOMPARE(duty.code, 1);
        QVERIFY2(duty.errors.contains(u"only an audit administrator"_s), qPrintable(duty.errors));
        run("set session_replication_role = replica; delete from wuquan.incident_event; set session_replication_role = origin");
        QVERIFY(audit({u"verify"_s}).output.startsWith(u"0 chains with 0 events: whole\n"_s));
    }

    void tampered_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("faults");
        const auto row = [](const char *name, const QByteArray &sql, const QString &faults) {
            QTest::newRow(name) << sql << faults;
        };
        const QString changed = u"its content is not what was recorded\n"_s;
        row("a note", "update wuquan.incident_event set note = 'x' where incident_id = 2 and seq = 2",
            u"incident 2, event 2: "_s + changed);
        row("no note for an empty one",
            "update wuquan.incident_event set note = null where incident_id = 2 and seq = 3",
            u"incident 2, event 3: "_s + changed);
        row("a microsecond",
            "update wuquan.incident_event set at = at + interval '1 microsecond' where incident_id = 3 and seq = 1",
            u"incident 3, event 1: "_s + changed);
        row("an order", "update wuquan.incident_event set order_id = 8 where incident_id = 5 and seq = 4",
            u"incident 5, event 4: "_s + changed);
        row("a detail",
            "update wuquan.incident_event set detail = '{\"b\": 1.5, \"a\": [null, true, \"x\"]}' where incident_id = 1 and seq = 3",
            u"incident 1, event 3: "_s + changed);
        row("a login", "update wuquan.incident_event set login = 'duty' where incident_id = 1 and seq = 3",
            u"incident 1, event 3: "_s + changed);
        row("a hash", "update wuquan.incident_event set hash = sha256('x') where incident_id = 1 and seq = 3",
            u"incident 1, event 3: "_s + changed + u"incident 1, event 4: "_s + changed);
        row("no hash", "update wuquan.incident_event set hash = null where incident_id = 1 and seq = 4",
            u"incident 1, event 4: "_s + changed);
        row("two incidents", "update wuquan.incident_event set actor = 'x' where seq = 4 and incident_id in (1, 5)",
            u"incident 1, event 4: "_s + changed + u"incident 5, event 4: "_s + changed);
        row("swapped",
            "update wuquan.incident_event set seq = 104 where incident_id = 1 and seq = 4; "
            "update wuquan.incident_event set incident_id = 1 where incident_id = 2 and seq = 4; "
            "update wuquan.incident_event set incident_id = 2, seq = 4 where seq = 104",
            u"incident 1, event 4: "_s + changed + u"incident 2, event 4: "_s + changed);
        row("one removed", "delete from wuquan.incident_event where incident_id = 4 and seq = 2",
            u"incident 4, event 3: the one before it, 2, is missing\n"_s);
        row("two removed", "delete from wuquan.incident_event where incident_id = 4 and seq < 3",
            u"incident 4, event 3: those before it, 1 to 2, are missing\n"_s);
        row("one put in",
            "insert into wuquan.incident_event (incident_id, kind, actor, seq, hash) values (4, 'note', 'x', 5, sha256('x'))",
            u"incident 4, event 5: "_s + changed);
        row("one before the first",
            "insert into wuquan.incident_event (incident_id, kind, actor, seq, hash) values (4, 'note', 'x', 0, sha256('x'))",
            u"incident 4, event 0: "_s + changed + u"incident 4, event 1: "_s + changed);
        row("one outside",
            "insert into wuquan.incident_event (event_id, incident_id, kind, actor) overriding system value values (999999, 4, 'note', 'x')",
            u"incident 4: event 999999 stands outside of the chain, which had begun before\n"_s);
        row("a verifier that finds nothing",
            "create or replace function wuquan.audit_verify(only_incident bigint default null, out incident bigint, out seq integer, out fault text) returns "
            "setof record language sql as 'select null::bigint, null::integer, null::text where false'; "
            "create or replace function wuquan.event_digest(previous bytea, e wuquan.incident_event) returns bytea language sql as 'select e.hash'; "
            "update wuquan.incident_event set note = 'x' where incident_id = 2 and seq = 2",
            u"incident 2, event 2: "_s + changed);
    }

    void tampered()
    {
        QFETCH(const QByteArray, sql);
        QFETCH(const QString, faults);
        run("set session_replication_role = replica; " + sql + "; set session_replication_role = origin");
        const Ended ended = audit({u"verify"_s});
        QCOMPARE(ended.errors, QString());
        QVERIFY2(ended.output.startsWith(faults), qPrintable(ended.output));
        QVERIFY2(ended.output.sliced(faults.size()).contains(u" events: %1 faults\n"_s.arg(faults.count(u'\n'))),
            qPrintable(ended.output));
        QVERIFY(!ended.output.sliced(faults.size()).startsWith(u"incident"_s));
        QCOMPARE(ended.code, 1);
    }

    /// The end of a chain that was cut off is missed by who kept its head, and by nobody else.
    void cutOff()
    {
        // 14 hours from one to the next: one on the first day, in Shanghai, two on the second, one on the third.
        const Ended first = audit({u"heads"_s, u"--day"_s, u"2026-03-01"_s}, u"auditor"_s);
        QCOMPARE(first.errors, QString());
        QCOMPARE(first.code, 0);
        const Ended last = audit({u"heads"_s, u"--day"_s, u"2026-03-03"_s});
        const QStringList lines = last.output.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0], u"incident,seq,sha256"_s);
        QCOMPARE(lines[2],
            u"2,4,"_s
                + m_dba
                    ->query("select encode(hash, 'hex') from wuquan.incident_event where incident_id = 2 and seq = 4")
                    ->value<QString>()
                    .value());
        QVERIFY(first.output.contains(u"\n2,1,"_s));
        QCOMPARE(audit({u"heads"_s, u"--day"_s, u"2026-03-09"_s}).output, u"incident,seq,sha256\n"_s);
        const QString firstFile = keep(u"first.csv"_s, first.output), lastFile = keep(u"last.csv"_s, last.output);
        Ended ended = audit({u"verify"_s, u"--heads"_s, firstFile, lastFile}, u"auditor"_s);
        QCOMPARE(ended.output, u"5 chains with 20 events, compared with 10 heads: whole\n"_s);
        QCOMPARE(ended.code, 0);

        run("set session_replication_role = replica; delete from wuquan.incident_event where incident_id = 2 and seq = 4 or incident_id = 5; "
            "set session_replication_role = origin");
        // Negative control.
        ended = audit({u"verify"_s});
        QVERIFY(ended.output.startsWith(u"4 chains with 15 events: whole\n"_s));
        QCOMPARE(ended.code, 0);
        ended = audit({u"verify"_s, u"--heads"_s, firstFile, lastFile});
        QCOMPARE(ended.output,
            u"incident 2, event 4: it was kept as a head and is there no more\nincident 5, event 1: it was kept as a head and is there no more\n"
            "incident 5, event 4: it was kept as a head and is there no more\n4 chains with 15 events, compared with 10 heads: 3 faults\n"_s);
        QCOMPARE(ended.code, 1);
        // A whole chain that was written anew, by its own rules.
        run("set session_replication_role = replica; delete from wuquan.incident_event where incident_id = 1; set session_replication_role = origin; "
            "insert into wuquan.incident_event (incident_id, at, kind, actor) select 1, '2026-03-01 10:00+08', 'note', '另写' from generate_series(1, 4)");
        QVERIFY(audit({u"verify"_s}).output.startsWith(u"4 chains with 15 events: whole\n"_s));
        ended = audit({u"verify"_s, u"--heads"_s, lastFile});
        QVERIFY2(ended.output.startsWith(u"incident 1, event 4: it is not the one that was kept as a head\n"_s),
            qPrintable(ended.output));
        QCOMPARE(ended.code, 1);
    }

    void whatCanNotBeIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        const QString good = QString(64, u'0');
        QTest::newRow("nothing") << QStringList() << 2 << u"say what to do"_s;
        QTest::newRow("no day") << QStringList{u"heads"_s} << 2 << u"audit heads wants --day"_s;
        QTest::newRow("no such day") << QStringList{u"heads"_s, u"--day"_s, u"2026-02-30"_s} << 2
                                     << u"audit heads wants --day"_s;
        QTest::newRow("a day to verify") << QStringList{u"verify"_s, u"--day"_s, u"2026-02-20"_s} << 2
                                         << u"--day is for audit heads"_s;
        QTest::newRow("no files") << QStringList{u"verify"_s, u"--heads"_s} << 2 << u"--heads wants files"_s;
        QTest::newRow("more") << QStringList{u"verify"_s, u"all"_s} << 2 << u"unknown argument all"_s;
        QTest::newRow("no file") << QStringList{u"verify"_s, u"--heads"_s, m_folder.filePath(u"none"_s)} << 1
                                 << u"none: No such file"_s;
        QTest::newRow("an empty file") << QStringList{u"verify"_s, u"--heads"_s, keep(u"empty.csv"_s, u"\n"_s)} << 1
                                       << u"empty.csv does not begin with the line incident,seq,sha256"_s;
        for (const QString &line : {u"1,2"_s, u"x,2,"_s + good, u"1,2,"_s + good.sliced(2),
                 u"1,2,"_s + good.sliced(1) + u'g', u"1,2,"_s + good + u",3"_s})
            QTest::newRow(qPrintable(u"the line "_s + line)) << QStringList{u"verify"_s, u"--heads"_s,
                keep(u"wrong %1.csv"_s.arg(qHash(line)), u"incident,seq,sha256\n1,2,%1\n%2\n"_s.arg(good, line))}
                                                             << 1 << u".csv, line 3: not a head"_s;
    }

    void whatCanNotBeIsSaid()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QString, reason);
        const Ended ended = audit(arguments);
        QVERIFY2(ended.errors.contains(reason), qPrintable(ended.errors));
        QCOMPARE(ended.code, code);
        QVERIFY(ended.output.isEmpty());
    }
};

QTEST_GUILESS_MAIN(AuditTest)
#include "tst_audit.moc"
