// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/pastincident.h"
#include "data/postgres/resultset.h"
#include "data/store/changebatch.h"

namespace wuquan {

// From rows of the named statements to values. Total: a row whose key can't be read is left out, a position that can't
// be used is dropped; both are named in irregularRows. Columns are those of resources/sql/statements/*.sql, in their
// order.

/// Lines of the change log whose six columns (xid, id, entity, key, version, operation) begin with this one. A line
/// that can't be read makes us read everything anew.
[[nodiscard]] std::vector<LoggedChange> decodeChanges(const postgres::ResultSet &rows, int column);

void decodeAreas(const postgres::ResultSet &rows, ChangeBatch &into);
void decodeDevices(const postgres::ResultSet &rows, ChangeBatch &into);
void decodePlaces(const postgres::ResultSet &rows, ChangeBatch &into);
void decodeResponders(const postgres::ResultSet &rows, ChangeBatch &into);
void decodeAnnotations(const postgres::ResultSet &rows, ChangeBatch &into);
void decodeIncidents(const postgres::ResultSet &rows, ChangeBatch &into);
/// Rows whose day can't be read are left out and counted.
void decodePastIncidents(const postgres::ResultSet &rows, PastIncidentRows &into);
void decodeIncidentTypes(const postgres::ResultSet &rows, Catalogue &into);
void decodeKinds(const postgres::ResultSet &rows, Catalogue &into);
void decodeTrendDays(const postgres::ResultSet &rows, TrendCube &into);
void decodeHours(const postgres::ResultSet &rows, QDate day, TrendCube &into);
[[nodiscard]] QHash<QString, QString> decodeAttributes(const postgres::ResultSet &rows);
[[nodiscard]] std::vector<IndicatorFigure> decodeIndicators(const postgres::ResultSet &rows);

} // namespace wuquan
