// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/feed.h"

#include "data/core/log.h"
#include "data/core/shanghai.h"
#include "data/live/decode.h"
#include "data/live/reading.h"
#include "data/postgres/statement.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <ranges>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr std::size_t pageLimit = 2000;
constexpr auto figuresInterval = 10min;
// A transaction that committed shortly after one that woke us did not wake us itself.
constexpr auto busyFor = 30ms;
constexpr auto leastGap = 3ms;
// Above the horizon of a standby everything is read again each time.
constexpr auto longTailInterval = 1s;
constexpr std::size_t longTail = 1000;
constexpr auto unconfirmedInterval = 1s;

/// Lines of the change log whose columns begin with this one.
std::vector<LoggedChange> decodeChanges(const postgres::ResultSet &rows, int column)
{
    std::vector<LoggedChange> changes;
    for (int i = 0; i < rows.rowCount(); ++i) {
        if (rows.isNull(i, column))
            continue; // the one row that only tells the horizon
        postgres::Row row = rows.row(i);
        LoggedChange change;
        change.at.xid = std::uint64_t(row.required<std::int64_t>(column));
        change.at.id = row.required<std::int64_t>(column + 1);
        const int entity = row.required<std::int16_t>(column + 2);
        change.key = row.required<std::int64_t>(column + 3);
        change.version = row.required<std::int64_t>(column + 4);
        const QByteArray operation = row.required<QByteArray>(column + 5);
        // What we don't know must not be lost: it makes us read everything anew.
        const bool isKnown = row.problem().isEmpty() && entity >= 0 && entity <= int(Entity::Attributes)
            && operation.size() == 1 && QByteArrayView("IUDR").contains(operation[0]);
        change.entity = isKnown ? Entity(entity) : Entity::Everything;
        change.operation = isKnown ? Operation(operation[0]) : Operation::ReadAnew;
        changes.push_back(change);
    }
    return changes;
}

/// Whether a server was left behind by a failover: its successor has a later timeline.
bool isOlder(const FeedEpoch &epoch, const FeedEpoch &than)
{
    return epoch.systemIdentifier == than.systemIdentifier && epoch.timeline < than.timeline;
}

/// The horizon of feed_lines.sql: a later moment of the same server.
Result<FeedHorizon> laterHorizon(FeedHorizon horizon, const postgres::ResultSet &rows)
{
    const auto snapshot = rows.value<QByteArray>(0, 0);
    const auto serverTime = rows.value<Instant>(0, 1);
    const auto transactions = TransactionSnapshot::parse(snapshot.value_or(QByteArray()).toStdString(), true);
    if (!transactions || !serverTime)
        return failure(
            ErrorKind::Database, u"the snapshot reads "_s + QString::fromUtf8(snapshot.value_or(QByteArray())));
    horizon.transactions = *transactions;
    horizon.serverTime = horizon.asOf = *serverTime;
    horizon.day = shanghai::dayOf(*serverTime);
    horizon.droppedThrough = std::uint64_t(rows.value<std::int64_t>(0, 2).value_or(0));
    return horizon;
}

} // namespace

Feed::Feed(SettingsSource settings)
    : m_settings(std::move(settings))
    , m_connection(this)
    , m_pauseTimer(this)
    , m_random(std::random_device{}())
{
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &Feed::resumePause);
}

void Feed::Pause::await_suspend(std::coroutine_handle<> handle)
{
    feed.m_paused = handle;
    feed.m_pauseTimer.start(length);
}

void Feed::resumePause()
{
    m_pauseTimer.stop();
    if (m_paused)
        std::exchange(m_paused, {}).resume();
}

void Feed::resumeDraining()
{
    if (m_draining)
        std::exchange(m_draining, {}).resume();
}

void Feed::resumeFrom(ChangeBatch state)
{
    if (!state.position || !state.serverTime)
        return;
    m_hasState = true;
    m_cursor = ChangeCursor(state.position->at);
    m_epoch = state.position->epoch;
    // Reading the state anew is due when this is not the day of the server any more.
    m_day = shanghai::dayOf(*state.serverTime);
    m_figuresDue = {};
    giveOut(std::move(state));
}

