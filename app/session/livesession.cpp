// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/livesession.h"

#include "data/core/log.h"
#include "data/live/annotationwriter.h"
#include "data/live/attachmentreader.h"
#include "data/live/casereader.h"
#include "data/live/dispatchwriter.h"
#include "data/live/historyreader.h"
#include "data/live/passwordcheck.h"
#include "data/live/roomreader.h"
#include "data/live/roomwriter.h"
#include "data/live/upkeep.h"
#include "data/store/statefile.h"

#include <QFile>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace wuquan {

namespace {

// Eight polls without an answer: rule 9 of the screen rules wants the badge within 3 s.
constexpr auto staleAfter = 2500ms;
constexpr auto ageInterval = 250ms;

} // namespace

LiveSession::LiveSession(SettingsSource settings, Language language, const Clock &clock, const QString &stateFile)
    : m_clock(&clock)
    , m_serverClock(clock)
    , m_alarms(m_store, [this] { return m_serverClock.now(); })
    , m_annotations(m_store)
    , m_dispatch(m_store)
    , m_caseFolder(m_store, m_selection)
    , m_room(m_store, m_selection)
    , m_marked(m_store)
    , m_view(language)
    , m_past(m_store, m_view, [this] { return m_serverClock.now(); })
    , m_settings(std::make_shared<FoundSettings>(std::move(settings), std::nullopt))
    , m_feed(new Feed([found = m_settings]() -> Result<postgres::Settings> {
        auto opened = found->source();
        if (opened)
            found->found = *opened;
        return opened;
    }))
{
    m_thread.setObjectName(QStringLiteral("data"));
    m_feed->moveToThread(&m_thread);
    makeWriters();
    makeReaders();
    makeRoom();
    connect(&m_thread, &QThread::started, m_feed, [feed = m_feed, stateFile] {
        if (!stateFile.isEmpty() && QFile::exists(stateFile)) {
            if (auto state = readState(stateFile))
                feed->resumeFrom(std::move(*state));
            else
                qCWarning(logFeed).noquote() << state.error().message;
        }
        feed->start();
    });
    if (!stateFile.isEmpty())
        m_keeper = std::make_unique<StateKeeper>(m_store, stateFile);
    stopInTurn();
    connect(m_feed, &Feed::batchRead, this, [this](const std::shared_ptr<const ChangeBatch> &batch) {
        onBatch(*batch);
        QMetaObject::invokeMethod(m_feed, &Feed::taken);
    });
    connect(m_feed, &Feed::userFound, this, [this](const QString &user) {
        m_user = user;
        Q_EMIT userFound(user);
    });
    connect(m_feed, &Feed::heard, this, &LiveSession::onHeard);
    connect(m_feed, &Feed::statusChanged, this, &LiveSession::onStatus);
    m_ageTimer.setInterval(ageInterval);
    connect(&m_ageTimer, &QTimer::timeout, this, &LiveSession::checkAge);
}

SettingsSource LiveSession::foundSettings() const
{
    return [found = m_settings]() -> Result<postgres::Settings> {
        if (found->found)
            return *found->found;
        return failure(ErrorKind::Connection, tr("还没有连接数据库"));
    };
}

template <class Worker>
Worker *LiveSession::add()
{
    auto *const worker = new Worker(foundSettings());
    worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, worker, &QObject::deleteLater);
    m_workers.push_back(worker);
    return worker;
}

/// One after the other: each is still in the data thread while the one before ends.
void LiveSession::stopInTurn()
{
    connect(&m_thread, &QThread::finished, m_feed, &QObject::deleteLater);
    connect(m_feed, &Feed::stopped, m_workers.front(), &SideWorker::stop);
    for (std::size_t i = 1; i < m_workers.size(); ++i)
        connect(m_workers[i - 1], &SideWorker::stopped, m_workers[i], &SideWorker::stop);
    // Direct: quit() may be called from any thread, and our own event loop is no longer running when we stop.
    connect(m_workers.back(), &SideWorker::stopped, &m_thread, &QThread::quit, Qt::DirectConnection);
}

void LiveSession::makeReaders()
{
    auto *const history = add<HistoryReader>();
    connect(&m_past, &PastIncidents::ordered, history, &HistoryReader::read);
    connect(history, &HistoryReader::answered, &m_past, &PastIncidents::take);
    connect(history, &HistoryReader::failed, &m_past, &PastIncidents::fail);
    auto *const attachments = add<AttachmentReader>();
    connect(&m_shelf, &AttachmentShelf::ordered, attachments, &AttachmentReader::fetch);
    connect(attachments, &AttachmentReader::saved, &m_shelf, &AttachmentShelf::take);
    connect(attachments, &AttachmentReader::failed, &m_shelf, &AttachmentShelf::fail);
    auto *const cases = add<CaseReader>();
    connect(&m_caseFolder, &CaseFolder::wished, cases, &CaseReader::read);
    connect(cases, &CaseReader::answered, &m_caseFolder, &CaseFolder::take);
    connect(cases, &CaseReader::failed, &m_caseFolder, &CaseFolder::fail);
    connect(m_feed, &Feed::statusChanged, this, [this](const FeedStatus &status) {
        if (status.state != FeedStatus::State::Live)
            return;
        m_past.retry();
        if (m_caseFolder.state() == CaseFolder::State::Failed)
            m_caseFolder.refresh();
    });
}

