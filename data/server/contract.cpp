// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/contract.h"

#include "data/core/resources.h"
#include "data/postgres/statement.h"

#include <QHash>

#include <toml++/toml.hpp>

#include <algorithm>
#include <iterator>
#include <optional>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

struct KindName {
    ColumnKind kind;
    QLatin1StringView name; ///< in the contract file
    QLatin1StringView types; ///< pg_type.typname of what is decoded as it, between blanks; the first one is the advice
};

constexpr KindName kindNames[] = {
    {ColumnKind::Integer, "integer"_L1, " int8 int4 int2 oid xid8 "_L1},
    {ColumnKind::Number, "number"_L1, " float8 float4 int8 int4 int2 "_L1},
    {ColumnKind::Text, "text"_L1, " text varchar bpchar name char json jsonb "_L1},
    {ColumnKind::Json, "json"_L1, " jsonb json text varchar "_L1},
    {ColumnKind::Boolean, "boolean"_L1, " bool "_L1},
    {ColumnKind::Date, "date"_L1, " date "_L1},
    {ColumnKind::Timestamp, "timestamptz"_L1, " timestamptz "_L1},
    {ColumnKind::TransactionId, "xid8"_L1, " xid8 "_L1},
};

const KindName &named(ColumnKind kind)
{
    return *std::ranges::find(kindNames, kind, &KindName::kind);
}

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

Result<ContractRelation> parseRelation(const QString &name, const toml::table &table)
{
    ContractRelation relation;
    relation.name = name;
    relation.isOptional = table["optional"].value_or(false);
    relation.without = text(table["without"].value_or(std::string_view()));
    const toml::table *columns = table["columns"].as_table();
    if (!columns || columns->empty())
        return failure(ErrorKind::Input, u"contract: %1 has no columns"_s.arg(name));
    for (const auto &[key, value] : *columns) {
        const auto kind = value.value<std::string_view>();
        const auto *const known
            = kind ? std::ranges::find(kindNames, text(*kind), &KindName::name) : std::end(kindNames);
        if (known == std::end(kindNames))
            return failure(ErrorKind::Input, u"contract: %1.%2 has an unknown type"_s.arg(name, text(key.str())));
        relation.columns.push_back({text(key.str()), known->kind});
    }
    return relation;
}

/// A column of the database as it is.
struct FoundColumn {
    QString type; ///< pg_type.typname below all domains
    QString shownType;
    bool mayRead = false;
};

/// A table or view of the database as it is.
struct FoundRelation {
    QHash<QString, FoundColumn> columns;
};

struct FoundSchema {
    bool exists = false;
    bool mayUse = false;
    QString user;
    QHash<QString, FoundRelation> relations;
};

Result<FoundSchema> readSchema(postgres::Session &session)
{
    FoundSchema schema;
    const auto state = session.query("select current_user::text, has_schema_privilege(oid, 'usage') from "
                                     "(select (select oid from pg_namespace where nspname = 'wuquan') as oid) n");
    if (!state)
        return std::unexpected(state.error());
    schema.user = state->value<QString>(0, 0).value_or(QString());
    schema.exists = !state->isNull(0, 1);
    schema.mayUse = state->value<bool>(0, 1).value_or(false);
    const auto sql = postgres::namedStatement(u"contract_columns"_s);
    if (!sql)
        return std::unexpected(sql.error());
    const auto rows = session.query(*sql);
    if (!rows)
        return std::unexpected(rows.error());
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        FoundRelation &relation = schema.relations[row.required<QString>(0)];
        const auto column = row.nullable<QString>(1);
        if (column) {
            relation.columns[*column] = {row.nullable<QString>(2).value_or(QString()),
                row.nullable<QString>(3).value_or(QString()), row.nullable<bool>(4).value_or(false)};
        }
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"catalogue of the database: %1"_s.arg(row.problem()));
    }
    return schema;
}

QStringList gapsOf(const ContractRelation &wanted, const FoundRelation &found, const QString &user)
{
    QStringList gaps;
    QStringList unreadable;
    for (const ContractColumn &column : wanted.columns) {
        const QString name = u"wuquan.%1.%2"_s.arg(wanted.name, column.name);
        const auto present = found.columns.constFind(column.name);
        const KindName &kind = named(column.kind);
        if (present == found.columns.constEnd()) {
            gaps << u"missing column %1 (%2)"_s.arg(name, kind.name);
            continue;
        }
        if (!kind.types.contains(QString(u' ' + present->type + u' '))) {
            const QLatin1StringView advice = kind.types.sliced(1, kind.types.indexOf(' '_L1, 1) - 1);
            gaps << u"wrong type of column %1: %2 where %3 is read; cast it in a view: %4::%5"_s.arg(
                name, present->shownType, kind.name, column.name, advice);
        }
        if (!present->mayRead)
            unreadable << column.name;
    }
    if (unreadable.size() == qsizetype(wanted.columns.size()))
        gaps << u"missing grant: grant select on wuquan.%1 to \"%2\""_s.arg(wanted.name, user);
    else if (!unreadable.isEmpty())
        gaps << u"missing grant: grant select (%1) on wuquan.%2 to \"%3\""_s.arg(
            unreadable.join(u", "_s), wanted.name, user);
    return gaps;
}

} // namespace

Result<std::vector<ContractRelation>> parseContract(const QByteArray &toml)
{
    try {
        const toml::table root = toml::parse(std::string_view(toml.constData(), std::size_t(toml.size())));
        std::vector<ContractRelation> contract;
        for (const auto &[key, value] : root) {
            const toml::table *table = value.as_table();
            if (!table)
                return failure(ErrorKind::Input, u"contract: %1 is not a table"_s.arg(text(key.str())));
            auto relation = parseRelation(text(key.str()), *table);
            if (!relation)
                return std::unexpected(relation.error());
            contract.push_back(std::move(*relation));
        }
        return contract;
    } catch (const toml::parse_error &error) {
        return failure(
            ErrorKind::Input, u"contract: line %1: %2"_s.arg(error.source().begin.line).arg(text(error.description())));
    }
}

Result<std::vector<ContractRelation>> builtInContract()
{
    const auto content = readResource(u"sql/contract.toml"_s);
    if (!content)
        return std::unexpected(content.error());
    return parseContract(*content);
}

Result<std::vector<ContractGap>> checkContract(
    postgres::Session &session, const std::vector<ContractRelation> &contract)
{
    const auto schema = readSchema(session);
    if (!schema)
        return std::unexpected(schema.error());
    std::vector<ContractGap> gaps;
    if (!schema->exists)
        gaps.push_back({false, u"missing schema wuquan"_s});
    else if (!schema->mayUse)
        gaps.push_back({false, u"missing grant: grant usage on schema wuquan to \"%1\""_s.arg(schema->user)});
    for (const ContractRelation &wanted : contract) {
        const auto found = schema->relations.constFind(wanted.name);
        if (found == schema->relations.constEnd()) {
            gaps.push_back({wanted.isOptional,
                u"missing table or view wuquan.%1"_s.arg(wanted.name)
                    + (wanted.without.isEmpty() ? QString() : u" (%1)"_s.arg(wanted.without))});
            continue;
        }
        for (const QString &gap : gapsOf(wanted, *found, schema->user))
            gaps.push_back({wanted.isOptional, gap});
    }
    return gaps;
}

} // namespace wuquan
