// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <optional>

namespace wuquan::postgres {

/// The statements that one connection has prepared on its server, by their text.
class PreparedStatements {
public:
    struct Prepared {
        QByteArray name; ///< on the server
        std::optional<int> chunkRows = {}; ///< rows of a piece of its result, none before it was described
    };
    /// More texts than this are parsed anew each time: somebody builds SQL instead of using parameters.
    static constexpr qsizetype limit = 256;

    PreparedStatements();

    [[nodiscard]] Prepared *find(const QByteArray &sql);
    [[nodiscard]] bool isFull() const { return m_bySql.size() >= limit; }
    /// Never given twice, also not to two programs that share a server connection behind a pooler.
    [[nodiscard]] QByteArray newName();
    void insert(const QByteArray &sql, const Prepared &prepared) { m_bySql.insert(sql, prepared); }
    void forget(const QByteArray &sql) { m_bySql.remove(sql); }
    void clear() { m_bySql.clear(); }
    [[nodiscard]] qsizetype count() const { return m_bySql.size(); }

private:
    QHash<QByteArray, Prepared> m_bySql;
    QByteArray m_prefix;
    int m_lastNumber = 0;
};

} // namespace wuquan::postgres
