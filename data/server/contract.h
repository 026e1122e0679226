// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/session.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace wuquan {

/// What a column must hold: the types that data/postgres/resultset.h decodes as that, and those only.
enum class ColumnKind : std::uint8_t { Integer, Number, Text, Json, Boolean, Date, Timestamp, TransactionId };

/// One column that the desktop reads.
struct ContractColumn {
    QString name;
    ColumnKind kind = ColumnKind::Text;

    bool operator==(const ContractColumn &) const = default;
};

/// One table that the desktop reads; in a foreign database a view of that name does as well.
struct ContractRelation {
    QString name; ///< in schema wuquan
    bool isOptional = false; ///< the desktop does without it
    QString without; ///< what is lost when it is missing or empty; may be empty
    std::vector<ContractColumn> columns;

    bool operator==(const ContractRelation &) const = default;
};

/// What a database lacks, as a line for its administrator.
struct ContractGap {
    bool isOptional = false;
    QString text;

    bool operator==(const ContractGap &) const = default;
};

/// Parses a contract such as resources/sql/contract.toml; ErrorKind::Input with the place of the mistake.
[[nodiscard]] Result<std::vector<ContractRelation>> parseContract(const QByteArray &toml);
/// The contract of this program.
[[nodiscard]] Result<std::vector<ContractRelation>> builtInContract();

/// Compares a database, seen as the session's user, with a contract: one gap for each missing table, column, wrong type
/// or missing grant, in the order of the contract. Reads the catalogues only.
[[nodiscard]] Result<std::vector<ContractGap>> checkContract(
    postgres::Session &session, const std::vector<ContractRelation> &contract);

} // namespace wuquan
