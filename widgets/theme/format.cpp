// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/format.h"

#include "data/core/shanghai.h"

#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr QChar minus = u'\u2212';
constexpr qsizetype longestLine = 256;

const QLocale &english()
{
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

QString twoDigits(qint64 number)
{
    return u"%1"_s.arg(number, 2, 10, QChar(u'0'));
}

/// "3 小时" or "3 h": the word of the unit with a narrow gap.
QString measured(qint64 amount, QStringView chinese, QStringView latin, Language language)
{
    return QString::number(amount) + u' ' + (language == Language::Chinese ? chinese : latin).toString();
}

bool isBidirectionalControl(QChar c)
{
    return (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069') || c == u'\u200e' || c == u'\u200f'
        || c == u'\u061c';
}

} // namespace

QString formatCount(qint64 count)
{
    QString text = english().toString(qAbs(count));
    return count < 0 ? minus + text : text;
}

QString formatPercent(double share, Sign sign, int decimals)
{
    if (!std::isfinite(share))
        return u"–"_s;
    const QString digits = english().toString(std::abs(share) * 100, 'f', decimals);
    // What rounds to nought has no sign.
    const bool nought = std::abs(share) * 100 < 0.5 * std::pow(10.0, -decimals);
    const QString prefix = nought ? QString() : share < 0 ? QString(minus) : sign == Sign::Always ? u"+"_s : QString();
    return prefix + digits + u'%';
}

QString formatAge(std::chrono::seconds age, Language language)
{
    const qint64 s = std::max<qint64>(0, age.count());
    if (s < 60)
        return measured(s, u"秒", u"s", language);
    if (s < 3600)
        return measured(s / 60, u"分钟", u"min", language);
    if (s < 86400) {
        const QString hours = measured(s / 3600, u"小时", u"h", language);
        return s % 3600 < 60 ? hours : hours + u' ' + measured(s % 3600 / 60, u"分钟", u"min", language);
    }
    const QString days = measured(s / 86400, u"天", u"d", language);
    return s % 86400 < 3600 ? days : days + u' ' + measured(s % 86400 / 3600, u"小时", u"h", language);
}

QString formatRoughAge(std::chrono::seconds age, Language language)
{
    const qint64 s = std::max<qint64>(0, age.count());
    if (s < 60)
        return measured(s, u"秒", u"s", language);
    if (s < 3600)
        return measured(s / 60, u"分钟", u"min", language);
    if (s < 86400)
        return measured(s / 3600, u"小时", u"h", language);
    return measured(s / 86400, u"天", u"d", language);
}

QString formatDuration(std::chrono::seconds length, Language language)
{
    const qint64 s = qAbs(length.count());
    const QString sign = length.count() < 0 ? QString(minus) : QString();
    if (s < 3600)
        return sign + twoDigits(s / 60) + u':' + twoDigits(s % 60);
    if (s < 86400)
        return sign + QString::number(s / 3600) + u':' + twoDigits(s % 3600 / 60) + u':' + twoDigits(s % 60);
    return sign + measured(s / 86400, u"天", u"d", language) + u' ' + twoDigits(s % 86400 / 3600) + u':'
        + twoDigits(s % 3600 / 60);
}

QString formatClock(Instant instant, bool seconds)
{
    return shanghai::timeOf(instant).toString(seconds ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

QString formatDay(QDate day, Language language)
{
    return language == Language::Chinese ? u"%1月%2日"_s.arg(day.month()).arg(day.day())
                                         : english().toString(day, u"d MMM"_s);
}

QString formatDate(QDate day, Language language)
{
    return language == Language::Chinese ? u"%1年%2月%3日"_s.arg(day.year()).arg(day.month()).arg(day.day())
                                         : english().toString(day, u"d MMM yyyy"_s);
}

QString formatMonth(QDate month, Language language)
{
    return language == Language::Chinese ? u"%1年%2月"_s.arg(month.year()).arg(month.month())
                                         : english().toString(month, u"MMM yyyy"_s);
}

QString formatMoment(Instant instant, Instant now, Language language)
{
    const QDate day = shanghai::dayOf(instant);
    const QString time = formatClock(instant, day == shanghai::dayOf(now));
    return day == shanghai::dayOf(now) ? time : formatDay(day, language) + u' ' + time;
}

QString plainLine(const QString &text)
{
    QString line;
    line.reserve(qMin(text.size(), longestLine));
    for (const QChar c : text) {
        if (isBidirectionalControl(c))
            continue;
        line += c.category() == QChar::Other_Control || c == u'\u2028' || c == u'\u2029' ? QChar(u' ') : c;
        if (line.size() == longestLine)
            break;
    }
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line;
}

} // namespace wuquan
