// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/preparedstatements.h"

#include <QRandomGenerator>

namespace wuquan::postgres {

PreparedStatements::PreparedStatements()
    : m_prefix("wuquan_" + QByteArray::number(QRandomGenerator::global()->generate(), 36) + '_')
{
}

PreparedStatements::Prepared *PreparedStatements::find(const QByteArray &sql)
{
    const auto found = m_bySql.find(sql);
    return found == m_bySql.end() ? nullptr : &found.value();
}

QByteArray PreparedStatements::newName()
{
    return m_prefix + QByteArray::number(++m_lastNumber);
}

} // namespace wuquan::postgres
