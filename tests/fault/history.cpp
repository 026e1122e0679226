// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/history.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::fault {

namespace {

using EpochOrder = std::tuple<std::int64_t, std::int32_t, std::int64_t>;

/// Timelines and recoveries of one cluster only grow.
EpochOrder order(const FeedEpoch &epoch)
{
    return {epoch.systemIdentifier, epoch.timeline, epoch.recovery};
}

/// What makes a change the same one for its writer and its reader, who knows no line number in advance.
using Identity = std::tuple<std::uint64_t, RowKey, std::int64_t, Operation>;

Identity identity(const Write &write)
{
    return {write.xid, write.row, write.version, write.operation};
}

Identity identity(const LoggedChange &change)
{
    return {change.at.xid, {change.entity, change.key}, change.version, change.operation};
}

QString name(const RowKey &row)
{
    switch (row.entity) {
    case Entity::Device:
        return u"device %1"_s.arg(row.key);
    case Entity::Incident:
        return u"incident %1"_s.arg(row.key);
    default:
        return u"entity %1 key %2"_s.arg(int(row.entity)).arg(row.key);
    }
}

QString name(const Identity &change)
{
    const auto &[xid, row, version, operation] = change;
    return u"%1 version %2 (%3, transaction %4)"_s.arg(name(row)).arg(version).arg(QChar(char16_t(operation))).arg(xid);
}

QString name(const FeedEpoch &epoch)
{
    return u"timeline %1 recovery %2"_s.arg(epoch.timeline).arg(epoch.recovery);
}

bool covers(const SeenBatch &batch, std::uint64_t xid)
{
    if (!batch.readAnew || !batch.position)
        return false;
    const auto &[through, id] = *batch.position;
    return xid < through || (xid == through && id == std::numeric_limits<std::int64_t>::max());
}

/// Collects what is wrong, rule by rule.
class Checker {
public:
    explicit Checker(const History &history)
        : m_history(history)
    {
        for (const Write &write : history.writes) {
            m_histories[identity(write)] += m_written[order(write.epoch)].insert(identity(write)).second;
            if (write.operation == Operation::Delete)
                m_deleted[write.row] = std::max(m_deleted[write.row], write.version);
        }
        noteStates();
        for (const LoggedChange &line : history.serverLog) {
            m_kept.insert(identity(line));
            m_keptLines.insert({line.at, identity(line)});
        }
    }

    [[nodiscard]] QStringList violations()
    {
        eachLineOnce();
        nothingIsLost();
        nothingIsInvented();
        noRowGoesBack();
        noRowIsInvented();
        storeIsServer();
        whatIsMissingIsWithdrawn();
        nothingElseIsWithdrawn();
        return m_found;
    }

private:
    /// What the reader held after each state that was read anew.
    void noteStates()
    {
        RowVersions held;
        for (std::size_t i = 0; i < m_history.batches.size(); ++i) {
            const SeenBatch &batch = m_history.batches[i];
            if (batch.startsAnew)
                held.clear();
            for (const auto &[row, version] : batch.rows)
                held[row] = version;
            for (const RowKey &row : batch.removed)
                held.erase(row);
            if (batch.readAnew)
                m_states[i] = held;
        }
    }

    /// Whether a state that was read anew holds what a write did. Its position is that of the oldest transaction that
    /// was running; of what committed above it, about the time of the snapshot, only the rows can tell.
    [[nodiscard]] bool stateHolds(std::size_t index, const Write &write) const
    {
        const SeenBatch &batch = m_history.batches[index];
        if (covers(batch, write.xid))
            return true;
        if (!batch.readAnew || !batch.serverTime || write.acknowledgedAt > *batch.serverTime + snapshotSlack)
            return false;
        const RowVersions &held = m_states.at(index);
        const auto at = held.find(write.row);
        if (at != held.end())
            return write.operation != Operation::Delete && at->second >= write.version;
        const auto deleted = m_deleted.find(write.row);
        return deleted != m_deleted.end() && deleted->second >= write.version;
    }

