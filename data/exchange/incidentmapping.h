// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/exchange/csvreader.h"
#include "data/exchange/localtime.h"
#include "data/geo/coordinatesystem.h"

#include <QHash>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace wuquan {

/// The values of an incident that a column of a foreign file can give.
enum class IncidentField : std::uint8_t {
    SourceId,
    Type,
    Title,
    ReportedAt,
    Longitude,
    Latitude,
    Level,
    Severity,
    State,
    SelfHandled,
    Outcome,
    FiledAt,
    DispatchedAt,
    AcceptedAt,
    ArrivedAt,
    HandledAt,
    ClosedAt,
    ForeignCaseNo,
    ForeignOwner,
};
inline constexpr std::size_t incidentFieldCount = std::size_t(IncidentField::ForeignOwner) + 1;

/// The key of a field in the mapping's [columns], such as "reported_at".
[[nodiscard]] QString incidentFieldName(IncidentField field);

/// How a foreign file of incidents is read: what MAP.toml says.
struct IncidentMapping {
    /// A word of ours and the line that gives it, for errors found later against the database.
    struct Word {
        QString text;
        int line = 0;
    };
    using Words = QHash<QByteArray, Word>; ///< foreign word (UTF-8) → ours

    QString fileName; ///< of the mapping, for error messages
    TextEncoding encoding = TextEncoding::Utf8;
    char delimiter = ',';
    LocalClock clock;
    CoordinateSystem coordinateSystem = CoordinateSystem::Wgs84;
    Word source; ///< code of wuquan.source
    std::optional<Word> defaultType; ///< code of the type of rows whose own is unknown or empty
    std::array<std::optional<Word>, incidentFieldCount> columns; ///< header texts
    std::vector<TimeFormat> timeFormats; ///< tried in this order; never empty
    Words types, levels, severities, states;

    /// Reads the TOML text. ErrorKind::Input names the key and its line: unknown keys, wrong types, missing columns.
    [[nodiscard]] static Result<IncidentMapping> parse(const QByteArray &toml, const QString &fileName);

    [[nodiscard]] const std::optional<Word> &column(IncidentField field) const { return columns[std::size_t(field)]; }
    /// "FILE:LINE: message" as ErrorKind::Input.
    [[nodiscard]] std::unexpected<Error> fault(int line, const QString &message) const;
};

} // namespace wuquan