void LiveSession::makeWriters()
{
    auto *const annotations = add<AnnotationWriter>();
    connect(&m_annotations, &AnnotationDesk::ordered, annotations, &AnnotationWriter::write);
    connect(&m_annotations, &AnnotationDesk::withdrawn, annotations, &RequestWriter::withdraw);
    connect(annotations, &AnnotationWriter::answered, &m_annotations, &AnnotationDesk::answer);
    connect(m_feed, &Feed::annotationAccessFound, &m_annotations, &AnnotationDesk::setAccess);
    auto *const dispatch = add<DispatchWriter>();
    connect(&m_dispatch, &DispatchDesk::requested, dispatch, &DispatchWriter::write);
    connect(&m_dispatch, &DispatchDesk::withdrawn, dispatch, &RequestWriter::withdraw);
    connect(dispatch, &DispatchWriter::answered, &m_dispatch, &DispatchDesk::answer);
    auto *const upkeep = add<Upkeep>();
    connect(m_feed, &Feed::statusChanged, m_feed, [annotations, dispatch, upkeep](const FeedStatus &status) {
        if (status.state != FeedStatus::State::Live)
            return;
        annotations->retryNow();
        dispatch->retryNow();
        upkeep->start();
    });
}

void LiveSession::makeRoom()
{
    auto *const room = add<RoomWriter>();
    connect(&m_room.desk(), &RoomDesk::requested, room, &RoomWriter::write);
    connect(&m_room.desk(), &RoomDesk::withdrawn, room, &RequestWriter::withdraw);
    connect(room, &RoomWriter::answered, &m_room.desk(), &RoomDesk::answer);
    auto *const news = add<RoomReader>();
    connect(&m_room, &Room::looked, news, &RoomReader::look);
    connect(&m_room.desk(), &RoomDesk::settled, news, &RoomReader::askNow);
    connect(news, &RoomReader::heard, &m_room, &Room::take);
    connect(news, &RoomReader::lost, &m_room, &Room::lose);
    m_passwordCheck = add<PasswordCheck>();
    connect(m_passwordCheck, &PasswordCheck::checked, this, &LiveSession::passwordChecked);
    connect(m_feed, &Feed::statusChanged, m_feed, [room, news](const FeedStatus &status) {
        if (status.state != FeedStatus::State::Live)
            return;
        room->retryNow();
        news->start();
    });
}

LiveSession::~LiveSession()
{
    if (!m_thread.isRunning()) {
        delete m_feed;
        qDeleteAll(m_workers);
        return;
    }
    QMetaObject::invokeMethod(m_feed, &Feed::stop);
    m_thread.wait();
    // What was applied last is saved before the store goes.
    m_keeper.reset();
}

void LiveSession::start()
{
    m_thread.start();
    m_ageTimer.start();
}

void LiveSession::showProgress(const QString &step, double share)
{
    DataStatus status = m_dataStatus.status();
    if (status.state != DataStatus::State::Connecting)
        return;
    status.reason = tr("正在准备演示数据 %1%(%2)").arg(int(share * 100)).arg(stepText(step));
    m_dataStatus.setStatus(status);
}

/// The steps of makeDemo in the words of the screen.
QString LiveSession::stepText(const QString &step)
{
    const std::pair<QStringView, QString> steps[] = {{u"catalogues", tr("目录")}, {u"areas", tr("区域")},
        {u"devices", tr("设备")}, {u"places", tr("场所与力量")}, {u"incidents", tr("事件")},
        {u"figures", tr("指标数据")}, {u"statistics", tr("统计信息")}, {u"done", tr("完成")}};
    const auto *const found = std::ranges::find(steps, step, &std::pair<QStringView, QString>::first);
    return found == std::end(steps) ? step : found->second;
}

void LiveSession::checkPassword(const QString &password)
{
    QMetaObject::invokeMethod(m_passwordCheck, &PasswordCheck::check, password);
}

void LiveSession::retryNow()
{
    QMetaObject::invokeMethod(m_feed, &Feed::retryNow);
}

void LiveSession::onBatch(const ChangeBatch &batch)
{
    m_store.apply(batch);
    DataStatus status = m_dataStatus.status();
    // All in one batch is what was kept on disk: as old as it says.
    if (batch.startsAnew && batch.complete) {
        status.lastHeard = batch.serverTime;
        m_dataStatus.setStatus(status);
    }
}

void LiveSession::onHeard(Instant serverTime, Instant asOf)
{
    m_serverClock.setServerTime(serverTime);
    DataStatus status = m_dataStatus.status();
    status.state = serverTime - asOf > staleAfter ? DataStatus::State::Stale : DataStatus::State::Live;
    status.reason.clear();
    status.retryAt.reset();
    status.lastHeard = asOf;
    m_dataStatus.setStatus(status);
    // A standby that lags tells of nothing new.
    if (status.state != DataStatus::State::Live)
        return;
    m_annotations.hear();
    m_dispatch.hear();
    m_room.desk().hear();
}

void LiveSession::onStatus(const FeedStatus &feed)
{
    DataStatus status = m_dataStatus.status();
    status.reason = feed.reason.message;
    status.retryAt.reset();
    switch (feed.state) {
    case FeedStatus::State::Connecting:
        status.state = DataStatus::State::Connecting;
        break;
    case FeedStatus::State::Live:
        break; // heard() says so, with the age
    case FeedStatus::State::Stale:
        status.state = DataStatus::State::Stale;
        break;
    case FeedStatus::State::Down:
    case FeedStatus::State::Refused:
        status.state = feed.state == FeedStatus::State::Down ? DataStatus::State::Down : DataStatus::State::Refused;
        status.retryAt = m_serverClock.now() + feed.retryIn;
        break;
    }
    m_dataStatus.setStatus(status);
}

/// A feed that says nothing makes no signal; silence must show all the same.
void LiveSession::checkAge()
{
    DataStatus status = m_dataStatus.status();
    if (status.state == DataStatus::State::Live && status.lastHeard
        && m_serverClock.now() - *status.lastHeard > staleAfter) {
        status.state = DataStatus::State::Stale;
        m_dataStatus.setStatus(status);
    }
}

} // namespace wuquan
