// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/alarms/alarmwords.h"

#include "widgets/theme/format.h"

#include <QCoreApplication>

namespace wuquan {

QString words::alarmKind(AlarmKind kind)
{
    switch (kind) {
    case AlarmKind::Urgent:
        return QCoreApplication::translate("AlarmWords", "紧急待签收");
    case AlarmKind::UrgentOverdue:
        return QCoreApplication::translate("AlarmWords", "紧急超期");
    case AlarmKind::PressingOverdue:
        return QCoreApplication::translate("AlarmWords", "较急超期");
    }
    return {};
}

QString words::alarmStreet(const Incident &incident, const DistrictStore &store, Language language)
{
    const Area *const street = incident.street ? store.area(*incident.street) : nullptr;
    return street ? plainLine(localName(language, street->name, street->nameEn))
                  : QCoreApplication::translate("AlarmWords", "街道未定");
}

} // namespace wuquan