    /// No line twice within an epoch, and none that a state read anew had already covered.
    void eachLineOnce()
    {
        for (std::size_t i = 0; i < m_history.batches.size(); ++i) {
            const SeenBatch &batch = m_history.batches[i];
            auto &seen = m_seen[order(batch.epoch)];
            for (const LoggedChange &line : batch.log) {
                const Identity change = identity(line);
                if (!seen.try_emplace(change, line.at).second)
                    m_found += u"%1 was given out twice, again in batch %2."_s.arg(name(change)).arg(i);
                else if (coveredBefore(i, line.at.xid))
                    m_found += u"%1 was given out in batch %2 after a state that already held it."_s.arg(name(change))
                                   .arg(i);
            }
        }
    }

    [[nodiscard]] bool coveredBefore(std::size_t end, std::uint64_t xid) const
    {
        for (std::size_t i = 0; i < end; ++i) {
            if (m_history.batches[i].epoch == m_history.batches[end].epoch && covers(m_history.batches[i], xid))
                return true;
        }
        return false;
    }

    void nothingIsLost()
    {
        for (const Write &write : m_history.writes) {
            if (write.outcome != Write::Outcome::Acknowledged || m_seen[order(write.epoch)].contains(identity(write)))
                continue;
            // A later epoch begins with the whole state, from which this change is missing only when it was withdrawn.
            bool isCovered = false;
            for (std::size_t i = 0; i < m_history.batches.size() && !isCovered; ++i) {
                const SeenBatch &batch = m_history.batches[i];
                isCovered = batch.epoch == write.epoch ? stateHolds(i, write)
                                                       : batch.readAnew && order(batch.epoch) > order(write.epoch);
            }
            if (!isCovered)
                m_found += u"%1 was acknowledged and never seen (%2)."_s.arg(name(identity(write)), name(write.epoch));
        }
    }

    void nothingIsInvented()
    {
        for (const SeenBatch &batch : m_history.batches) {
            const auto &written = m_written[order(batch.epoch)];
            for (const LoggedChange &line : batch.log) {
                if (!written.contains(identity(line)))
                    m_found += u"%1 was seen and nobody wrote it (%2)."_s.arg(name(identity(line)), name(batch.epoch));
            }
        }
    }

    void noRowGoesBack()
    {
        std::map<RowKey, std::pair<FeedEpoch, std::int64_t>> newest;
        for (const SeenBatch &batch : m_history.batches) {
            for (const auto &[row, version] : batch.rows) {
                const auto [at, isNew] = newest.try_emplace(row, batch.epoch, version);
                if (!isNew && at->second.first == batch.epoch && at->second.second > version)
                    m_found
                        += u"%1 went back from version %2 to %3."_s.arg(name(row)).arg(at->second.second).arg(version);
                at->second = {batch.epoch, version};
            }
        }
    }

    void noRowIsInvented()
    {
        std::map<ShownRow, EpochOrder, decltype([](const ShownRow &a, const ShownRow &b) {
            return std::tie(a.row, a.version) < std::tie(b.row, b.version);
        })>
            first;
        for (const Write &write : m_history.writes) {
            const auto at = first.try_emplace({write.row, write.version}, order(write.epoch)).first;
            at->second = std::min(at->second, order(write.epoch));
        }
        for (const SeenBatch &batch : m_history.batches) {
            for (const ShownRow &shown : batch.rows) {
                const auto at = first.find(shown);
                if (at == first.end() || at->second > order(batch.epoch))
                    m_found += u"%1 was shown with version %2, which nobody wrote."_s.arg(name(shown.row))
                                   .arg(shown.version);
            }
        }
    }

    void storeIsServer()
    {
        for (const auto &[row, version] : m_history.server) {
            const auto at = m_history.store.find(row);
            if (at == m_history.store.end())
                m_found += u"%1 stands on the server and not in the store."_s.arg(name(row));
            else if (at->second != version)
                m_found += u"%1 has version %2 in the store and %3 on the server."_s.arg(name(row))
                               .arg(at->second)
                               .arg(version);
        }
        for (const auto &[row, version] : m_history.store) {
            if (!m_history.server.contains(row))
                m_found += u"%1 stands in the store and not on the server."_s.arg(name(row));
        }
    }

