// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/words.h"

#include "widgets/theme/format.h"

#include <QCoreApplication>

#include <array>

namespace wuquan::words {

namespace {

QString word(const char *chinese)
{
    return QCoreApplication::translate("Words", chinese);
}

} // namespace

QString circleName(Circle circle)
{
    constexpr std::array names{QT_TRANSLATE_NOOP("Words", "公共场所"), QT_TRANSLATE_NOOP("Words", "小区村庄"),
        QT_TRANSLATE_NOOP("Words", "企事业单位"), QT_TRANSLATE_NOOP("Words", "校园"),
        QT_TRANSLATE_NOOP("Words", "互联网")};
    return word(names[circleIndex(circle)]);
}

QChar sealOf(Circle circle)
{
    constexpr std::array seals{u'公', u'居', u'企', u'校', u'网'};
    return seals[circleIndex(circle)];
}

QString severity(Severity severity)
{
    switch (severity) {
    case Severity::Urgent:
        return word(QT_TRANSLATE_NOOP("Words", "紧急"));
    case Severity::Pressing:
        return word(QT_TRANSLATE_NOOP("Words", "较急"));
    case Severity::Normal:
        return word(QT_TRANSLATE_NOOP("Words", "一般"));
    }
    return {};
}

QString level(IncidentLevel level)
{
    switch (level) {
    case IncidentLevel::General:
        return word(QT_TRANSLATE_NOOP("Words", "一般事件"));
    case IncidentLevel::Larger:
        return word(QT_TRANSLATE_NOOP("Words", "较大事件"));
    case IncidentLevel::Major:
        return word(QT_TRANSLATE_NOOP("Words", "重大事件"));
    }
    return {};
}

QString state(IncidentState state)
{
    switch (state) {
    case IncidentState::Closed:
        return word(QT_TRANSLATE_NOOP("Words", "已结案"));
    case IncidentState::Evaluated:
        return word(QT_TRANSLATE_NOOP("Words", "已评价"));
    case IncidentState::Merged:
        return word(QT_TRANSLATE_NOOP("Words", "已合并"));
    default:
        return todo(todoOf(state));
    }
}

QString todo(Todo todo)
{
    switch (todo) {
    case Todo::All:
        return word(QT_TRANSLATE_NOOP("Words", "待办"));
    case Todo::ToDispatch:
        return word(QT_TRANSLATE_NOOP("Words", "待派"));
    case Todo::ToAccept:
        return word(QT_TRANSLATE_NOOP("Words", "待签收"));
    case Todo::Handling:
        return word(QT_TRANSLATE_NOOP("Words", "处置中"));
    case Todo::ToVerify:
        return word(QT_TRANSLATE_NOOP("Words", "待核查"));
    case Todo::Overdue:
        return word(QT_TRANSLATE_NOOP("Words", "超期"));
    case Todo::Supervised:
        return word(QT_TRANSLATE_NOOP("Words", "督办"));
    }
    return {};
}

QString deviceState(DeviceState state)
{
    switch (state) {
    case DeviceState::Online:
        return word(QT_TRANSLATE_NOOP("Words", "在线"));
    case DeviceState::Offline:
        return word(QT_TRANSLATE_NOOP("Words", "离线"));
    case DeviceState::Alarm:
        return word(QT_TRANSLATE_NOOP("Words", "报警"));
    case DeviceState::Fault:
        return word(QT_TRANSLATE_NOOP("Words", "故障"));
    }
    return {};
}

QString entity(Entity entity)
{
    switch (entity) {
    case Entity::Area:
        return word(QT_TRANSLATE_NOOP("Words", "区域"));
    case Entity::Place:
        return word(QT_TRANSLATE_NOOP("Words", "场所"));
    case Entity::Device:
        return word(QT_TRANSLATE_NOOP("Words", "设备"));
    case Entity::Responder:
        return word(QT_TRANSLATE_NOOP("Words", "力量"));
    case Entity::Incident:
        return word(QT_TRANSLATE_NOOP("Words", "事件"));
    case Entity::Attributes:
        return word(QT_TRANSLATE_NOOP("Words", "库属性"));
    case Entity::Annotation:
        return word(QT_TRANSLATE_NOOP("Words", "标注"));
    case Entity::Everything:
        break;
    }
    return word(QT_TRANSLATE_NOOP("Words", "全部数据"));
}

QString dataStatus(const DataStatus &status, Instant now, Language language)
{
    const auto age = status.lastHeard ? std::chrono::floor<std::chrono::seconds>(now - *status.lastHeard)
                                      : std::chrono::seconds(0);
    switch (status.state) {
    case DataStatus::State::Connecting:
        return status.reason.isEmpty() ? word(QT_TRANSLATE_NOOP("Words", "正在连接")) : status.reason;
    case DataStatus::State::Live:
        return word(QT_TRANSLATE_NOOP("Words", "数据正常"));
    case DataStatus::State::Stale:
        return word(QT_TRANSLATE_NOOP("Words", "数据滞后 %1")).arg(formatAge(age, language));
    case DataStatus::State::Down:
        return word(QT_TRANSLATE_NOOP("Words", "数据中断"));
    case DataStatus::State::Refused:
        return word(QT_TRANSLATE_NOOP("Words", "数据库不可用"));
    }
    return {};
}

} // namespace wuquan::words
