// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room/roomwords.h"

#include "widgets/incidents/casewords.h"
#include "widgets/incidents/incidentmodel.h"
#include "widgets/theme/format.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

QString word(const char *chinese)
{
    return QCoreApplication::translate("RoomWords", chinese);
}

} // namespace

QString words::roomRequest(const RoomDesk &desk)
{
    if (desk.entries().empty())
        return {};
    const RoomAnswer &answer = desk.entries().back().answer;
    switch (answer.state) {
    case RequestState::Sending:
        return word(QT_TRANSLATE_NOOP("RoomWords", "正在提交…"));
    case RequestState::Waiting:
        return word(QT_TRANSLATE_NOOP("RoomWords", "还没有发出，等待连接"));
    case RequestState::Unknown:
        return word(QT_TRANSLATE_NOOP("RoomWords", "连接断开，结果未知，正在查询"));
    case RequestState::Done:
        return {};
    case RequestState::Conflict:
    case RequestState::Refused:
        return word(QT_TRANSLATE_NOOP("RoomWords", "没有提交：%1"))
            .arg(answer.code.isEmpty() ? plainLine(answer.reason) : refusal(answer.code));
    }
    return {};
}

QString words::voidAlert(const VoidAlert &alert, const DistrictStore &store, Instant now, Language language)
{
    const Area *const area = alert.area ? store.area(*alert.area) : nullptr;
    const QString where = area ? plainLine(localName(language, area->name, area->nameEn)) : QString();
    const QString age = formatRoughAge(std::chrono::floor<std::chrono::seconds>(now - alert.since), language);
    switch (alert.kind) {
    case VoidAlert::Kind::Grid:
        return word(QT_TRANSLATE_NOOP("RoomWords", "%1 无人在岗 · %2")).arg(where, age);
    case VoidAlert::Kind::Patrol: {
        const Responder *const team = alert.responder ? store.responder(*alert.responder) : nullptr;
        return word(QT_TRANSLATE_NOOP("RoomWords", "%1 巡逻未报到 · %2"))
            .arg(team ? plainLine(localName(language, team->name, team->nameEn)) : where, age);
    }
    case VoidAlert::Kind::Devices: {
        const auto &kinds = store.catalogue().deviceKinds;
        const auto kind = alert.deviceKind ? kinds.constFind(*alert.deviceKind) : kinds.cend();
        return word(QT_TRANSLATE_NOOP("RoomWords", "%1 %2 离线 %3/%4 · %5"))
            .arg(where, kind == kinds.cend() ? QString() : localName(language, kind->name, kind->nameEn))
            .arg(alert.n)
            .arg(alert.of)
            .arg(age);
    }
    }
    return {};
}

QString words::pointedAt(const RoomPointer &pointer, const DistrictStore &store, Instant now, Language language)
{
    const Incident *const incident = pointer.incident ? store.incident(*pointer.incident) : nullptr;
    QStringList parts{word(QT_TRANSLATE_NOOP("RoomWords", "%1 请看")).arg(plainLine(pointer.by))};
    if (incident)
        parts.front()
            += (language == Language::Chinese ? u"："_s : u": "_s) + incidentTitle(store, language, *incident);
    else
        parts << word(QT_TRANSLATE_NOOP("RoomWords", "地图上的一处"));
    if (!pointer.words.isEmpty())
        parts << plainLine(pointer.words);
    parts << formatRoughAge(std::chrono::floor<std::chrono::seconds>(now - pointer.at), language);
    return parts.join(u" · "_s);
}

} // namespace wuquan
