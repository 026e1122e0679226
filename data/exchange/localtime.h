// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/error.h"

#include <QByteArrayView>
#include <QStringView>

#include <optional>
#include <vector>

namespace wuquan {

/// A time as a file writes it: by the calendar, with its distance from UTC where the text gives one.
struct WrittenTime {
    std::chrono::local_time<std::chrono::microseconds> local;
    std::optional<std::chrono::minutes> offset; ///< local minus UTC
};

/// One way of writing a time, made from a pattern of yyyy M MM d dd H HH m mm s ss and literal characters; single
/// letters take one or two digits, double ones exactly two. What the pattern leaves out is zero.
class TimeFormat {
public:
    /// ErrorKind::Input when the pattern has an unknown letter or no year, month and day.
    [[nodiscard]] static Result<TimeFormat> fromPattern(QStringView pattern);
    /// ISO 8601 / RFC 3339: yyyy-MM-dd, 'T' or a blank, HH:mm, then optionally :ss, a fraction, and Z, +hh, +hhmm or
    /// +hh:mm.
    [[nodiscard]] static TimeFormat iso();

    /// None when the text is not written so, or is no date of the calendar.
    [[nodiscard]] std::optional<WrittenTime> parse(QByteArrayView text) const;

private:
    struct Token {
        char kind; ///< y M d H m s, or 0 for a literal
        bool exact = false; ///< exactly two digits
        char literal = 0;
    };
    std::vector<Token> m_tokens; ///< empty: ISO
};

/// The clock on the wall of a time zone, for the years 1900 to 2200. Immutable, so any thread may ask.
class LocalClock {
public:
    /// Zone by its IANA name such as "Asia/Shanghai"; ErrorKind::Input when this machine does not know it.
    [[nodiscard]] static Result<LocalClock> inZone(const QByteArray &name);

    enum class Fault { Skipped, OutOfRange };
    /// The instant at which the wall showed this time. When it showed it twice (clocks set back) the first is taken;
    /// when it never did (clocks set forward) there is none: Fault::Skipped.
    [[nodiscard]] std::expected<Instant, Fault> instant(const WrittenTime &time) const;

private:
    struct Period {
        std::chrono::sys_seconds from;
        std::chrono::seconds offset;
    };
    std::vector<Period> m_periods; ///< by time; the first begins before 1900
};

} // namespace wuquan
