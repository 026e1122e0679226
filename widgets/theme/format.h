// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/language.h"

#include <QDate>
#include <QString>

#include <optional>

// Figures and times as people read them. Figures carry a real minus (U+2212), never a hyphen.
namespace wuquan {

enum class Sign { OnlyMinus, Always };

/// 1234 as "1,234".
[[nodiscard]] QString formatCount(qint64 count);
/// A share as a percentage: −0.112 as "−11.2%", with Sign::Always also "+2.1%". Not-a-number gives "–".
[[nodiscard]] QString formatPercent(double share, Sign sign = Sign::OnlyMinus, int decimals = 1);
/// A length of time in words: "12 秒", "4 分钟", "3 小时 2 分钟", "2 天 3 小时"; negative ones as nought.
[[nodiscard]] QString formatAge(std::chrono::seconds age, Language language);
/// An age by its largest unit alone, where room is short: "12 秒", "59 分钟", "23 小时", "3 天"; negative ones as
/// nought.
[[nodiscard]] QString formatRoughAge(std::chrono::seconds age, Language language);
/// A length of time as a clock: "00:48", "3:02:15", "2 天 03:15"; negative ones with a minus.
[[nodiscard]] QString formatDuration(std::chrono::seconds length, Language language);
/// A time of day in Shanghai: "14:32:07", or "14:32" without seconds.
[[nodiscard]] QString formatClock(Instant instant, bool seconds = true);
/// "8月1日" or "1 Aug".
[[nodiscard]] QString formatDay(QDate day, Language language);
/// "2026年8月1日" or "1 Aug 2026".
[[nodiscard]] QString formatDate(QDate day, Language language);
/// "2026年8月" or "Aug 2026".
[[nodiscard]] QString formatMonth(QDate month, Language language);
/// The time of day when it is today by now, else with the day before it: "8月1日 14:32".
[[nodiscard]] QString formatMoment(Instant instant, Instant now, Language language);

/// A text from outside as one line of at most 256 characters: line ends, control and bidirectional characters become
/// blanks or vanish, so that they can't reach beyond their own label.
[[nodiscard]] QString plainLine(const QString &text);

} // namespace wuquan
