// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/reading.h"

#include "data/postgres/statement.h"

#include <utility>

namespace wuquan {

void Reading::add(const QString &name, postgres::Parameters parameters, Decode decode)
{
    auto sql = postgres::namedStatement(name);
    if (sql) {
        m_statements.push_back({std::move(*sql), std::move(parameters)});
        m_decodes.push_back(std::move(decode));
    } else if (!m_error) {
        m_error = sql.error();
    }
}

void Reading::addText(QByteArray sql)
{
    m_statements.push_back({std::move(sql), {}});
    m_decodes.emplace_back();
}

QCoro::Task<Result<void>> Reading::run(postgres::Connection &connection)
{
    if (m_error)
        co_return std::unexpected(*m_error);
    const auto take = [this](std::size_t index, const postgres::ResultSet &rows) {
        if (m_decodes[index])
            m_decodes[index](rows);
    };
    auto done = co_await connection.pipeline(std::move(m_statements), take);
    co_return done;
}

} // namespace wuquan
