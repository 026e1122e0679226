// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/importcatalogue.h"

#include "data/core/log.h"
#include "data/postgres/session.h"
#include "data/postgres/statement.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

Result<postgres::ResultSet> queryNamed(postgres::Session &session, const QString &name)
{
    const auto sql = postgres::namedStatement(name);
    if (!sql)
        return std::unexpected(sql.error());
    return session.query(*sql);
}

Result<void> readTypes(postgres::Session &session, ImportCatalogue &catalogue)
{
    const auto rows = queryNamed(session, u"import_types"_s);
    if (!rows)
        return std::unexpected(rows.error());
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        const auto code = row.required<QByteArray>(1);
        ImportCatalogue::Type type{.id = {row.required<std::int16_t>(0)}, .name = row.required<QByteArray>(2)};
        type.circle = row.required<std::int16_t>(3);
        type.platform = row.required<std::int16_t>(4);
        type.level = row.required<std::int16_t>(5);
        type.severity = row.required<std::int16_t>(6);
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Input, u"wuquan.incident_type: "_s + row.problem());
        catalogue.typeCodes.insert(type.name, code);
        catalogue.types.insert(code, type);
    }
    return {};
}

Result<void> readGrids(postgres::Session &session, ImportCatalogue &catalogue)
{
    const auto rows = queryNamed(session, u"import_grids"_s);
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<MultiPolygon> shapes;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        const ImportCatalogue::Grid grid{{row.required<std::int32_t>(0)}, {row.required<std::int32_t>(1)}};
        const QJsonDocument boundary = QJsonDocument::fromJson(row.required<QByteArray>(2));
        auto shape = polygonFromGeoJson(boundary.object());
        if (!row.problem().isEmpty() || !shape) {
            qCInfo(logExchange).noquote()
                << "grid" << grid.id.value << "takes no incidents:" << (shape ? row.problem() : shape.error().message);
            continue;
        }
        catalogue.grids.push_back(grid);
        shapes.push_back(std::move(*shape));
    }
    catalogue.gridLocator = AreaLocator(shapes);
    return {};
}

} // namespace

Result<ImportCatalogue> ImportCatalogue::read(postgres::Session &session)
{
    ImportCatalogue catalogue;
    if (const auto done = readTypes(session, catalogue); !done)
        return std::unexpected(done.error());
    const auto sources = session.query("select source from wuquan.source");
    if (!sources)
        return std::unexpected(sources.error());
    for (int i = 0; i < sources->rowCount(); ++i)
        catalogue.sources.insert(sources->value<QString>(i).value_or(QString()));
    if (const auto done = readGrids(session, catalogue); !done)
        return std::unexpected(done.error());
    return catalogue;
}

} // namespace wuquan
