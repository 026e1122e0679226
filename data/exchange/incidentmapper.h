// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/exchange/importcatalogue.h"
#include "data/exchange/incidentmapping.h"
#include "data/exchange/writtenposition.h"

#include <QSet>

#include <expected>
#include <span>

namespace wuquan {

/// One row of a file as values of ours. Views point into the row and the catalogue and hold until the next row is read.
struct MappedIncident {
    QByteArrayView sourceId;
    QByteArrayView foreignCaseNo; ///< empty: none
    QByteArrayView foreignOwner; ///< empty: none
    QByteArrayView title;
    QByteArrayView outcome; ///< empty: none
    IncidentTypeId type;
    std::int16_t circle = 1, platform = 1, level = 1, severity = 3, state = 1;
    bool selfHandled = false;
    std::optional<GeoPoint> position;
    PositionFault positionFault = PositionFault::None;
    std::optional<ImportCatalogue::Grid> grid; ///< none without a position or outside every grid
    Instant reportedAt;
    std::array<std::optional<Instant>, 6> stepTimes; ///< filed, dispatched, accepted, arrived, handled, closed
};

/// Turns rows of a file into incidents by a mapping and a catalogue, which must outlive it. One thread.
class IncidentMapper {
public:
    /// Checks the mapping's words against the database's catalogue; ErrorKind::Input names the line of the mapping.
    [[nodiscard]] static Result<IncidentMapper> create(
        const IncidentMapping &mapping, const ImportCatalogue &catalogue);

    /// Finds the mapped columns in the header row; ErrorKind::Input names one that is missing or there twice.
    [[nodiscard]] Result<void> bindHeader(std::span<const QByteArrayView> header);

    /// One row; the reason when it can't be taken.
    [[nodiscard]] std::expected<MappedIncident, QString> map(std::span<const QByteArrayView> fields) const;

private:
    IncidentMapper(const IncidentMapping &mapping, const ImportCatalogue &catalogue);

    using Numbers = QHash<QByteArray, std::int16_t>;
    using Row = std::span<const QByteArrayView>;

    Result<void> addWords(const IncidentMapping::Words &words, Numbers &numbers, QLatin1StringView what);
    Result<void> addTypes();
    [[nodiscard]] QByteArrayView field(Row row, IncidentField name) const;
    void mapType(Row row, MappedIncident &incident, QString &fault) const;
    void mapTexts(Row row, MappedIncident &incident, QString &fault) const;
    void mapTimes(Row row, MappedIncident &incident, QString &fault) const;
    void mapFlags(Row row, MappedIncident &incident, QString &fault) const;
    void mapPosition(Row row, MappedIncident &incident) const;
    void mapNumber(Row row, IncidentField name, const Numbers &numbers, std::int16_t &value, QString &fault) const;
    [[nodiscard]] std::optional<Instant> time(Row row, IncidentField name, QString &fault) const;

    const IncidentMapping *m_mapping;
    const ImportCatalogue *m_catalogue;
    std::array<int, incidentFieldCount> m_columns; ///< −1 for a field that no column gives
    std::size_t m_columnCount = 0;
    QHash<QByteArray, const ImportCatalogue::Type *> m_types; ///< by every word that means one
    QSet<QByteArray> m_suppressed; ///< words of kinds that are never kept as incidents
    const ImportCatalogue::Type *m_defaultType = nullptr;
    Numbers m_levels, m_severities, m_states;
};

} // namespace wuquan
