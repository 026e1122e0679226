// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillframe.h"
#include "tests/support/drillfixture.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// What a drill takes along of a day and its district, what stays behind, and where it may be put.
class DrillTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DrillFixture> m_fixture;

    /// Why no drill can be made there; empty when it was.
    [[nodiscard]] QString refusal(const QString &from, const QString &to, const DrillRequest &request = {}) const
    {
        const auto made = prepareDrill(m_fixture->settings(from), m_fixture->settings(to), request);
        return made ? QString() : made.error().message;
    }
    [[nodiscard]] QStringList texts(const QString &database, const QByteArray &sql) const
    {
        auto session = m_fixture->open(database);
        const auto rows = session.query(sql);
        if (!rows)
            qFatal("%s", qPrintable(rows.error().message));
        QStringList texts;
        for (int i = 0; i < rows->rowCount(); ++i)
            texts << rows->value<QString>(i).value_or(QString());
        return texts;
    }

private Q_SLOTS:
    void initTestCase() { m_fixture = std::make_unique<DrillFixture>(); }

    void nothingThatPointsAtAnybodyIsInIt()
    {
        const QByteArray before = m_fixture->dump(u"district"_s);
        m_fixture->makeDatabase(u"first"_s);
        const auto made = prepareDrill(
            m_fixture->settings(u"district"_s), m_fixture->settings(u"first"_s), {.day = DrillFixture::day});
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(made->incidents, DrillFixture::incidents);
        QCOMPARE(made->solvedOnTheSpot, 60);
        QCOMPARE(made->suppressed, 20);
        // Nothing at all is written where it was taken from.
        const auto settled = [](QByteArray dump) { // a key that pg_dump makes up for psql each time
            return QString::fromUtf8(dump).remove(QRegularExpression(u"\\\\(un)?restrict .*"_s));
        };
        QCOMPARE(settled(m_fixture->dump(u"district"_s)), settled(before));
        const QByteArray dump = m_fixture->dump(u"first"_s);
        QVERIFY(dump.contains("drill_incident"));
        for (const char *word :
            {"realkey", "CASENO", "THEIRS", "NOTE", "张某某", "1380000", "原值班", "另日", "op_1"}) {
            QVERIFY2(before.contains(word), word); // else this would be no test
            QVERIFY2(!dump.contains(word), word);
        }
        for (const QString &column : {u"title"_s, u"source_id"_s, u"foreign_case_no"_s}) {
            for (const QString &text : texts(u"district"_s,
                     "select distinct " + column.toUtf8() + " from wuquan.incident where " + column.toUtf8()
                         + " is not null"))
                QVERIFY2(!dump.contains('\'' + text.toUtf8() + '\''), qPrintable(text));
        }
        // The day is named once.
        QCOMPARE(dump.count("'2026-08-20'"), 1);
        QCOMPARE(texts(u"first"_s, "select value from wuquan.attribute where name = 'drill_day'"),
            QStringList{u"2026-08-20"_s});
    }

    void itIsMarked()
    {
        QCOMPARE(texts(u"first"_s, "select name || '=' || value from wuquan.attribute order by 1"),
            (QStringList{u"drill=演练"_s, u"drill_day=2026-08-20"_s, u"title=演练 · 江干区"_s,
                u"title_en=Exercise · Jianggan"_s}));
    }

    void timesAndKindsAreThoseOfTheDay()
    {
        const QByteArray real
            = "select concat_ws(' ', type_id, circle_id, level, severity, grid_id, at, filed, dispatched, accepted, "
              "coalesce(arrived, -1), handled, coalesce(closed, -1)) from (select type_id, circle_id, level, severity, grid_id, "
              "extract(epoch from reported_at - timestamptz '2026-08-20 00:00+08')::int as at, "
              "extract(epoch from filed_at - reported_at)::int as filed, extract(epoch from dispatched_at - reported_at)::int as dispatched, "
              "extract(epoch from accepted_at - reported_at)::int as accepted, extract(epoch from arrived_at - reported_at)::int as arrived, "
              "extract(epoch from handled_at - reported_at)::int as handled, extract(epoch from closed_at - reported_at)::int as closed "
              "from wuquan.incident where source_id ~ '^realkey' and not self_handled and type_id <> 3) i order by at";
        const QByteArray taken
            = "select concat_ws(' ', type_id, circle_id, level, severity, grid_id, at_s, filed_s, dispatched_s, accepted_s, "
              "coalesce(arrived_s, -1), handled_s, coalesce(closed_s, -1)) from wuquan.drill_incident order by at_s";
        QCOMPARE(texts(u"first"_s, taken), texts(u"district"_s, real));
        QCOMPARE(m_fixture->number(u"first"_s, "select count(*) from wuquan.incident"), 0);
    }

    void placesAreOthersOfTheSameGrid()
    {
        QCOMPARE(
            m_fixture->number(u"first"_s,
                "select count(*) from wuquan.drill_incident where longitude between 120.1 + (grid_id - 20) / 100.0 and "
                "120.11 + (grid_id - 20) / 100.0 and latitude between 30.2 and 30.21"),
            DrillFixture::incidents);
        // All of a grid's were at one place.
        QVERIFY(m_fixture->number(u"first"_s, "select count(distinct (longitude, latitude)) from wuquan.drill_incident")
            > 310);
        QCOMPARE(
            m_fixture->number(u"first"_s, "select count(*) from wuquan.drill_incident where latitude = 30.204"), 0);
    }

    /// A new table fails here until somebody has decided: into drillFrame(), or into this list.
    void everyTableIsTakenAlongOrNot()
    {
        const QStringList left{u"action"_s, u"annotation"_s, u"annotation_request"_s, u"area_level"_s, u"attachment"_s,
            u"attribute"_s, u"change_log"_s, u"change_log_retention"_s, u"circle"_s, u"command_post"_s,
            u"community_middle"_s, u"defence"_s, u"dispatch_order"_s, u"dispatch_request"_s, u"drill_incident"_s,
            u"drill_run"_s, u"feed_epoch"_s, u"import_file"_s, u"incident"_s, u"incident_contact"_s,
            u"incident_event"_s, u"incident_state"_s, u"mirror_progress"_s, u"mirror_source"_s, u"patrol"_s,
            u"patrol_report"_s, u"platform"_s, u"pointer"_s, u"presence"_s, u"recheck"_s, u"recheck_secret"_s,
            u"reported_figure"_s, u"role"_s, u"roll_answer"_s, u"roll_call"_s, u"schema_version"_s, u"seat"_s,
            u"seat_event"_s, u"shift"_s, u"shift_entry"_s, u"step"_s, u"supervision"_s, u"suppressed_count"_s,
            u"trend_day"_s, u"trend_delta"_s, u"upkeep_run"_s, u"void_alert"_s, u"working_span"_s};
        QStringList decided = left;
        for (const FrameTable &table : drillFrame()) {
            decided << QString::fromUtf8(table.name);
            const QByteArray rows = "select md5(coalesce(string_agg("
                + QByteArray(
                    table.name == "responder" ? "(to_jsonb(t) - 'state' - 'version' - 'updated_at')::text" : "t::text")
                + ", '|' order by t::text), '')) from wuquan." + table.name + " t";
            QCOMPARE(texts(u"first"_s, rows), texts(u"district"_s, rows));
        }
        QStringList undecided = texts(u"first"_s,
            "select relname::text from pg_class where relnamespace = 'wuquan'::regnamespace and relkind in ('r', 'p') and not "
            "relispartition");
        for (const QString &table : decided)
            QVERIFY2(undecided.removeOne(table), qPrintable(table));
        QCOMPARE(undecided, QStringList());
        QVERIFY(m_fixture->number(u"first"_s, "select count(*) from wuquan.device") == 3000);
        QCOMPARE(m_fixture->number(u"first"_s, "select count(*) from wuquan.responder where state = 1"), 0);
        QVERIFY(m_fixture->number(u"district"_s, "select count(*) from wuquan.responder where state = 1") > 0);
        // The next one gets a key of its own.
        QVERIFY(m_fixture->open(u"first"_s).run("insert into wuquan.place (kind_id, name) values (1, '新公园')"));
    }

    void itIsPutNowhereElse()
    {
        QVERIFY(refusal(u"district"_s, u"district"_s).contains(u"no drill"_s));
        QVERIFY(refusal(u"first"_s, u"district"_s).contains(u"no drill is made of one"_s));
        QVERIFY(refusal(u"district"_s, u"first"_s).contains(u"--again"_s));
        m_fixture->makeDatabase(u"foreign_one"_s);
        QVERIFY(m_fixture->open(u"foreign_one"_s, u"postgres"_s).run("create table public.theirs ()"));
        QVERIFY(refusal(u"district"_s, u"foreign_one"_s).contains(u"something else"_s));
        QCOMPARE(m_fixture->number(u"foreign_one"_s, "select count(*) from pg_namespace where nspname = 'wuquan'"), 0);
        m_fixture->makeDatabase(u"second"_s);
        QVERIFY(refusal(u"second"_s, u"foreign_one"_s).contains(u"no database of ours"_s));
        const auto partly
            = prepareDrill(m_fixture->settings(u"district"_s, u"op_1"_s), m_fixture->settings(u"second"_s), {});
        QVERIFY(!partly && partly.error().kind != ErrorKind::Connection);
        QVERIFY(refusal(u"district"_s, u"second"_s, {.day = QDate(2020, 1, 1)}).contains(u"2020-01-01"_s));
        QCOMPARE(m_fixture->number(u"second"_s, "select count(*) from pg_namespace where nspname = 'wuquan'"), 0);
    }

    /// Of the drill before only the seats stay, and nothing is lost to a day without incidents.
    void anotherOneCanTakeItsPlace()
    {
        auto session = m_fixture->open(u"first"_s);
        QVERIFY(session.run(
            "select wuquan.seat_put('trainee', 'operator', '学员', 2), wuquan.seat_put('stranger', 'operator', "
            "'外人', 3); select wuquan.drill_report(1, now())"));
        QVERIFY(refusal(u"district"_s, u"first"_s, {.day = QDate(2020, 1, 1), .again = true}).contains(u"2020"_s));
        QCOMPARE(m_fixture->number(u"first"_s, "select count(*) from wuquan.incident"), 1);
        const auto made
            = prepareDrill(m_fixture->settings(u"district"_s), m_fixture->settings(u"first"_s), {.again = true});
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(made->day, QDate(2026, 8, 21)); // the last one before today
        QCOMPARE(made->incidents, 10);
        QCOMPARE(made->seats, 2);
        QVERIFY(made->lostSeats.isEmpty());
        QCOMPARE(
            texts(u"first"_s, "select login from wuquan.seat order by 1"), (QStringList{u"stranger"_s, u"trainee"_s}));
        QCOMPARE(m_fixture->number(u"first"_s, "select count(*) from wuquan.incident"), 0);
    }

    void elsewhereItsTablesStayEmpty()
    {
        auto session = m_fixture->open(u"district"_s);
        const auto put
            = session.run("insert into wuquan.drill_run (from_s, until_s, speed, position_s) values (0, 1, 1, 0)");
        QVERIFY(!put && put.error().message.contains(u"drill_run"_s));
        QVERIFY(!session.run("select wuquan.drill_report(1, now())"));
    }

    /// By the program, which says what it did; and the others keep away.
    void programs()
    {
        m_fixture->makeDatabase(u"third"_s);
        const QString from = m_fixture->connection(u"district"_s), to = m_fixture->connection(u"third"_s);
        const EndedProgram made = DrillFixture::wuquanctl(
            {u"drill"_s, u"prepare"_s, u"--from"_s, from, u"--db"_s, to, u"--day"_s, u"2026-08-20"_s});
        QVERIFY2(made.code == 0, qPrintable(made.errors));
        QVERIFY2(made.output.contains(u"320 incidents"_s) && made.output.contains(u"60 that were solved"_s),
            qPrintable(made.output));
        const EndedProgram mirrored
            = DrillFixture::wuquanctl({u"mirror"_s, u"--once"_s, u"--replace"_s, u"--from"_s, from, u"--to"_s, to});
        QCOMPARE(mirrored.code, 1);
        QVERIFY2(mirrored.errors.contains(u"drill"_s), qPrintable(mirrored.errors));
        m_fixture->makeDatabase(u"real_one"_s);
        QCOMPARE(DrillFixture::wuquanctl({u"migrate"_s, u"--db"_s, m_fixture->connection(u"real_one"_s)}).code, 0);
        const EndedProgram leaked = DrillFixture::wuquanctl(
            {u"mirror"_s, u"--once"_s, u"--from"_s, to, u"--to"_s, m_fixture->connection(u"real_one"_s)});
        QCOMPARE(leaked.code, 1);
        QVERIFY2(leaked.errors.contains(u"drill"_s), qPrintable(leaked.errors));
        const EndedProgram imported
            = DrillFixture::wuquanctl({u"import"_s, u"incidents"_s, QStringLiteral(WUQUAN_TEST_DATA "/incidents.csv"),
                u"--map"_s, QStringLiteral(WUQUAN_TEST_DATA "/incidents.toml"), u"--db"_s, to});
        QCOMPARE(imported.code, 1);
        QVERIFY2(imported.errors.contains(u"drill"_s), qPrintable(imported.errors));
        QCOMPARE(DrillFixture::wuquanctl({u"drill"_s, u"prepare"_s, u"--db"_s, to}).code, 2);
        QCOMPARE(DrillFixture::wuquanctl({u"drill"_s, u"play"_s, u"--db"_s, to}).code, 2);
    }
};

QTEST_GUILESS_MAIN(DrillTest)
#include "tst_drill.moc"