void Feed::start()
{
    if (m_running)
        return;
    m_running = true;
    m_stopping = false;
    run();
}

void Feed::stop()
{
    m_stopping = true;
    if (!m_running) {
        Q_EMIT stopped();
        return;
    }
    m_connection.close();
    resumePause();
    resumeDraining();
}

void Feed::giveOut(ChangeBatch batch)
{
    m_known.note(batch);
    m_outgoing.push_back(std::make_shared<const ChangeBatch>(std::move(batch)));
    sendOn();
}

void Feed::sendOn()
{
    while (!m_outgoing.empty() && m_untaken < batchesAhead) {
        // A receiver in this thread answers before the signal returns.
        const auto batch = std::move(m_outgoing.front());
        m_outgoing.pop_front();
        ++m_untaken;
        Q_EMIT batchRead(batch);
    }
}

void Feed::taken()
{
    --m_untaken;
    sendOn();
    if (m_outgoing.empty())
        resumeDraining();
}

void Feed::retryNow()
{
    if (m_status.state == FeedStatus::State::Down || m_status.state == FeedStatus::State::Refused)
        resumePause();
}

void Feed::setStatus(const FeedStatus &status)
{
    if (m_status == status)
        return;
    m_status = status;
    qCDebug(logFeed) << "state" << int(status.state) << status.reason.message;
    Q_EMIT statusChanged(status);
}

QCoro::Task<> Feed::run()
{
    auto retry = firstRetry;
    while (!m_stopping) {
        const Result<void> ended = co_await follow();
        m_connection.close();
        if (m_stopping)
            break;
        // Going on costs little: a server that answered may be asked again soon.
        if (m_status.state == FeedStatus::State::Live)
            retry = firstRetry;
        // Full jitter between half and the whole, so that fifty stations don't come back in one instant.
        const auto wait = retry / 2
            + std::chrono::milliseconds(std::uniform_int_distribution<int>(0, int(retry.count() / 2))(m_random));
        const bool refused = ended.error().kind != ErrorKind::Connection;
        setStatus({refused ? FeedStatus::State::Refused : FeedStatus::State::Down, ended.error(), wait});
        qCInfo(logFeed).noquote() << "lost:" << ended.error().message << "- trying again in" << wait.count() << "ms";
        retry = std::min(retry * 2, lastRetry);
        co_await Pause{*this, wait};
    }
    m_running = false;
    Q_EMIT stopped();
}

/// Connects and follows the changes until the connection is lost.
QCoro::Task<Result<void>> Feed::follow()
{
    const Result<postgres::Settings> settings = m_settings();
    if (!settings)
        co_return std::unexpected(settings.error());
    if (auto opened = co_await m_connection.open(*settings); !opened)
        co_return std::unexpected(opened.error());
    if (auto greeted = co_await greet(); !greeted)
        co_return std::unexpected(greeted.error());
    m_cursor.interrupt();
    // The lists by which rows are named have no lines in the change log.
    m_catalogueDue = m_hasState;
    while (true) {
        const auto began = std::chrono::steady_clock::now();
        Result<Polled> polled = Polled::Resynchronise;
        if (m_hasState)
            polled = co_await poll();
        if (!polled)
            co_return std::unexpected(polled.error());
        Result<void> went;
        if (*polled == Polled::Resynchronise)
            went = co_await resynchronise();
        else if (*polled == Polled::Unconfirmed)
            went = co_await greet();
        if (!went)
            co_return went;
        co_await Drained{*this};
        if (*polled == Polled::Unconfirmed)
            co_await Pause{*this, unconfirmedInterval};
        else if (*polled != Polled::Resynchronise && !m_cursor.isInRound())
            went = co_await rest(*polled == Polled::Changes, began);
        if (!went)
            co_return went;
        if (m_stopping)
            co_return failure(ErrorKind::Cancelled, {});
    }
}