    /// A change of an earlier epoch that the last primary's log does not know, unless retention took it from there.
    [[nodiscard]] bool isMissing(const Write &write)
    {
        if (m_history.batches.empty() || write.epoch == m_history.batches.back().epoch
            || write.xid <= m_history.droppedThrough)
            return false;
        // The new primary gives transaction numbers again: the number of the line tells them apart where it was seen.
        const auto &seen = m_seen[order(write.epoch)];
        const auto at = seen.find(identity(write));
        return at == seen.end() ? !m_kept.contains(identity(write))
                                : !m_keptLines.contains({at->second, identity(write)});
    }

    /// The batch that first showed this change or a later one of its row, within its epoch.
    [[nodiscard]] std::optional<std::size_t> firstShown(const Write &write) const
    {
        for (std::size_t i = 0; i < m_history.batches.size(); ++i) {
            const SeenBatch &batch = m_history.batches[i];
            if (batch.epoch != write.epoch)
                continue;
            const bool inRows = std::ranges::any_of(batch.rows,
                [&](const ShownRow &shown) { return shown.row == write.row && shown.version >= write.version; });
            const bool inLog = std::ranges::any_of(
                batch.log, [&](const LoggedChange &line) { return identity(line) == identity(write); });
            if (inLog || (inRows && write.operation != Operation::Delete))
                return i;
        }
        return std::nullopt;
    }

    void whatIsMissingIsWithdrawn()
    {
        for (const Write &write : m_history.writes) {
            if (!isMissing(write)) {
                // Written in two histories and shown with a state: nobody can tell whether it is the one that is kept.
                if (m_histories[identity(write)] > 1 && firstShown(write))
                    m_withdrawable.insert(write.row);
                continue;
            }
            const auto shown = firstShown(write);
            if (!shown)
                continue;
            m_withdrawable.insert(write.row);
            // One entry for the newest version shown stands for the ones before it.
            const auto after = std::next(m_history.batches.begin(), std::ptrdiff_t(*shown));
            const bool isTold = std::any_of(after, m_history.batches.end(), [&](const SeenBatch &batch) {
                return std::ranges::any_of(batch.withdrawn, [&](const WithdrawnChange &change) {
                    return RowKey{change.entity, change.key} == write.row && change.version >= write.version;
                });
            });
            if (!isTold)
                m_found += u"%1 was shown, is missing on the new primary and was not withdrawn."_s.arg(
                    name(identity(write)));
        }
    }

    void nothingElseIsWithdrawn()
    {
        for (const SeenBatch &batch : m_history.batches) {
            for (const WithdrawnChange &change : batch.withdrawn) {
                const RowKey row{change.entity, change.key};
                if (!m_withdrawable.contains(row))
                    m_found
                        += u"%1 was withdrawn although the new primary has all that was shown of it."_s.arg(name(row));
            }
        }
    }

    /// Between a commit and the moment its writer knows.
    static constexpr auto snapshotSlack = 1s;

    const History &m_history;
    std::map<std::size_t, RowVersions> m_states; ///< by the number of the batch
    std::map<RowKey, std::int64_t> m_deleted; ///< the version in which a row was deleted
    std::map<EpochOrder, std::set<Identity>> m_written;
    std::map<Identity, int> m_histories; ///< in how many it was written
    std::map<EpochOrder, std::map<Identity, ChangePosition>> m_seen;
    std::set<Identity> m_kept; ///< by the last primary
    std::set<std::pair<ChangePosition, Identity>> m_keptLines;
    std::set<RowKey> m_withdrawable;
    QStringList m_found;
};

} // namespace

QStringList check(const History &history)
{
    return Checker(history).violations();
}

} // namespace wuquan::fault
