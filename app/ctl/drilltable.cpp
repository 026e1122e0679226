// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/drilltable.h"

#include <QTime>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr int stepWidth = 22;
constexpr auto nothing = "-"_L1;

/// 0:07, 12:30, 1:02:03: as long as it took, however many hours.
QString duration(std::optional<double> seconds)
{
    if (!seconds)
        return nothing;
    const auto whole = qint64(std::llround(*seconds));
    const auto two = [](qint64 number) { return QString::number(number).rightJustified(2, u'0'); };
    const QString tail = two(whole % 60);
    return whole < 3600 ? u"%1:%2"_s.arg(whole / 60).arg(tail)
                        : u"%1:%2:%3"_s.arg(whole / 3600).arg(two(whole / 60 % 60), tail);
}

QString percent(const DrillShare &share)
{
    return share.judged == 0 ? QString(nothing) : u"%1 %"_s.arg(100.0 * share.kept / share.judged, 0, 'f', 1);
}

QString cell(const QString &text, int width)
{
    return text.rightJustified(width);
}

QString timeOfDay(int seconds)
{
    return QTime::fromMSecsSinceStartOfDay(seconds * 1000).toString(u"HH:mm:ss"_s);
}

/// As a field of CSV that no spreadsheet takes for a formula.
QString field(const QString &text)
{
    QString safe = !text.isEmpty() && u"=+-@\t\r"_s.contains(text[0]) ? u'\'' + text : text;
    if (safe.contains(u',') || safe.contains(u'"') || safe.contains(u'\n'))
        safe = u'"' + safe.replace(u'"', u"\"\""_s) + u'"';
    return safe;
}

QString number(std::optional<double> value)
{
    return value ? QString::number(*value, 'f', 1) : QString();
}

QString yesOrNo(std::optional<bool> value)
{
    return value ? QString(*value ? u"yes"_s : u"no"_s) : QString();
}

} // namespace

void DrillTable::writeSums(const DrillScore &score)
{
    m_out << (score.steps.empty() ? 0 : score.steps.front().brought) << " of " << score.incidents
          << " incidents were brought in. Times are from the report, exercise / as it was.\n\n"
          << u"step"_s.leftJustified(10) << cell(u"done"_s, 6) << cell(u"not done"_s, 10)
          << cell(u"median"_s, stepWidth) << cell(u"nine of ten"_s, stepWidth) << cell(u"within limit"_s, stepWidth)
          << '\n';
    for (const DrillStepSum &sum : score.steps) {
        const auto pair
            = [](const QString &exercise, const QString &real) { return cell(exercise + u" / "_s + real, stepWidth); };
        m_out << sum.step.leftJustified(10) << cell(QString::number(sum.done), 6)
              << cell(QString::number(sum.missing), 10)
              << pair(duration(sum.exercise.median_s), duration(sum.real.median_s))
              << pair(duration(sum.exercise.p90_s), duration(sum.real.p90_s))
              << pair(percent(sum.inTime), percent(sum.reallyInTime)) << '\n';
    }
}

void DrillTable::add(const DrillStep &step)
{
    if (!m_steps.empty() && m_steps.front().number != step.number)
        end();
    m_steps.push_back(step);
}

void DrillTable::end()
{
    if (m_steps.empty())
        return;
    if (!m_isBegun) {
        m_out << '\n' << cell(u"no"_s, 5) << cell(u"reported"_s, 10);
        for (const DrillStep &step : m_steps)
            m_out << cell(step.step, stepWidth);
        m_out << "  type, who: step\n";
        m_isBegun = true;
    }
    m_out << cell(QString::number(m_steps.front().number), 5) << cell(timeOfDay(m_steps.front().at_s), 10);
    QList<std::pair<QString, QStringList>> posts;
    for (const DrillStep &step : m_steps) {
        const QString mark = step.kept == false ? u"late "_s : step.missing ? u"not done "_s : QString();
        m_out << cell(mark + duration(step.exercise_s) + u" / "_s + duration(step.real_s), stepWidth);
        if (step.post.isEmpty())
            continue;
        const auto known = std::ranges::find(posts, step.post, &std::pair<QString, QStringList>::first);
        if (known == posts.end())
            posts.append({step.post, {step.step}});
        else
            known->second << step.step;
    }
    m_out << "  " << m_steps.front().type;
    for (const auto &[post, steps] : posts)
        m_out << ", " << post << ": " << steps.join(u' ');
    m_out << '\n';
    m_steps.clear();
}

QString drillCsvTitle()
{
    return u"number,reported,type,step,exercise_s,real_s,within_limit,really_within_limit,missing,post"_s;
}

QString drillCsvLine(const DrillStep &step)
{
    return QStringList{QString::number(step.number), timeOfDay(step.at_s), field(step.type), step.step,
        number(step.exercise_s), step.real_s ? QString::number(*step.real_s) : QString(), yesOrNo(step.kept),
        yesOrNo(step.reallyKept), yesOrNo(step.missing), field(step.post)}
        .join(u',');
}

} // namespace wuquan
