// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/exchange/incidentmapper.h"
#include "data/postgres/session.h"

#include <optional>

namespace wuquan {

/// What one import is known by in wuquan.import_file.
struct ImportIdentity {
    QByteArray fingerprint; ///< SHA-256 in hexadecimal
    QString fileName;
    QString source;
};

/// The database side of an import: rows gather in a temporary table and become incidents batch by batch, together with
/// how far the file has come. Only one program imports a file at a time. The session must outlive it.
class ImportBatches {
public:
    /// Waits up to ten seconds for another import of the same file, which may have been killed this moment.
    /// With dryRun nothing is written; the rows gather until finish() counts them.
    [[nodiscard]] static Result<ImportBatches> open(
        postgres::Session &session, const ImportIdentity &identity, bool dryRun);

    [[nodiscard]] Result<void> add(const MappedIncident &incident);
    /// Ends the batch with the row of this number; nothing happens in a dry run.
    [[nodiscard]] Result<void> commit(std::int64_t rowsDone);
    /// Ends the last batch and the import, and folds the daily counts.
    [[nodiscard]] Result<void> finish(std::int64_t rowsDone);

    [[nodiscard]] std::int64_t rowsDone() const { return m_rowsDone; }
    [[nodiscard]] std::int64_t added() const { return m_added; }
    [[nodiscard]] std::int64_t alreadyThere() const { return m_alreadyThere; }
    [[nodiscard]] std::int64_t batchCount() const { return m_batchCount; }

private:
    ImportBatches(postgres::Session &session, const ImportIdentity &identity, bool dryRun);

    Result<void> prepare();
    Result<void> begin();
    Result<void> commitBatch(std::int64_t rowsDone, bool last);
    Result<std::int64_t> endCopy();
    Result<void> countOnly();

    postgres::Session *m_session;
    ImportIdentity m_identity;
    bool m_dryRun;
    std::optional<postgres::CopyWriter> m_copy; ///< while a batch takes rows
    QByteArray m_insert, m_progress;
    std::int64_t m_rowsDone = 0;
    std::int64_t m_added = 0;
    std::int64_t m_alreadyThere = 0;
    std::int64_t m_batchCount = 0;
};

} // namespace wuquan