/// What a primary is asked for on arrival: to confirm its epoch, and to wake us.
QCoro::Task<Result<void>> Feed::greet()
{
    const auto recovery = co_await m_connection.query("select pg_is_in_recovery()");
    if (!recovery)
        co_return std::unexpected(recovery.error());
    m_onStandby = recovery->value<bool>().value_or(true);
    m_wholePollDue = {};
    if (m_onStandby)
        co_return Result<void>();
    for (const QByteArrayView sql : {"select wuquan.feed_connect()", "listen wuquan_feed"}) {
        const auto done = co_await m_connection.query(sql.toByteArray());
        if (done)
            continue;
        if (done.error().kind == ErrorKind::Connection)
            co_return std::unexpected(done.error());
        // A read-only role, or a database without our functions: we do with what is written down, and look by
        // ourselves.
        qCInfo(logFeed).noquote() << "without" << sql.toByteArray() << "-" << done.error().message;
    }
    co_return Result<void>();
}

/// One page of changes. All that can have changed is asked for at intervals, and on a standby always; in between only
/// the lines, together with the incidents they name.
QCoro::Task<Result<Feed::Polled>> Feed::poll()
{
    const bool isQuick = !m_onStandby && std::chrono::steady_clock::now() < m_wholePollDue;
    const PageRequest page = m_cursor.nextPage(m_onStandby);
    postgres::Parameters parameters(QByteArray::number(quint64(page.after.xid)), page.after.id, std::int64_t(pageLimit),
        page.transactions, QByteArray::number(quint64(page.tailAfter.xid)), page.tailAfter.id);
    Result<FeedHorizon> at = failure(ErrorKind::Database, u"the change log has no answer"_s);
    std::vector<LoggedChange> lines;
    ChangeBatch batch;
    Reading reading;
    if (isQuick) {
        reading.add(u"feed_lines"_s, parameters, [&](const postgres::ResultSet &rows) {
            if (!at)
                at = laterHorizon(m_at, rows);
            std::ranges::move(decodeChanges(rows, 3), std::back_inserter(lines));
        });
        parameters.add(m_at.day.toString(Qt::ISODate));
        reading.add(
            u"feed_incidents"_s, parameters, [&](const postgres::ResultSet &rows) { decodeIncidents(rows, batch); });
    } else {
        reading.add(u"feed_changes"_s, parameters, [&](const postgres::ResultSet &rows) {
            if (!at && rows.rowCount() > 0)
                at = decodeHorizon(rows);
            std::ranges::move(decodeChanges(rows, horizonColumns), std::back_inserter(lines));
        });
        m_wholePollDue = std::chrono::steady_clock::now() + pollInterval;
    }
    if (auto done = co_await reading.run(m_connection); !done)
        co_return std::unexpected(done.error());
    if (!at)
        co_return std::unexpected(at.error());
    const auto unconfirmed = [this](const QString &reason) {
        setStatus({FeedStatus::State::Stale, {ErrorKind::Database, reason}});
        return Polled::Unconfirmed;
    };
    if (!at->isConfirmed() || at->onStandby != m_onStandby)
        co_return unconfirmed(tr("数据库已切换到另一台服务器，时间线尚未确认"));
    // Not so after a restart: a database that was put back from a copy has the last word then.
    if (m_hasMetEpoch && at->epoch && m_epoch && isOlder(*at->epoch, *m_epoch))
        co_return failure(ErrorKind::Refused, tr("这台服务器停在已被取代的时间线上"));
    if (at->epoch == m_epoch && at->transactions.xmin <= m_cursor.position().xid)
        co_return unconfirmed(tr("这台备用服务器落后于已显示的数据"));
    // Another history, a new day (today's incidents are kept by day), or changes dropped before we took them.
    const bool isBehind = at->droppedThrough > m_droppedThrough && m_cursor.isBehind(at->droppedThrough);
    if (at->epoch != m_epoch || at->day != m_day || isBehind)
        co_return Polled::Resynchronise;
    m_at = *at;
    m_hasMetEpoch = true;
    // Taken is only what has been given out: when the connection dies in between it is read again.
    ChangeCursor cursor = m_cursor;
    const std::vector<LoggedChange> fresh = cursor.take(lines, pageLimit, at->transactions);
    if (std::ranges::contains(fresh, Entity::Everything, &LoggedChange::entity))
        co_return Polled::Resynchronise;
    if (m_epoch && !cursor.isInRound())
        batch.position = FeedPosition{*m_epoch, cursor.position()};
    if (auto applied = co_await applyChanges(fresh, std::move(batch)); !applied)
        co_return std::unexpected(applied.error());
    m_cursor = std::move(cursor);
    m_tail.add(fresh);
    if (!m_cursor.isInRound()) {
        co_await Drained{*this};
        setStatus({FeedStatus::State::Live});
        Q_EMIT heard(at->serverTime, at->asOf);
    }
    co_return fresh.empty() ? Polled::Nothing : Polled::Changes;
}

