// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/run.h"

#include <QTest>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::fault {

namespace {

constexpr auto catchUpLimit = 60s;

} // namespace

bool isLong()
{
    return qEnvironmentVariable("WUQUAN_FAULTS") == u"long";
}

bool waitFor(const std::function<bool()> &condition, std::chrono::milliseconds limit)
{
    return QTest::qWaitFor(condition, QDeadlineTimer(limit));
}

Run::Run(SettingsSource forFeed, SettingsSource forWriters, const WorkloadOptions &options)
    : m_reader(std::move(forFeed))
    , m_forWriters(std::move(forWriters))
    , m_writers(m_forWriters, options)
{
}

Result<void> Run::start()
{
    m_reader.start();
    if (!waitFor([this] { return m_reader.store().isComplete() && m_reader.isLive(); }, catchUpLimit))
        return failure(ErrorKind::Connection, u"the feed shows no state: "_s + m_reader.status().reason.message);
    m_writers.start();
    return {};
}

bool Run::writeMore(std::size_t changes)
{
    std::size_t before = m_writers.acknowledged();
    const std::size_t wanted = before + changes;
    while (!waitFor([&] { return m_writers.acknowledged() >= wanted; }, 30s)) {
        if (m_writers.acknowledged() == before)
            return false;
        before = m_writers.acknowledged();
    }
    return true;
}

bool Run::waitUntilLive(std::chrono::milliseconds limit)
{
    return waitFor(
        [this] {
            if (!m_reader.isLive())
                m_reader.retryNow();
            return m_reader.isLive();
        },
        limit);
}

QString Run::finish()
{
    m_writers.stop();
    const auto last = m_writers.writeLast();
    if (!last)
        return u"the last change could not be written: "_s + last.error().message;
    const auto within = [this](const std::function<bool()> &condition) {
        return waitFor(
            [&] {
                if (!m_reader.isLive())
                    m_reader.retryNow();
                return condition();
            },
            catchUpLimit);
    };
    const bool isShown = within([&] { return m_reader.holds(last->row) && !m_reader.isInState(); });
    // A row can be shown a round before its line, which comes with the one that begins after it.
    const int heard = m_reader.heard();
    const bool caughtUp = isShown && within([&] { return m_reader.heard() >= heard + 2; });
    if (const auto taken = takeHistory(); !taken)
        return u"the server could not be read: "_s + taken.error().message;
    QStringList found = check(m_history);
    if (!caughtUp)
        found.prepend(u"the feed did not catch up within %1 s: %2"_s.arg(catchUpLimit.count())
                .arg(m_reader.status().reason.message));
    // A run in which everything is wrong would say so in megabytes.
    if (found.size() > 20)
        found = found.first(20) << u"… and %1 more"_s.arg(found.size() - 20);
    return found.join(u'\n');
}

std::size_t Run::lost() const
{
    return std::size_t(std::ranges::count_if(m_history.writes, [this](const Write &write) {
        return write.epoch.timeline == 1 && std::ranges::none_of(m_history.serverLog, [&](const LoggedChange &line) {
            return line.at.xid == write.xid && line.key == write.row.key && line.version == write.version;
        });
    }));
}

std::size_t Run::withdrawn() const
{
    std::size_t count = 0;
    for (const SeenBatch &batch : m_reader.batches())
        count += batch.withdrawn.size();
    return count;
}

Result<void> Run::takeHistory()
{
    const auto settings = m_forWriters();
    if (!settings)
        return std::unexpected(settings.error());
    auto session = postgres::Session::open(*settings);
    if (!session)
        return std::unexpected(session.error());
    auto server = readRows(*session);
    if (!server)
        return std::unexpected(server.error());
    auto log = readLog(*session);
    if (!log)
        return std::unexpected(log.error());
    const auto dropped = session->query("select dropped_through from wuquan.change_log_retention");
    if (!dropped)
        return std::unexpected(dropped.error());
    m_history.writes = m_writers.writes();
    m_history.batches = m_reader.batches();
    m_history.store = m_reader.rows();
    m_history.server = std::move(*server);
    m_history.serverLog = std::move(*log);
    m_history.droppedThrough = std::uint64_t(dropped->value<std::int64_t>().value_or(0));
    return {};
}

} // namespace wuquan::fault
