// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/areaimport.h"

#include "data/exchange/areafeature.h"
#include "data/exchange/rejectedrows.h"
#include "data/postgres/session.h"
#include "data/postgres/statement.h"

#include <QFile>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// One run: writes the features level by level, knowing the key of each code written or found.
class AreaImport {
public:
    AreaImport(postgres::Session &session, const AreaImportOptions &options)
        : m_session(session)
        , m_options(options)
    {
        if (options.validFrom)
            m_validFrom = options.validFrom->toString(Qt::ISODate);
    }

    Result<AreaImportReport> run(AreaFeatures &features)
    {
        for (const auto &[name, into] :
            {std::pair(u"import_area_find"_s, &m_find), std::pair(u"import_area_insert"_s, &m_insert),
                std::pair(u"import_area_update"_s, &m_update), std::pair(u"import_area_end"_s, &m_end)}) {
            auto sql = postgres::namedStatement(name);
            if (!sql)
                return std::unexpected(sql.error());
            *into = std::move(*sql);
        }
        m_report.read = features.count;
        if (const auto begun = m_session.run("begin"); !begun)
            return std::unexpected(begun.error());
        for (const AreaFeature &feature : features.accepted) {
            if (const auto taken = take(feature, features.rejected); !taken)
                return std::unexpected(taken.error());
        }
        if (const auto done = m_session.run(m_options.dryRun ? "rollback" : "commit"); !done)
            return std::unexpected(done.error());
        m_report.rejected = int(features.rejected.size());
        return m_report;
    }

private:
    /// A row that the database refuses is rejected, the transaction goes on; a lost connection ends it.
    Result<void> take(const AreaFeature &feature, std::vector<RejectedFeature> &rejected)
    {
        if (const auto saved = m_session.run("savepoint feature"); !saved)
            return saved;
        const auto id = write(feature);
        if (id) {
            m_known.insert({feature.area.level, feature.area.code}, *id);
            return m_session.run("release feature");
        }
        if (id.error().kind == ErrorKind::Connection)
            return std::unexpected(id.error());
        rejected.push_back({feature.number, feature.area.code, feature.area.name, id.error().message});
        return m_session.run("rollback to feature");
    }

    Result<AreaId> write(const AreaFeature &feature)
    {
        std::optional<AreaId> parent;
        if (!feature.parentCode.isEmpty()) {
            const auto found = parentOf(feature);
            if (!found)
                return found;
            parent = *found;
        }
        const Area &area = feature.area;
        const auto optionalText
            = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
        postgres::Parameters values(area.code, m_validFrom, int(area.level), area.name, optionalText(area.nameEn),
            optionalText(area.pinyin), parent, feature.boundary, area.population);
        const auto found = m_session.query(m_find, values);
        if (!found)
            return std::unexpected(found.error());
        const auto old = found->value<std::int32_t>(0, 0);
        if (old && found->value<bool>(0, 2).value_or(false)) {
            ++m_report.unchanged;
            return AreaId{*old};
        }
        const bool inPlace = old && !found->value<bool>(0, 3).value_or(false);
        if (old && !inPlace) {
            if (const auto ended = m_session.query(m_end, postgres::Parameters(*old, m_validFrom)); !ended)
                return std::unexpected(ended.error());
        }
        if (inPlace)
            values.add(*old);
        const auto written = m_session.query(inPlace ? m_update : m_insert, values);
        if (!written)
            return std::unexpected(written.error());
        // What lies in it does from now on lie in its successor, whether the file names it or not.
        if (old && !inPlace) {
            const auto moved
                = m_session.query("update wuquan.area set parent_id = $1 where parent_id = $2 and valid_to is null",
                    postgres::Parameters(written->value<std::int32_t>(), *old));
            if (!moved)
                return std::unexpected(moved.error());
        }
        ++(old ? m_report.changed : m_report.added);
        return AreaId{written->value<std::int32_t>().value_or(0)};
    }

    Result<AreaId> parentOf(const AreaFeature &feature)
    {
        const auto level = AreaLevel(int(feature.area.level) - 1);
        const auto known = m_known.constFind({level, feature.parentCode});
        if (known != m_known.constEnd())
            return *known;
        const auto row = m_session.query(
            "select area_id from wuquan.area where code = $1 and level = $2 "
            "and valid_from <= coalesce($3::date, (now() at time zone 'Asia/Shanghai')::date) "
            "and (valid_to is null or valid_to > coalesce($3::date, (now() at time zone 'Asia/Shanghai')::date))",
            postgres::Parameters(feature.parentCode, int(level), m_validFrom));
        if (!row)
            return std::unexpected(row.error());
        const auto id = row->value<std::int32_t>();
        if (!id)
            return failure(ErrorKind::Input, u"parent '%1' is unknown one level up"_s.arg(feature.parentCode));
        return m_known.insert({level, feature.parentCode}, AreaId{*id}).value();
    }

    postgres::Session &m_session;
    const AreaImportOptions &m_options;
    std::optional<QString> m_validFrom;
    QByteArray m_find, m_insert, m_update, m_end;
    QHash<std::pair<AreaLevel, QString>, AreaId> m_known; ///< by level and code
    AreaImportReport m_report;
};

Result<QString> writeRejected(const QString &file, std::vector<RejectedFeature> &rejected)
{
    RejectedRows rows(file);
    const std::array<QByteArrayView, 2> header{"code", "name"};
    // An area file is taken whole or not at all, so there is time for this afterwards.
    if (!rejected.empty()) {
        if (const auto begun = rows.setHeader(header, "feature"); !begun)
            return std::unexpected(begun.error());
    }
    std::ranges::sort(rejected, {}, &RejectedFeature::number);
    for (const RejectedFeature &feature : rejected) {
        const QByteArray code = feature.code.toUtf8(), name = feature.name.toUtf8();
        const std::array<QByteArrayView, 2> fields{code, name};
        rows.add(feature.number, feature.reason, fields);
    }
    if (const auto written = rows.commit(); !written)
        return std::unexpected(written.error());
    return rows.count() > 0 ? rows.fileName() : QString();
}

} // namespace

Result<AreaImportReport> importAreas(const postgres::Settings &settings, const AreaImportOptions &options)
{
    QFile file(options.file);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, u"%1: %2"_s.arg(options.file, file.errorString()));
    auto features = areaFeaturesFromGeoJson(file.readAll(), options.coordinateSystem);
    if (!features)
        return failure(features.error().kind, u"%1: %2"_s.arg(options.file, features.error().message));
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    auto report = AreaImport(*session, options).run(*features);
    if (!report)
        return report;
    auto rejectedFile = writeRejected(options.file, features->rejected);
    if (!rejectedFile)
        return std::unexpected(rejectedFile.error());
    report->rejectedFile = *rejectedFile;
    return report;
}

} // namespace wuquan
