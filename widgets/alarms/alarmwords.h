// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/view/alarmlist.h"

namespace wuquan::words {

/// Why it alarms, in words: what a sound tells is read too.
[[nodiscard]] QString alarmKind(AlarmKind kind);

/// The street of an incident, or that it is not known.
[[nodiscard]] QString alarmStreet(const Incident &incident, const DistrictStore &store, Language language);

} // namespace wuquan::words
