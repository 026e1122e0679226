// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/localtime.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace wuquan {

namespace {

/// Reads digits and signs from the left.
class TextCursor {
public:
    explicit TextCursor(QByteArrayView text)
        : m_at(text.begin())
        , m_end(text.end())
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    bool take(char c)
    {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    /// A number of least to most digits, taking as many as there are.
    std::optional<int> number(int least, int most)
    {
        int value = 0, digits = 0;
        for (; digits < most && m_at != m_end && *m_at >= '0' && *m_at <= '9'; ++m_at, ++digits)
            value = value * 10 + (*m_at - '0');
        return digits >= least ? std::optional(value) : std::nullopt;
    }
    bool into(int &value, int least, int most)
    {
        const auto read = number(least, most);
        value = read.value_or(0);
        return read.has_value();
    }

private:
    const char *m_at;
    const char *m_end;
};

struct Parts {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, microsecond = 0;

    [[nodiscard]] std::optional<local_time<microseconds>> local() const
    {
        const year_month_day date{
            std::chrono::year(year), std::chrono::month(unsigned(month)), std::chrono::day(unsigned(day))};
        // A leap second is the second after it, as in POSIX time.
        if (!date.ok() || hour > 23 || minute > 59 || second > 60)
            return std::nullopt;
        return local_days(date) + hours(hour) + minutes(minute) + seconds(second) + microseconds(microsecond);
    }
};

std::optional<WrittenTime> parseIso(QByteArrayView text)
{
    TextCursor at(text);
    Parts p;
    if (!(at.into(p.year, 4, 4) && at.take('-') && at.into(p.month, 2, 2) && at.take('-') && at.into(p.day, 2, 2)
            && (at.take('T') || at.take(' ')) && at.into(p.hour, 2, 2) && at.take(':') && at.into(p.minute, 2, 2)))
        return std::nullopt;
    if (at.take(':')) {
        if (!at.into(p.second, 2, 2))
            return std::nullopt;
        if (at.take('.') || at.take(',')) {
            int scale = 100000;
            auto digit = at.number(1, 1);
            if (!digit)
                return std::nullopt;
            for (; digit; digit = at.number(1, 1), scale /= 10)
                p.microsecond += *digit * scale;
        }
    }
    const auto local = p.local();
    if (!local)
        return std::nullopt;
    WrittenTime time{*local, std::nullopt};
    if (at.take('Z')) {
        time.offset = minutes(0);
    } else if (const bool east = at.take('+'); east || at.take('-')) {
        int hour = 0, minute = 0;
        if (!at.into(hour, 2, 2) || (!at.atEnd() && !((at.take(':') || true) && at.into(minute, 2, 2))) || hour > 18
            || minute > 59)
            return std::nullopt;
        time.offset = (east ? 1 : -1) * (hours(hour) + minutes(minute));
    }
    return at.atEnd() ? std::optional(time) : std::nullopt;
}

} // namespace

Result<TimeFormat> TimeFormat::fromPattern(QStringView pattern)
{
    TimeFormat format;
    const QByteArray text = pattern.toUtf8();
    for (qsizetype i = 0; i < text.size();) {
        const char c = text[i];
        qsizetype run = 1;
        while (i + run < text.size() && text[i + run] == c)
            ++run;
        if (c == 'y' && run == 4) {
            format.m_tokens.push_back({.kind = 'y'});
            i += 4;
        } else if (QByteArrayView("MdHms").contains(c) && run <= 2) {
            format.m_tokens.push_back({.kind = c, .exact = run == 2});
            i += run;
        } else if ((c >= 'A' && c <= 'Z' && c != 'T') || (c >= 'a' && c <= 'z')) {
            return failure(ErrorKind::Input,
                u"time format '%1': '%2' is not one of yyyy M MM d dd H HH m mm s ss"_s.arg(
                    pattern, QString::fromLatin1(text.sliced(i, run))));
        } else {
            format.m_tokens.push_back({.kind = 0, .literal = c});
            ++i;
        }
    }
    for (const char kind : {'y', 'M', 'd'}) {
        if (std::ranges::count(format.m_tokens, kind, &Token::kind) != 1)
            return failure(ErrorKind::Input, u"time format '%1' needs yyyy, M and d once each"_s.arg(pattern));
    }
    return format;
}

TimeFormat TimeFormat::iso()
{
    return {};
}

std::optional<WrittenTime> TimeFormat::parse(QByteArrayView text) const
{
    if (m_tokens.empty())
        return parseIso(text);
    TextCursor at(text);
    Parts parts;
    for (const Token &token : m_tokens) {
        if (token.kind == 0) {
            if (!at.take(token.literal))
                return std::nullopt;
            continue;
        }
        int &value = token.kind == 'y' ? parts.year
            : token.kind == 'M'        ? parts.month
            : token.kind == 'd'        ? parts.day
            : token.kind == 'H'        ? parts.hour
            : token.kind == 'm'        ? parts.minute
                                       : parts.second;
        const int most = token.kind == 'y' ? 4 : 2;
        if (!at.into(value, token.kind == 'y' || token.exact ? most : 1, most))
            return std::nullopt;
    }
    const auto local = parts.local();
    if (!local || !at.atEnd())
        return std::nullopt;
    return WrittenTime{*local, std::nullopt};
}

Result<LocalClock> LocalClock::inZone(const QByteArray &name)
{
    const QTimeZone zone(name);
    if (!zone.isValid())
        return failure(ErrorKind::Input,
            u"time zone '%1' is not known here; give an IANA name such as Asia/Shanghai"_s.arg(
                QString::fromUtf8(name)));
    const QDateTime first(QDate(1899, 12, 30), QTime(0, 0), QTimeZone::UTC);
    const QDateTime last(QDate(2201, 1, 2), QTime(0, 0), QTimeZone::UTC);
    LocalClock clock;
    clock.m_periods.push_back({sys_seconds(seconds(first.toSecsSinceEpoch())), seconds(zone.offsetFromUtc(first))});
    for (const QTimeZone::OffsetData &change : zone.transitions(first, last))
        clock.m_periods.push_back(
            {sys_seconds(seconds(change.atUtc.toSecsSinceEpoch())), seconds(change.offsetFromUtc)});
    return clock;
}

std::expected<Instant, LocalClock::Fault> LocalClock::instant(const WrittenTime &time) const
{
    const auto day = year_month_day(floor<days>(time.local));
    if (day.year() < year(1900) || day.year() > year(2200))
        return std::unexpected(Fault::OutOfRange);
    const Instant asUtc{time.local.time_since_epoch()};
    if (time.offset)
        return asUtc - *time.offset;
    // No zone is further than a day from UTC, so only the periods around that day can show this time.
    auto period = std::ranges::upper_bound(m_periods, asUtc - days(1), {}, &Period::from);
    if (period != m_periods.begin())
        --period;
    for (; period != m_periods.end() && period->from <= asUtc + days(1); ++period) {
        const Instant candidate = asUtc - period->offset;
        const auto next = std::next(period);
        if ((candidate >= period->from || period == m_periods.begin())
            && (next == m_periods.end() || candidate < next->from))
            return candidate;
    }
    return std::unexpected(Fault::Skipped);
}

} // namespace wuquan