/// Waits for the next look: for a wake, or a while that is short when much happens and longer when the server is slow.
QCoro::Task<Result<void>> Feed::rest(bool found, std::chrono::steady_clock::time_point began)
{
    const auto now = std::chrono::steady_clock::now();
    if (found)
        m_busyUntil = now + busyFor;
    std::chrono::milliseconds gap = pollInterval;
    if (m_cursor.tail() > longTail)
        gap = longTailInterval;
    else if (now < m_busyUntil)
        gap = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(2 * (now - began)),
            std::chrono::milliseconds(leastGap), pollInterval);
    const auto woken = co_await m_connection.wait(gap);
    if (!woken)
        co_return std::unexpected(woken.error());
    if (*woken == postgres::Connection::Woken::Notified)
        m_busyUntil = std::chrono::steady_clock::now() + busyFor;
    co_return Result<void>();
}

/// Reads what the lines name and the batch does not hold yet, and gives it out.
QCoro::Task<Result<void>> Feed::applyChanges(std::vector<LoggedChange> changes, ChangeBatch batch)
{
    const bool figuresAreDue = std::chrono::steady_clock::now() >= m_figuresDue;
    if (changes.empty() && !figuresAreDue && !m_catalogueDue)
        co_return Result<void>();
    batch.serverTime = m_at.serverTime;
    KnownRows read;
    read.note(batch);
    std::map<Entity, std::vector<std::int64_t>> keys;
    for (const LoggedChange &change : changes) {
        // A row that was read after it had changed twice needs no second reading.
        const auto isHeld = [&change](const KnownRows &rows) {
            return change.operation != Operation::Delete && rows.holds(change.entity, change.key, change.version);
        };
        if (!isHeld(read) && !isHeld(m_known))
            keys[change.entity].push_back(change.key);
    }
    for (auto &[entity, list] : keys) {
        std::ranges::sort(list);
        list.erase(std::ranges::unique(list).begin(), list.end());
    }
    if (!keys.empty()) {
        if (auto done = co_await readChanged(m_connection, std::move(keys), m_at.day, batch); !done)
            co_return std::unexpected(done.error());
    }
    if (m_catalogueDue) {
        if (auto done = co_await readCatalogue(m_connection, batch); !done)
            co_return std::unexpected(done.error());
        m_catalogueDue = false;
    }
    if (figuresAreDue) {
        if (auto done = co_await readFigures(m_connection, m_at, batch); !done)
            co_return std::unexpected(done.error());
        m_figuresDue = std::chrono::steady_clock::now() + figuresInterval;
    }
    batch.log = std::move(changes);
    giveOut(std::move(batch));
    co_return Result<void>();
}

