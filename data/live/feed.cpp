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
// A transaction that committed shortly after one that woke us did not wake us itself.
constexpr auto busyFor = 30ms;
constexpr auto leastGap = 3ms;
// Above the horizon of a standby everything is read again each time.
constexpr auto longTailInterval = 1s;
constexpr std::size_t longTail = 1000;
constexpr auto unconfirmedInterval = 1s;

/// Whether a server was left behind by a failover: its successor has a later timeline.
bool isOlder(const FeedEpoch &epoch, const FeedEpoch &than)
{
    return epoch.systemIdentifier == than.systemIdentifier && epoch.timeline < than.timeline;
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
    showLines(batch);
    m_outgoing.push_back(std::make_shared<const ChangeBatch>(std::move(batch)));
    sendOn();
}

/// The lines that the rows of a batch come from count as shown.
void Feed::showLines(const ChangeBatch &batch)
{
    if (!m_tail.hasAhead())
        return;
    eachTable(batch, [this](Entity entity, const auto &rows, const auto &) {
        for (const auto &row : rows)
            m_tail.show(entity, row.id.value, row.version);
    });
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
    if (!m_hasAnnotations)
        forgetAnnotations();
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

/// What can't be read any more is not known to be so.
void Feed::forgetAnnotations()
{
    ChangeBatch batch;
    for (const auto &[key, version] : m_known.newerThan({}, Entity::Annotation))
        batch.annotationsRemoved.push_back({key});
    if (!batch.annotationsRemoved.empty())
        giveOut(std::move(batch));
}

/// What a server is asked for on arrival: what it has, and a primary to confirm its epoch and to wake us.
QCoro::Task<Result<void>> Feed::greet()
{
    const auto recovery = co_await m_connection.query("select pg_is_in_recovery(), session_user::text");
    if (!recovery)
        co_return std::unexpected(recovery.error());
    m_onStandby = recovery->value<bool>().value_or(true);
    Q_EMIT userFound(recovery->value<QString>(0, 1).value_or(QString()));
    m_wholePollDue = {};
    // A wall may not read what was written about an incident; a database that masks it has it as another relation.
    // What the server before had must not stand in the question.
    m_connection.readInstead("wuquan.incident", {});
    const auto masked = co_await m_connection.query("select to_regclass('wuquan.incident_masked') is not null and not "
                                                    "has_column_privilege('wuquan.incident', 'title', 'select')");
    if (!masked && masked.error().kind == ErrorKind::Connection)
        co_return std::unexpected(masked.error());
    const bool isMasked = masked && masked->value<bool>().value_or(false);
    m_connection.readInstead("wuquan.incident", isMasked ? "wuquan.incident_masked" : "");
    const auto access = co_await readAnnotationAccess(m_connection);
    if (!access)
        co_return std::unexpected(access.error());
    m_hasAnnotations = *access >= AnnotationAccess::Read;
    Q_EMIT annotationAccessFound(*access);
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

/// One page of changes, all of it as it is at one moment: a row read later than its line could be ahead of it, and
/// another history that lost what it shows would not be found to.
QCoro::Task<Result<Feed::Polled>> Feed::poll()
{
    auto polled = co_await readPage();
    if (!polled)
        co_return polled;
    if (auto ended = co_await m_connection.query("commit"); !ended)
        co_return std::unexpected(ended.error());
    const bool isRead = *polled == Polled::Nothing || *polled == Polled::Changes;
    if (isRead && !m_cursor.isInRound()) {
        co_await Drained{*this};
        setStatus({FeedStatus::State::Live});
        Q_EMIT heard(m_at.serverTime, m_at.asOf);
    }
    co_return polled;
}

/// Begins a transaction and reads a page in it. All that can have changed is asked for at intervals, and on a standby
/// always; in between, and for a while when we were woken, only the lines, together with the incidents they name.
QCoro::Task<Result<Feed::Polled>> Feed::readPage()
{
    const auto now = std::chrono::steady_clock::now();
    const bool isQuick = !m_onStandby && now < m_wholePollDue + (m_isWoken ? pollInterval : 0ms);
    const PageRequest page = m_cursor.nextPage(m_onStandby);
    postgres::Parameters parameters(QByteArray::number(quint64(page.after.xid)), page.after.id, std::int64_t(pageLimit),
        page.transactions, QByteArray::number(quint64(page.tailAfter.xid)), page.tailAfter.id);
    Result<FeedHorizon> at = failure(ErrorKind::Database, u"the change log has no answer"_s);
    std::vector<LoggedChange> lines;
    ChangeBatch batch;
    Reading reading;
    beginSnapshot(reading);
    if (isQuick) {
        reading.add(u"feed_lines"_s, parameters, [&](const postgres::ResultSet &rows) {
            if (!at)
                at = laterHorizon(m_at, rows);
            std::ranges::move(decodeChanges(rows, laterColumns), std::back_inserter(lines));
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
        m_wholePollDue = now + pollInterval;
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
    if (!m_overruled && at->epoch == m_epoch && at->transactions.xmin <= m_cursor.position().xid)
        co_return unconfirmed(tr("这台备用服务器落后于已显示的数据"));
    // Another history, a new day (today's incidents are kept by day), or changes dropped before we took them.
    const bool isBehind = at->droppedThrough > m_droppedThrough && m_cursor.isBehind(at->droppedThrough);
    if (m_overruled || at->epoch != m_epoch || at->day != m_day || isBehind)
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
    // The lines of a round of one page are all there are.
    const bool isWhole = !m_cursor.isInRound() && !cursor.isInRound();
    if (auto applied = co_await applyChanges(fresh, std::move(batch), isWhole); !applied)
        co_return std::unexpected(applied.error());
    m_cursor = std::move(cursor);
    m_tail.add(fresh);
    if (m_tail.hasAhead() && !m_cursor.isInRound())
        m_tail.dropAhead([this](const ChangePosition &line) { return m_cursor.hasTaken(line); });
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
    m_isWoken = *woken == postgres::Connection::Woken::Notified;
    if (m_isWoken)
        m_busyUntil = std::chrono::steady_clock::now() + busyFor;
    co_return Result<void>();
}

/// Reads what the lines name and the batch does not hold yet, and gives it out. Where the page is not whole, rows may
/// show what lines of later pages tell.
QCoro::Task<Result<void>> Feed::applyChanges(std::vector<LoggedChange> changes, ChangeBatch batch, bool isWhole)
{
    const bool figuresAreDue = std::chrono::steady_clock::now() >= m_figuresDue;
    if (changes.empty() && !figuresAreDue && !m_catalogueDue)
        co_return Result<void>();
    batch.serverTime = m_at.serverTime;
    KnownRows read;
    read.note(batch);
    std::map<Entity, std::vector<std::int64_t>> keys;
    for (const LoggedChange &change : changes) {
        if (change.entity == Entity::Annotation && !m_hasAnnotations)
            continue;
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
    if (!isWhole) {
        std::vector<LoggedChange> newest;
        Reading ahead;
        addNewestLines(ahead, linesOfPage, newest);
        if (auto done = co_await ahead.run(m_connection); !done)
            co_return std::unexpected(done.error());
        m_tail.layAhead(newest);
    }
    if (m_catalogueDue) {
        if (auto done = co_await readCatalogue(m_connection, batch); !done)
            co_return std::unexpected(done.error());
        // The right to them may be new.
        if (m_hasAnnotations && m_known.holdsNone(Entity::Annotation)) {
            if (auto done = co_await readAnnotations(m_connection, batch); !done)
                co_return std::unexpected(done.error());
        }
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

} // namespace wuquan
