// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/cursor.h"
#include "data/live/decode.h"
#include "data/live/feed.h"
#include "data/live/knownrows.h"
#include "data/store/districtstore.h"
#include "data/store/statefile.h"
#include "tests/fuzz/rowinput.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

constexpr int transactions = 2000;
constexpr std::size_t pageLimit = 1000;
constexpr int batchesPerState = 25;

using Batch = std::shared_ptr<const ChangeBatch>;

/// Batches on their way from one thread to another, no more than a feed may be ahead.
class BatchQueue {
public:
    void put(Batch batch)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_batches.size() < std::size_t(Feed::batchesAhead); });
        m_batches.push_back(std::move(batch));
        m_changed.notify_all();
    }
    /// Nothing follows.
    void close() { put(nullptr); }
    /// The next one; null when nothing follows.
    [[nodiscard]] Batch take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_batches.empty(); });
        Batch batch = std::move(m_batches.front());
        m_batches.pop_front();
        m_changed.notify_all();
        return batch;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_batches;
};

/// Rows as a server sent them, by statement: the seeds of fuzz_rows.
using Answers = std::map<QByteArray, QByteArray>;

postgres::ResultSet rowsOf(const Answers &answers, const QByteArray &statement)
{
    const auto source = std::ranges::find_if(
        fuzz::rowSources, [&](const fuzz::RowSource &candidate) { return statement == candidate.statement; });
    return fuzz::resultFrom(answers.at(statement), source->columns);
}

template <class Row>
void logUpdates(const std::vector<Row> &rows, Entity entity, std::uint64_t xid, std::vector<LoggedChange> &log)
{
    for (const Row &row : rows)
        log.push_back({{xid, std::int64_t(log.size()) + 1}, entity, row.id.value, row.version});
}

/// The part of the data thread: every transaction changes the same rows once more.
void readAll(const Answers &answers, BatchQueue &into)
{
    KnownRows known;
    ChangeCursor cursor(TransactionSnapshot{1, 1, {}});
    for (std::uint64_t xid = 1; xid <= transactions; ++xid) {
        ChangeBatch batch;
        decodeIncidents(rowsOf(answers, "incidents"), batch);
        decodeDevices(rowsOf(answers, "devices"), batch);
        for (Incident &incident : batch.incidents)
            incident.version = std::int64_t(xid);
        for (Device &device : batch.devices)
            device.version = std::int64_t(xid);
        std::vector<LoggedChange> page;
        logUpdates(batch.incidents, Entity::Incident, xid, page);
        logUpdates(batch.devices, Entity::Device, xid, page);
        batch.log = cursor.take(page, pageLimit, {xid + 1, xid + 1, {}});
        if (xid % batchesPerState == 1) {
            auto catalogue = std::make_shared<Catalogue>();
            decodeIncidentTypes(rowsOf(answers, "incident_types"), *catalogue);
            decodeKinds(rowsOf(answers, "kinds"), *catalogue);
            batch.catalogue = std::move(catalogue);
            decodeAreas(rowsOf(answers, "areas"), batch);
        }
        batch.complete = xid == 1;
        known.note(batch);
        into.put(std::make_shared<const ChangeBatch>(std::move(batch)));
    }
    into.close();
}

/// The part of the one who keeps the state on disk: how many of the states are read back as they were.
std::size_t keepAll(BatchQueue &from)
{
    std::size_t kept = 0;
    while (const Batch state = from.take()) {
        const auto again = decodeState(encodeState(*state));
        kept += again && again->incidents == state->incidents && again->devices == state->devices;
    }
    return kept;
}

} // namespace

/// Cursor, decoders, batches, store and state file in the threads they have in the desktop, with std::thread and
/// std::mutex, which the thread sanitizer understands: Qt's threads are not compiled for it.
class HandoverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threeThreads()
    {
        Answers answers;
        for (const fuzz::RowSource &source : fuzz::rowSources) {
            QFile file(u"" WUQUAN_SOURCE "/tests/fuzz/corpus/fuzz_rows/"_s + QLatin1StringView(source.statement));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            answers[source.statement] = file.readAll().sliced(1);
        }
        BatchQueue batches;
        BatchQueue states;
        std::size_t kept = 0;
        std::thread reader([&] { readAll(answers, batches); });
        std::thread keeper([&] { kept = keepAll(states); });
        DistrictStore store;
        std::size_t count = 0;
        std::size_t lines = 0;
        while (const Batch batch = batches.take()) {
            store.apply(*batch);
            lines += batch->log.size();
            if (++count % batchesPerState == 0)
                states.put(std::make_shared<const ChangeBatch>(store.state()));
        }
        states.close();
        reader.join();
        keeper.join();
        QVERIFY(!store.incidents().empty() && store.devices().size() > 0 && !store.areas().empty());
        QCOMPARE(lines, transactions * (store.incidents().size() + store.devices().size()));
        QCOMPARE(kept, std::size_t(transactions / batchesPerState));
        for (const Incident &incident : store.incidents())
            QCOMPARE(incident.version, std::int64_t(transactions));
    }
};

QTEST_APPLESS_MAIN(HandoverTest)
#include "tst_handover.moc"
