// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/exchange/incidentmapper.h"
#include "data/postgres/settings.h"

#include <functional>

namespace wuquan {

/// What an import did so far. Rows of an earlier, interrupted run of the same file are counted in.
struct ImportCounts {
    std::int64_t read = 0; ///< rows of the file, without header and empty lines
    std::int64_t added = 0;
    std::int64_t alreadyThere = 0; ///< same source and source_id, in the database or earlier in the file
    std::int64_t rejected = 0;
    std::int64_t outsideGrids = 0; ///< kept with position and no grid
    std::array<std::int64_t, positionFaultCount> positions{}; ///< kept without position, by reason
    std::int64_t resumedAfter = 0; ///< rows that an interrupted run had committed

    bool operator==(const ImportCounts &) const = default;
};

struct ImportProgress {
    ImportCounts counts;
    std::int64_t bytesRead = 0;
    std::int64_t bytesTotal = 0;
    std::int64_t batches = 0; ///< committed by this run
};

struct IncidentImportOptions {
    QString file;
    QString mappingFile;
    bool dryRun = false; ///< reads the database, writes nothing there; the rejected file is written all the same
    int batchRows = 20000; ///< rows read in one transaction
    /// Called after every few thousand rows and every batch.
    std::function<void(const ImportProgress &)> progress = {};
};

struct IncidentImportReport {
    ImportCounts counts;
    QString rejectedFile; ///< empty when no row was rejected
};

/// Imports a CSV file of incidents: read, map, find the grid, COPY aside, insert what is new, one transaction a batch.
/// The progress is committed with each batch, so that a run of the same file and mapping that was interrupted goes on
/// behind it; rows before that are only read again, to list the rejected ones. Rows are never updated or deleted.
/// Blocks; for wuquanctl and tests.
[[nodiscard]] Result<IncidentImportReport> importIncidents(
    const postgres::Settings &settings, const IncidentImportOptions &options);

} // namespace wuquan
