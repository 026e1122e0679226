// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/measuretext.h"

#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// 1,234.50 in both languages.
QString figure(double value, int decimals)
{
    static const QLocale english(QLocale::English, QLocale::UnitedStates);
    return english.toString(value, 'f', decimals);
}

} // namespace

QString MeasureText::length(double metres)
{
    if (!std::isfinite(metres))
        return u"–"_s;
    // What rounds to 1,000 m is written as 1 km.
    if (std::round(metres) < 1000)
        return tr("%1 米").arg(figure(metres, 0));
    return tr("%1 千米").arg(figure(metres / 1000, 2));
}

QString MeasureText::area(double squareMetres)
{
    if (!std::isfinite(squareMetres))
        return u"–"_s;
    if (std::round(squareMetres) < 10'000)
        return tr("%1 平方米").arg(figure(squareMetres, 0));
    if (std::round(squareMetres / 100) < 10'000)
        return tr("%1 公顷").arg(figure(squareMetres / 10'000, 2));
    return tr("%1 平方千米").arg(figure(squareMetres / 1'000'000, 2));
}

QStringList MeasureText::result(const Measurement &measurement)
{
    if (!measurement.isMeasurable())
        return {};
    if (measurement.kind == Measurement::Kind::Distance)
        return {length(measurement.total())};
    QStringList lines{area(measurement.area()), tr("周长 %1").arg(length(measurement.total()))};
    if (measurement.crossesItself())
        lines << tr("边线相交,面积不准");
    return lines;
}

} // namespace wuquan
