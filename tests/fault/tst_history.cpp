// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/history.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr FeedEpoch first{7, 1, 100};
constexpr FeedEpoch second{7, 2, 200};
constexpr RowKey incident{Entity::Incident, 1};
constexpr RowKey device{Entity::Device, 2};

LoggedChange line(std::uint64_t xid, std::int64_t id, RowKey row, std::int64_t version, Operation operation)
{
    return {{xid, id}, row.entity, row.key, version, operation};
}

ChangePosition through(std::uint64_t xid)
{
    return {xid, std::numeric_limits<std::int64_t>::max()};
}

/// A run without a fault: an empty state, then an incident that is inserted and changed and a device that comes and
/// goes.
History faultless()
{
    History history;
    history.writes = {{first, 10, incident, 1, Operation::Insert}, {first, 11, incident, 2, Operation::Update},
        {first, 12, device, 1, Operation::Insert}, {first, 13, device, 1, Operation::Delete}};
    history.batches = {{.epoch = first, .readAnew = true, .position = through(9)},
        {.epoch = first,
            .log = {line(10, 1, incident, 1, Operation::Insert), line(12, 3, device, 1, Operation::Insert)},
            .rows = {{incident, 1}, {device, 1}}},
        {.epoch = first,
            .log = {line(11, 2, incident, 2, Operation::Update), line(13, 4, device, 1, Operation::Delete)},
            .rows = {{incident, 2}}}};
    history.store = {{incident, 2}};
    history.server = {{incident, 2}};
    history.serverLog = {line(10, 1, incident, 1, Operation::Insert), line(11, 2, incident, 2, Operation::Update),
        line(12, 3, device, 1, Operation::Insert), line(13, 4, device, 1, Operation::Delete)};
    return history;
}

/// The same, and then a new primary that lost what transactions 11 to 13 did.
History failedOver()
{
    History history = faultless();
    history.batches.push_back({.epoch = second,
        .readAnew = true,
        .position = through(10),
        .rows = {{incident, 1}},
        .withdrawn = {{incident.entity, incident.key, 2, 1}, {device.entity, device.key, 1, 0}}});
    history.store = {{incident, 1}};
    history.server = {{incident, 1}};
    history.serverLog.resize(1);
    return history;
}

using Spoil = std::function<void(History &)>;

} // namespace

Q_DECLARE_METATYPE(Spoil)

