// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mirrorfixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
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

private:
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
    m_sides.reset();
    auto session = postgres::Session::open(m_server.settings());
    QVERIFY(session);
    const QByteArray number = QByteArray::number(++m_number);
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
                  "'mirror_promise_en', 'mirror_seen_at')"),
        4);
    // The daily counts are those of the rows.
    QCOMPARE(ours("select sum(n) from (select n from wuquan.trend_day where dim = 1 union all select n from "
                  "wuquan.trend_delta where dim = 1) t"),
        ours("select count(*) from wuquan.incident"));
}

void MirrorTest::aSecondRunChangesNothing()
{
    MirrorOptions once = options();
    once.once = true;
    once.load = 1;
    QVERIFY(mirror(once));
    const std::int64_t logged = ours("select count(*) from wuquan.change_log where entity <> 6");
    const auto again = mirror(once);
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(again->written + again->removed, 0);
    QCOMPARE(ours("select count(*) from wuquan.change_log where entity <> 6"), logged);
}

QTEST_GUILESS_MAIN(MirrorTest)
#include "tst_mirror.moc"
