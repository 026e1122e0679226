// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/settings.h"

#include <QString>

namespace wuquan {

/// Gives a migrated database what an import needs: a few incident types (noise, waste, parking, fire, other) and the
/// areas of the demo district.
[[nodiscard]] Result<void> fillForImport(const postgres::Settings &settings);

/// Writes a CSV file of synthetic incidents of hotline 12345 in GCJ-02 with Chinese headers, the same bytes for the
/// same number of rows: about 1 % outside the district, 1 % without position, quoted titles here and there.
[[nodiscard]] Result<void> writeIncidentFile(const QString &fileName, int rows);

/// The mapping that goes with it.
[[nodiscard]] QByteArray incidentFileMapping();

} // namespace wuquan