/// Reads the whole state: all of it is given out the first time, later what differs from what was given out before.
QCoro::Task<Result<void>> Feed::resynchronise()
{
    KnownRows present;
    std::optional<Instant> serverTime;
    bool isFirst = true;
    bool startsAnew = !m_hasState;
    bool overrules = false;
    const auto sink = [&](const FeedHorizon &at, ChangeBatch part) {
        if (std::exchange(isFirst, false)) {
            // Another cluster is not a successor of the one before: nothing of that holds.
            startsAnew = startsAnew || (at.epoch && m_epoch && at.epoch->systemIdentifier != m_epoch->systemIdentifier);
            overrules = !startsAnew && at.epoch != m_epoch;
            part.startsAnew = startsAnew;
            serverTime = at.serverTime;
            qCInfo(logFeed) << (startsAnew ? "reading the state"
                    : overrules            ? "another history: reading the state anew"
                                           : "reading the state anew");
        }
        present.note(part);
        part.overrules = overrules;
        if (!startsAnew && !overrules)
            m_known.dropHeld(part);
        giveOut(std::move(part));
    };
    const auto at = co_await readSnapshot(m_connection, sink);
    if (!at)
        co_return std::unexpected(at.error());
    ChangeBatch last;
    last.serverTime = at->serverTime;
    last.complete = true;
    if (overrules) {
        if (auto found = co_await findWithdrawn(at->droppedThrough, present, last); !found)
            co_return found;
    }
    if (!startsAnew)
        m_known.removeAllBut(present, last);
    if (overrules || startsAnew)
        m_tail.clear();
    m_hasState = true;
    m_epoch = at->epoch;
    m_day = at->day;
    m_droppedThrough = at->droppedThrough;
    m_at = *at;
    m_hasMetEpoch = true;
    m_cursor = ChangeCursor(at->transactions);
    m_catalogueDue = false;
    m_figuresDue = std::chrono::steady_clock::now() + figuresInterval;
    if (m_epoch)
        last.position = FeedPosition{*m_epoch, m_cursor.position()};
    giveOut(std::move(last));
    co_return Result<void>();
}

/// The changes we gave out that this history does not hold: lines of the change log, and rows that came with a state.
QCoro::Task<Result<void>> Feed::findWithdrawn(std::uint64_t droppedThrough, const KnownRows &present, ChangeBatch &into)
{
    m_tail.forgetThrough(droppedThrough);
    std::vector<LoggedChange> missing;
    if (const auto range = m_tail.transactions()) {
        const auto sql = postgres::namedStatement(u"log_lines"_s);
        if (!sql)
            co_return std::unexpected(sql.error());
        const auto lines = co_await m_connection.query(*sql,
            postgres::Parameters(
                QByteArray::number(quint64(range->first)), QByteArray::number(quint64(range->second))));
        if (!lines)
            co_return std::unexpected(lines.error());
        missing = m_tail.missingIn(decodeChanges(*lines, 0));
    }
    for (const Entity entity : {Entity::Area, Entity::Place, Entity::Device, Entity::Responder, Entity::Incident}) {
        std::map<std::int64_t, std::int64_t> shown; // key, version
        for (const LoggedChange &line : missing) {
            if (line.entity == entity)
                shown[line.key] = line.version;
        }
        const std::map<std::int64_t, std::int64_t> certain = shown;
        for (const auto &[key, version] : m_known.newerThan(present, entity))
            shown.try_emplace(key, version);
        if (shown.empty())
            continue;
        auto now = co_await readKeyed(u"row_versions"_s, entity, shown);
        if (!now)
            co_return std::unexpected(now.error());
        const auto deleted = co_await readKeyed(u"rows_deleted"_s, entity, shown);
        if (!deleted)
            co_return std::unexpected(deleted.error());
        for (const auto &[key, version] : shown) {
            const std::int64_t there = (*now)[key];
            // What came with a state has no line to look for: it is there, newer, or was deleted.
            if (certain.contains(key) || (there < version && !deleted->contains(key)))
                into.withdrawn.push_back({entity, key, version, there});
        }
    }
    if (!into.withdrawn.empty())
        qCWarning(logFeed) << "changes withdrawn by the other history:" << into.withdrawn.size();
    co_return Result<void>();
}

/// A statement over the keys of one kind: its first column, and the second where there is one.
QCoro::Task<Result<std::map<std::int64_t, std::int64_t>>> Feed::readKeyed(
    QString statement, Entity entity, std::map<std::int64_t, std::int64_t> keys)
{
    const auto sql = postgres::namedStatement(statement);
    if (!sql)
        co_return std::unexpected(sql.error());
    std::vector<std::int64_t> list;
    for (const auto &[key, version] : keys)
        list.push_back(key);
    const auto rows = co_await m_connection.query(*sql, postgres::Parameters(int(entity), list));
    if (!rows)
        co_return std::unexpected(rows.error());
    std::map<std::int64_t, std::int64_t> found;
    for (int i = 0; i < rows->rowCount(); ++i)
        found[rows->value<std::int64_t>(i, 0).value_or(0)] = rows->value<std::int64_t>(i, 1).value_or(0);
    co_return found;
}

} // namespace wuquan
