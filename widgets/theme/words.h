// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/domain/circle.h"
#include "data/domain/device.h"
#include "data/domain/incident.h"
#include "data/store/changelog.h"
#include "data/view/datastatus.h"
#include "data/view/filter.h"

#include <QString>

// The words of the screen for values of the domain, in the language that the program's translator has loaded.
namespace wuquan::words {

[[nodiscard]] QString circleName(Circle circle);
/// 公 居 企 校 网: the one character that stands for the circle, in every language.
[[nodiscard]] QChar sealOf(Circle circle);
[[nodiscard]] QString severity(Severity severity);
[[nodiscard]] QString level(IncidentLevel level);
/// What an open incident waits for, as the inbox says it; 已结案 and so on for the rest.
[[nodiscard]] QString state(IncidentState state);
[[nodiscard]] QString todo(Todo todo);
[[nodiscard]] QString deviceState(DeviceState state);
[[nodiscard]] QString entity(Entity entity);
/// 数据正常, 数据滞后 12 秒, 数据中断 … by the server's clock.
[[nodiscard]] QString dataStatus(const DataStatus &status, Instant now, Language language);

} // namespace wuquan::words
