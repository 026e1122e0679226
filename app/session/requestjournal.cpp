// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/requestjournal.h"

#include "data/core/log.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

QJsonObject written(const DispatchRequest &request, const QString &user, Instant at)
{
    return {{u"key"_s, request.key.toString(QUuid::WithoutBraces)}, {u"incident"_s, qint64(request.incident.value)},
        {u"seen"_s, qint64(request.seen)}, {u"action"_s, request.action}, {u"detail"_s, request.detail},
        {u"user"_s, user},
        {u"at"_s, qint64(std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count())}};
}

} // namespace

RequestJournal::RequestJournal(DispatchDesk &desk, const QString &path, std::function<Instant()> now, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_path(path)
    , m_now(std::move(now))
{
    if (m_path.isEmpty())
        return;
    connect(&desk, &DispatchDesk::requested, this, &RequestJournal::keep);
    connect(&desk, &DispatchDesk::changed, this, &RequestJournal::review);
}

void RequestJournal::keep(const DispatchRequest &request)
{
    if (request.action == caseAction::attach || request.action == caseAction::ring
        || request.action == caseAction::seeContact
        || std::ranges::contains(m_kept, request.key, [](const Kept &kept) { return kept.request.key; }))
        return;
    m_kept.push_back({request, m_now(), m_user});
    save();
}

void RequestJournal::review()
{
    const auto before = m_kept.size();
    std::erase_if(m_kept, [this](const Kept &kept) {
        const auto *const entry = m_desk.entry(kept.request.key);
        return !entry || isFinal(entry->answer.state);
    });
    if (m_kept.size() != before)
        save();
}

void RequestJournal::save()
{
    if (m_kept.empty()) {
        if (QFile::exists(m_path) && !QFile::remove(m_path))
            qCWarning(logStore).noquote() << m_path << "can't be removed";
        return;
    }
    QJsonArray list;
    for (const Kept &kept : m_kept)
        list.append(written(kept.request, kept.user, kept.at));
    QSaveFile file(m_path);
    const QByteArray text = QJsonDocument(list).toJson(QJsonDocument::Compact);
    // Without it a decision is no less sent; only a program that ends in the middle of it forgets.
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        qCWarning(logStore).noquote() << m_path << "-" << file.errorString();
}

void RequestJournal::resumeAs(const QString &user)
{
    const bool isFirst = m_user.isEmpty();
    m_user = user;
    QFile file(m_path);
    if (!isFirst || m_path.isEmpty() || !file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(logStore).noquote() << m_path << "-" << file.errorString();
        return;
    }
    const QJsonArray list = QJsonDocument::fromJson(file.readAll()).array();
    file.close();
    for (const QJsonValueConstRef value : list)
        resume(value.toObject());
    save();
}

void RequestJournal::resume(const QJsonObject &from)
{
    const DispatchRequest request{.key = QUuid::fromString(from.value("key"_L1).toString()),
        .incident = IncidentId{from.value("incident"_L1).toInteger()},
        .seen = from.value("seen"_L1).toInteger(),
        .action = from.value("action"_L1).toString(),
        .detail = from.value("detail"_L1).toObject()};
    const Instant at{std::chrono::milliseconds(from.value("at"_L1).toInteger())};
    const QString user = from.value("user"_L1).toString();
    if (request.key.isNull() || request.action.isEmpty()) {
        qCWarning(logStore).noquote() << m_path << "holds a line that is of no use";
    } else if (user != m_user) {
        m_desk.giveUp(request, tr("由 %1 提交，程序关闭时没有得到答复；做成与否见经过").arg(user));
    } else if (m_now() - at > longestWait) {
        m_desk.giveUp(
            request, tr("程序关闭时没有得到答复，已过 %1 分钟，没有再提交；做成与否见经过").arg(longestWait.count()));
    } else {
        m_kept.push_back({request, at, user});
        m_desk.resume(request);
    }
}

} // namespace wuquan
