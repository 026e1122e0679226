// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/requestjournal.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Decisions that outlive the program that sent them.
class RequestJournalTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Instant m_now{std::chrono::hours(500000)};
    DistrictStore m_store;

    [[nodiscard]] QString path() const { return m_folder.filePath(u"x.requests"_s); }
    /// A run of the program.
    struct Run {
        explicit Run(RequestJournalTest &test, const QString &user)
            : desk(test.m_store)
            , requested(&desk, &DispatchDesk::requested)
            , journal(desk, test.path(), [&test] { return test.m_now; })
        {
            journal.resumeAs(user);
        }
        DispatchDesk desk;
        QSignalSpy requested;
        RequestJournal journal;
    };

private Q_SLOTS:
    void init()
    {
        QFile::remove(path());
        ChangeBatch batch;
        for (std::int64_t id = 1; id <= 2; ++id) {
            Incident incident;
            incident.id = IncidentId{id};
            incident.version = (m_store.incident(incident.id) ? m_store.incident(incident.id)->version : 0) + 1;
            batch.incidents.push_back(incident);
        }
        m_store.apply(batch);
    }

    /// What a run that ended did not hear of is asked for by the next, under the same key.
    void isAskedForAgain()
    {
        std::optional<DispatchRequest> sent;
        {
            Run first(*this, u"op_a"_s);
            first.desk.act(IncidentId{1}, u"dispatch"_s, {{u"responder"_s, 7}});
            const auto heard = first.desk.act(IncidentId{2}, u"file"_s);
            first.desk.answer({.key = *heard, .state = RequestState::Refused, .code = u"state"_s});
            sent = first.requested[0][0].value<DispatchRequest>();
        }
        QVERIFY(QFile::exists(path()));
        m_now += 5min;
        {
            Run second(*this, u"op_a"_s);
            QCOMPARE(second.requested.size(), 1);
            QCOMPARE(second.requested[0][0].value<DispatchRequest>(), *sent);
            QCOMPARE(second.desk.entry(sent->key)->answer.state, RequestState::Unknown);
            QVERIFY(!second.desk.act(IncidentId{1}, u"dispatch"_s, {})); // not a second time
            second.journal.resumeAs(u"op_a"_s); // the connection was lost and found
            QCOMPARE(second.requested.size(), 1);
        }
        Run third(*this, u"op_a"_s);
        QCOMPARE(third.requested.size(), 1); // it was not heard of then either
        third.desk.answer({.key = sent->key, .state = RequestState::Done, .version = 1});
        QVERIFY(!QFile::exists(path()));
    }

    /// Nobody acts in the name of another, and nothing is done hours later that was meant for then.
    void isNotAskedForByOthersOrTooLate_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QString>("told");
        QTest::newRow("another") << u"op_b"_s << 1 << u"由 op_a 提交"_s;
        QTest::newRow("late") << u"op_a"_s << 16 << u"已过 15 分钟"_s;
    }
    void isNotAskedForByOthersOrTooLate()
    {
        QFETCH(const QString, user);
        QFETCH(const int, minutes);
        QFETCH(const QString, told);
        {
            Run first(*this, u"op_a"_s);
            first.desk.act(IncidentId{1}, u"dispatch"_s, {{u"responder"_s, 7}});
        }
        m_now += std::chrono::minutes(minutes);
        Run second(*this, user);
        QVERIFY(second.requested.isEmpty());
        const auto *const entry = second.desk.entryOf(IncidentId{1});
        QVERIFY(entry);
        QCOMPARE(entry->answer.state, RequestState::Refused);
        QVERIFY2(entry->answer.reason.contains(told), qPrintable(entry->answer.reason));
        QVERIFY(!QFile::exists(path())); // it is told once
    }

    void filesAndCallersAreNotKept()
    {
        Run run(*this, u"op_a"_s);
        run.desk.attach(IncidentId{1}, u"a.jpg"_s, "secret");
        run.desk.act(IncidentId{2}, caseAction::seeContact, {{u"note"_s, u"x"_s}});
        QVERIFY(!QFile::exists(path()));
    }

    void aBrokenFileIsSaid()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"([{"key": "no"}, 7])") > 0);
        file.close();
        for (int line = 0; line < 2; ++line)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"x.requests holds a line that is of no use"_s));
        const Run run(*this, u"op_a"_s);
        QVERIFY(run.requested.isEmpty() && run.desk.entries().empty());
    }

    void withoutAFolderItIsSaidAndGoesOn()
    {
        DispatchDesk desk(m_store);
        RequestJournal journal(desk, u"/nowhere/x.requests"_s, [this] { return m_now; });
        journal.resumeAs(u"op_a"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"/nowhere/x.requests"_s));
        QVERIFY(desk.act(IncidentId{1}, u"file"_s));
    }
};

QTEST_GUILESS_MAIN(RequestJournalTest)
#include "tst_requestjournal.moc"