/// The judge of every fault test, by runs made by hand: each rule is broken once.
class HistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faultlessRunsPass()
    {
        QCOMPARE(check(faultless()), QStringList());
        QCOMPARE(check(failedOver()), QStringList());
    }

    void unknownOutcomesMayBeSeenOrNot()
    {
        History history = faultless();
        history.writes.push_back({first, 14, device, 2, Operation::Update, Write::Outcome::Unknown});
        QCOMPARE(check(history), QStringList());
        history.batches.back().log.push_back(line(14, 5, device, 2, Operation::Update));
        QCOMPARE(check(history), QStringList());
    }

    void aStateReadAnewStandsForWhatItCovers()
    {
        History history = faultless();
        history.batches[1].log.clear();
        history.batches[1].rows.clear();
        QCOMPARE(check(history).size(), 2);
        history.batches.insert(
            history.batches.begin() + 2, {.epoch = first, .readAnew = true, .position = through(10)});
        QCOMPARE(check(history).size(), 1);
        history.batches[2].position = through(12);
        // It stands for 11 as well, which comes again.
        QCOMPARE(check(history),
            QStringList(
                u"incident 1 version 2 (U, transaction 11) was given out in batch 3 after a state that already held it."_s));
    }

    /// Transaction 5 runs while the state is read, so that its position is 4; 10 is in it all the same.
    void aStateStandsForWhatItShows()
    {
        History history = faultless();
        history.batches[0].position = through(4);
        history.batches[0].serverTime = Instant(100s);
        history.batches[0].rows = {{incident, 1}};
        history.batches[1].log.erase(history.batches[1].log.begin());
        history.writes[0].acknowledgedAt = Instant(99s);
        QCOMPARE(check(history), QStringList());
        history.batches[0].rows.clear();
        QCOMPARE(check(history).size(), 1);
        history.batches[0].rows = {{incident, 1}};
        // Long after the snapshot nothing is excused.
        history.writes[0].acknowledgedAt = Instant(102s);
        QCOMPARE(check(history).size(), 1);
    }

    void retentionExcusesWhatItTook()
    {
        History history = failedOver();
        history.batches.back().withdrawn.clear();
        history.droppedThrough = 13;
        QCOMPARE(check(history), QStringList());
    }

    /// Transaction 11 is given again by the new primary, to the same change of the same row.
    void aReusedTransactionIsToldByItsLine()
    {
        History history = failedOver();
        history.serverLog.push_back(line(11, 34, incident, 2, Operation::Update));
        history.server[incident] = history.store[incident] = 2;
        history.writes.push_back({second, 11, incident, 2, Operation::Update});
        history.batches.push_back(
            {.epoch = second, .log = {line(11, 34, incident, 2, Operation::Update)}, .rows = {{incident, 2}}});
        QCOMPARE(check(history), QStringList());
        history.batches[3].withdrawn.erase(history.batches[3].withdrawn.begin());
        QCOMPARE(check(history),
            QStringList(
                u"incident 1 version 2 (U, transaction 11) was shown, is missing on the new primary and was not withdrawn."_s));
    }

    void eachViolationIsNamed_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const Spoil &spoil, const QString &sentence) {
            QTest::newRow(name) << spoil << sentence;
        };
        row(
            "lost", [](History &h) { h.batches[2].log.erase(h.batches[2].log.begin()); },
            u"incident 1 version 2 (U, transaction 11) was acknowledged and never seen (timeline 1 recovery 100)."_s);
        row(
            "twice", [](History &h) { h.batches[2].log.push_back(h.batches[1].log[0]); },
            u"incident 1 version 1 (I, transaction 10) was given out twice, again in batch 2."_s);
        row(
            "after the state that held it", [](History &h) { h.batches[0].position = through(10); },
            u"incident 1 version 1 (I, transaction 10) was given out in batch 1 after a state that already held it."_s);
        row(
            "invented line", [](History &h) { h.batches[2].log.push_back(line(20, 9, device, 5, Operation::Update)); },
            u"device 2 version 5 (U, transaction 20) was seen and nobody wrote it (timeline 1 recovery 100)."_s);
        row(
            "invented row", [](History &h) { h.batches[2].rows.push_back({device, 5}); },
            u"device 2 was shown with version 5, which nobody wrote."_s);
        row(
            "backwards", [](History &h) { std::swap(h.batches[1].rows[0], h.batches[2].rows[0]); },
            u"incident 1 went back from version 2 to 1."_s);
        row(
            "missing in the store", [](History &h) { h.store.clear(); },
            u"incident 1 stands on the server and not in the store."_s);
        row(
            "left in the store", [](History &h) { h.store[device] = 1; },
            u"device 2 stands in the store and not on the server."_s);
        row(
            "old in the store", [](History &h) { h.store[incident] = 1; },
            u"incident 1 has version 1 in the store and 2 on the server."_s);
    }
    void eachViolationIsNamed()
    {
        QFETCH(Spoil, spoil);
        QFETCH(QString, sentence);
        History history = faultless();
        spoil(history);
        QCOMPARE(check(history), QStringList(sentence));
    }

    void violationsOverEpochs_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const Spoil &spoil, const QString &sentence) {
            QTest::newRow(name) << spoil << sentence;
        };
        row(
            "not withdrawn", [](History &h) { h.batches.back().withdrawn.resize(1); },
            u"device 2 version 1 (I, transaction 12) was shown, is missing on the new primary and was not withdrawn."_s);
        row(
            "withdrawn too old", [](History &h) { h.batches.back().withdrawn[0].version = 1; },
            u"incident 1 version 2 (U, transaction 11) was shown, is missing on the new primary and was not withdrawn."_s);
        row(
            "withdrawn without need",
            [](History &h) { h.batches.back().withdrawn.push_back({Entity::Incident, 9, 1, 1}); },
            u"incident 9 was withdrawn although the new primary has all that was shown of it."_s);
        row(
            "no new state",
            [](History &h) {
                h.writes.push_back({second, 11, incident, 2, Operation::Update});
                h.serverLog.push_back(line(11, 34, incident, 2, Operation::Update));
                h.server[incident] = h.store[incident] = 2;
            },
            u"incident 1 version 2 (U, transaction 11) was acknowledged and never seen (timeline 2 recovery 200)."_s);
        row(
            "a row from the future",
            [](History &h) {
                h.writes.push_back({second, 11, device, 8, Operation::Update, Write::Outcome::Unknown});
                h.batches[2].rows.push_back({device, 8});
            },
            u"device 2 was shown with version 8, which nobody wrote."_s);
    }
    void violationsOverEpochs()
    {
        QFETCH(Spoil, spoil);
        QFETCH(QString, sentence);
        History history = failedOver();
        spoil(history);
        const QStringList found = check(history);
        QVERIFY2(found.contains(sentence), qPrintable(found.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "tst_history.moc"
