// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/connection.h"

#include <QCoroTask>

#include <functional>
#include <optional>
#include <vector>

namespace wuquan {

/// Statements of one round trip, each with what takes its rows, in pieces as they arrive. Used once.
class Reading {
public:
    using Decode = std::function<void(const postgres::ResultSet &piece)>;

    /// A statement of resources/sql/statements; a name that there is none of makes run() fail.
    void add(const QString &name, postgres::Parameters parameters, Decode decode);
    void addText(QByteArray sql);

    [[nodiscard]] QCoro::Task<Result<void>> run(postgres::Connection &connection);

private:
    std::vector<postgres::Statement> m_statements;
    std::vector<Decode> m_decodes;
    std::optional<Error> m_error;
};

} // namespace wuquan
