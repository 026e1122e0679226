// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/livestations.h"

#include <QSignalSpy>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;
using State = AnnotationAnswer::State;

/// An annotation from one station through the database to another.
class AnnotationLiveTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::LiveStations> m_stations;

    [[nodiscard]] std::unique_ptr<LiveSession> started(
        const QString &user = u"station"_s, bool throughProxy = false, const QString &database = u"postgres"_s) const
    {
        return m_stations->started(user, throughProxy, database);
    }
    [[nodiscard]] postgres::Session open() const { return m_stations->open(); }
    [[nodiscard]] static const Annotation *written(LiveSession &session, const QString &text)
    {
        const auto at = std::ranges::find(session.store().annotations(), text, &Annotation::text);
        return at == session.store().annotations().end() ? nullptr : &*at;
    }
    [[nodiscard]] static AnnotationDraft draft(const QString &text)
    {
        return {AnnotationKind::Line, AnnotationRole::Caution, {{120.2, 30.3}, {120.21, 30.305}}, text};
    }
    [[nodiscard]] static State stateOf(LiveSession &session, const QUuid &request)
    {
        const auto *entry = session.annotations().entry(request);
        return entry ? entry->answer.state : State::Done;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_stations = std::make_unique<test::LiveStations>();
        const QString fault = m_stations->start(
            "create role station login; create role viewer login; create role bare login; "
            "insert into wuquan.seat (login, role, post) select l, 'district', 'centre' from unnest('{station,viewer,bare}'::text[]) l; "
            "grant usage on schema wuquan to station, viewer, bare; "
            "grant select on all tables in schema wuquan to station, viewer, bare; "
            "revoke select on wuquan.annotation from bare; "
            "grant execute on function wuquan.annotation_put, wuquan.annotation_remove to station");
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    /// What one station writes another sees, changed and removed too, and each is settled only by its row.
    void reachesTheOtherStation()
    {
        const auto here = started(), there = started();
        QTRY_COMPARE(here->annotations().access(), AnnotationAccess::Write);
        QTRY_VERIFY(there->store().isComplete() && here->store().isComplete());
        QSignalSpy settled(&here->annotations(), &AnnotationDesk::settled);
        const QUuid made = here->annotations().make(draft(u"演练路线"_s));
        QCOMPARE(stateOf(*here, made), State::Sending);
        QVERIFY(!written(*here, u"演练路线"_s));
        QTRY_COMPARE(settled.size(), 1);
        const Annotation *mine = written(*here, u"演练路线"_s);
        QVERIFY(mine);
        QVERIFY(here->annotations().entries().empty());
        QCOMPARE(mine->kind, AnnotationKind::Line);
        QCOMPARE(mine->role, AnnotationRole::Caution);
        QCOMPARE(mine->points, (std::vector<GeoPoint>{{120.2, 30.3}, {120.21, 30.305}}));
        QCOMPARE(mine->author, u"station"_s);
        QTRY_VERIFY(written(*there, u"演练路线"_s));
        QCOMPARE(*written(*there, u"演练路线"_s), *mine);

        AnnotationDraft other = draft(u"改道"_s);
        there->annotations().change(*written(*there, u"演练路线"_s), other);
        QTRY_VERIFY(written(*here, u"改道"_s));
        QVERIFY(!written(*here, u"演练路线"_s));

        const Annotation gone = *written(*here, u"改道"_s);
        here->annotations().remove(gone);
        QTRY_VERIFY(!written(*there, u"改道"_s));
        QTRY_COMPARE(settled.size(), 2);
        const auto answer = settled.back()[1].value<AnnotationAnswer>();
        QCOMPARE(answer.version, 3);
        here->annotations().putBack(gone, answer.version);
        QTRY_VERIFY(written(*there, u"改道"_s));
        QCOMPARE(written(*there, u"改道"_s)->id, gone.id);
    }

    /// Whoever changes what has become another meanwhile is told, and nothing is lost.
    void theSecondOfTwoIsInConflict()
    {
        const auto here = started(), there = started();
        QTRY_VERIFY(here->store().isComplete() && there->store().isComplete());
        here->annotations().make(draft(u"两人"_s));
        QTRY_VERIFY(written(*here, u"两人"_s) && written(*there, u"两人"_s));
        const Annotation seen = *written(*there, u"两人"_s);
        here->annotations().change(seen, draft(u"第一"_s));
        QTRY_VERIFY(written(*there, u"第一"_s));
        const QUuid second = there->annotations().change(seen, draft(u"第二"_s));
        QTRY_COMPARE(stateOf(*there, second), State::Conflict);
        QCOMPARE(there->annotations().entry(second)->answer.version, 2);
        QVERIFY(written(*there, u"第一"_s));
        there->annotations().dismiss(second);
        QVERIFY(there->annotations().entries().empty());
    }

    void aRoleThatMayNotIsRefused()
    {
        const auto viewer = started(u"viewer"_s);
        QTRY_COMPARE(viewer->annotations().access(), AnnotationAccess::Read);
        QTRY_VERIFY(viewer->store().isComplete());
        const QUuid asked = viewer->annotations().make(draft(u"不许"_s));
        QTRY_COMPARE(stateOf(*viewer, asked), State::Refused);
        QCOMPARE(viewer->annotations().entry(asked)->answer.reason, u"没有标注的权限"_s);
        QVERIFY(!written(*viewer, u"不许"_s));
    }

    /// A foreign database: nothing of annotations in it.
    void withoutTheTableEverythingElseWorks()
    {
        QVERIFY(open().run("create database foreign_one"));
        m_stations->server().applyMigrations(u"foreign_one"_s);
        auto dba = postgres::Session::open(m_stations->server().settings(u"foreign_one"_s)).value();
        QVERIFY(dba.run(smallDistrict()
            + "drop table wuquan.annotation, wuquan.annotation_request; drop function wuquan.annotation_put, "
              "wuquan.annotation_remove, wuquan.annotation_begin, wuquan.annotation_fault"));
        const auto bare = started(u"postgres"_s, false, u"foreign_one"_s);
        QTRY_COMPARE(bare->annotations().access(), AnnotationAccess::None);
        QTRY_VERIFY(bare->store().isComplete());
        QVERIFY(dba.run(insertIncident("foreign", "看得到")));
        QTRY_VERIFY(std::ranges::contains(bare->store().incidents(), u"看得到"_s, &Incident::title));
        const QUuid asked = bare->annotations().make(draft(u"没处写"_s));
        QTRY_COMPARE(stateOf(*bare, asked), State::Refused);
        QVERIFY(!bare->annotations().entry(asked)->answer.reason.isEmpty());
    }

    /// Without the right to the table everything else is shown, and goes on being shown while others annotate.
    void withoutTheRightEverythingElseWorks()
    {
        const auto bare = started(u"bare"_s), station = started();
        QTRY_COMPARE(bare->annotations().access(), AnnotationAccess::None);
        QTRY_VERIFY(bare->store().isComplete() && station->store().isComplete());
        QVERIFY(bare->store().annotations().empty());
        station->annotations().make(draft(u"看不到"_s));
        QTRY_VERIFY(written(*station, u"看不到"_s));
        QVERIFY(open().run(insertIncident("bare", "看得到")));
        QTRY_VERIFY(std::ranges::contains(bare->store().incidents(), u"看得到"_s, &Incident::title));
        QCOMPARE(bare->dataStatus().status().state, DataStatus::State::Live);
        QVERIFY(bare->store().annotations().empty());
        // Once it has the right the next connection brings what was written before, and takes it away without.
        const auto reconnect = [&] {
            QVERIFY(open().run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bare'"));
            QTRY_COMPARE(bare->dataStatus().status().state, DataStatus::State::Down);
            bare->retryNow();
        };
        QVERIFY(open().run("grant select on wuquan.annotation to bare"));
        reconnect();
        QTRY_VERIFY(written(*bare, u"看不到"_s));
        QCOMPARE(bare->annotations().access(), AnnotationAccess::Read);
        QCOMPARE(bare->store().annotations().size(), station->store().annotations().size());
        QVERIFY(open().run("revoke select on wuquan.annotation from bare"));
        reconnect();
        QTRY_VERIFY(bare->store().annotations().empty());
    }

    /// The answer is lost with the link after the database has done it: unknown until asked again, and done once.
    void aLostAnswerIsAskedForAgain()
    {
        const auto here = started(u"station"_s, true);
        QTRY_VERIFY(here->store().isComplete());
        auto locker = open(), reader = open();
        QVERIFY(locker.run("begin; lock table wuquan.annotation_request in access exclusive mode"));
        const QUuid asked = here->annotations().make(draft(u"丢了回答"_s));
        const auto waits = [&] {
            return reader.query("select count(*) from pg_locks where not granted")->value<std::int64_t>() == 1;
        };
        QTRY_VERIFY(waits());
        QCOMPARE(stateOf(*here, asked), State::Sending);
        m_stations->proxy().setFault({.kind = fault::LinkFault::Kind::Refuse});
        QTRY_COMPARE(stateOf(*here, asked), State::Unknown);
        QVERIFY(locker.run("rollback"));
        const auto count = [&] {
            return reader.query("select count(*) from wuquan.annotation where text = '丢了回答'")
                ->value<std::int64_t>();
        };
        QTRY_COMPARE(count(), 1); // done, and nobody here knows
        QCOMPARE(stateOf(*here, asked), State::Unknown);
        QVERIFY(!written(*here, u"丢了回答"_s));
        m_stations->proxy().setFault({});
        here->retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(here->annotations().entries().empty(), 15000);
        QVERIFY(written(*here, u"丢了回答"_s));
        QCOMPARE(count(), 1);
        QCOMPARE(written(*here, u"丢了回答"_s)->version, 1);
    }

    /// Without a connection orders wait; one that is taken back is never sent, the other is.
    void waitsWhileThereIsNoConnection()
    {
        const auto here = started(u"station"_s, true);
        QTRY_VERIFY(here->store().isComplete());
        m_stations->proxy().setFault({.kind = fault::LinkFault::Kind::Refuse});
        QTRY_COMPARE(here->dataStatus().status().state, DataStatus::State::Down);
        const QUuid first = here->annotations().make(draft(u"不发了"_s));
        const QUuid second = here->annotations().make(draft(u"等着"_s));
        QTRY_COMPARE(stateOf(*here, first), State::Waiting);
        QVERIFY(!here->annotations().entry(first)->answer.reason.isEmpty());
        here->annotations().dismiss(first);
        QTRY_COMPARE(stateOf(*here, first), State::Refused);
        here->annotations().dismiss(first);
        m_stations->proxy().setFault({});
        here->retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(written(*here, u"等着"_s), 15000);
        QTRY_VERIFY(!here->annotations().entry(second));
        QVERIFY(!written(*here, u"不发了"_s));
        QCOMPARE(
            open().query("select count(*) from wuquan.annotation where text = '不发了'")->value<std::int64_t>(), 0);
    }

    /// Ending in the middle neither hangs nor crashes.
    void endsAtAnyTime()
    {
        auto locker = open();
        QVERIFY(locker.run("begin; lock table wuquan.annotation_request in access exclusive mode"));
        {
            const auto here = started();
            QTRY_VERIFY(here->store().isComplete());
            here->annotations().make(draft(u"没等到"_s));
        }
        {
            const auto here = started();
            QTRY_VERIFY(here->store().isComplete());
            const QUuid asked = here->annotations().make(draft(u"没等到"_s));
            QTRY_COMPARE(
                locker.query("select count(*) from pg_locks where not granted")->value<std::int64_t>().value_or(0) > 0,
                true);
            QCOMPARE(stateOf(*here, asked), State::Sending);
        }
        QVERIFY(locker.run("rollback"));
        m_stations->proxy().setFault({.kind = fault::LinkFault::Kind::Refuse});
        {
            const auto here = started(u"station"_s, true);
            const QUuid asked = here->annotations().make(draft(u"从未连上"_s));
            QTRY_COMPARE(stateOf(*here, asked), State::Waiting);
        }
        m_stations->proxy().setFault({});
    }
};

QTEST_GUILESS_MAIN(AnnotationLiveTest)
#include "tst_annotationlive.moc"
