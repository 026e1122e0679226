// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/domain/circle.h"
#include "data/domain/drill.h"
#include "data/domain/incident.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace wuquan {

/// A type of incident.
struct IncidentType {
    IncidentTypeId id;
    QString code;
    QString name;
    QString nameEn;
    QString pinyin;
    Circle circle = Circle::Public;
    Severity severity = Severity::Normal;

    bool operator==(const IncidentType &) const = default;
};

/// A kind of device, place or responder.
template <class Id>
struct Kind {
    Id id;
    QString code;
    QString name;
    QString nameEn;
    std::optional<Circle> circle; ///< of place kinds

    bool operator==(const Kind &) const = default;
};

/// How an indicator is counted, with the values of wuquan.indicator.measure.
enum class IndicatorMeasure : std::uint8_t { CountYearOnYear, Count, Ratio, DaysSince, Reported };

/// An indicator and its figures of one moment, counted by the server.
struct IndicatorFigure {
    IndicatorId id;
    QString code;
    QString name;
    QString nameEn;
    IndicatorMeasure measure = IndicatorMeasure::Count;
    bool lowerIsBetter = true;
    QString definition;
    QString definitionEn;
    /// The present figure: a count, a share 0…1, days, or a reported value; none when nothing was counted.
    std::optional<double> value;
    /// The figure compared with (CountYearOnYear: the year before; Ratio: three years before).
    std::optional<double> before;
    qint64 numerator = 0; ///< rows counted now
    qint64 denominator = 0; ///< rows they are taken of (Ratio), or counted before (CountYearOnYear)
    QString note; ///< of a reported figure
    QString noteEn;

    /// value / before − 1; none when there is nothing to compare with.
    [[nodiscard]] std::optional<double> change() const
    {
        return value && before && *before != 0 ? std::optional(*value / *before - 1) : std::nullopt;
    }
    bool operator==(const IndicatorFigure &) const = default;
};

/// The lists by which rows are named; read once per connection.
struct Catalogue {
    QHash<IncidentTypeId, IncidentType> incidentTypes;
    QHash<DeviceKindId, Kind<DeviceKindId>> deviceKinds;
    QHash<PlaceKindId, Kind<PlaceKindId>> placeKinds;
    QHash<ResponderKindId, Kind<ResponderKindId>> responderKinds;
    QHash<QString, std::pair<QString, QString>> sources; ///< code → Chinese and English name
    QHash<QString, QString> attributes; ///< what the database says of itself: title, demo, …

    [[nodiscard]] bool isDemo() const { return attributes.value(QStringLiteral("demo")) == QLatin1String("true"); }
    /// Of the database, in the language of the screen; may be empty.
    [[nodiscard]] QString title(Language language) const
    {
        return localName(
            language, attributes.value(QStringLiteral("title")), attributes.value(QStringLiteral("title_en")));
    }
    /// Whether nothing here is real: a day that is replayed for practice.
    [[nodiscard]] bool isDrill() const { return attributes.contains(drill::markAttribute); }
};

} // namespace wuquan
