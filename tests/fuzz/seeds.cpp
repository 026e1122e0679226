// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// fuzz_seeds FOLDER: writes the seed corpora of tests/fuzz into FOLDER anew: states of different sizes, and rows of the
// demo district as a server sends them. To be run by hand when the state file or a statement changes.
#include "data/postgres/session.h"
#include "data/postgres/statement.h"
#include "data/server/demo.h"
#include "data/store/statefile.h"
#include "tests/fuzz/rowinput.h"
#include "tests/support/fullstate.h"
#include "tests/support/temporaryserver.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

constexpr int rowsOfAResult = 3;
constexpr Instant asOf = std::chrono::sys_days(std::chrono::year(2018) / 9 / 4) + std::chrono::hours(2);

void write(const QDir &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s can't be written", qPrintable(file.fileName()));
}

void writeStates(const QDir &folder)
{
    const test::SampleSize few{.cameras = 3, .detectors = 1, .incidents = 3, .places = 1};
    ChangeBatch state = test::fullState(few, asOf, 3);
    state.areas.resize(2);
    state.responders.resize(2);
    state.annotations.resize(3);
    auto catalogue = std::make_shared<Catalogue>(*state.catalogue);
    catalogue->incidentTypes.removeIf([](const auto &type) { return type.key().value > 2; });
    state.catalogue = catalogue;
    write(folder, u"whole"_s, encodeState(state));
    write(folder, u"empty"_s, encodeState(ChangeBatch()));
    ChangeBatch part;
    part.incidents = state.incidents;
    write(folder, u"incidents"_s, encodeState(part));
    part = {};
    part.trends = state.trends;
    part.position = state.position;
    write(folder, u"trends"_s, encodeState(part));
    part = {};
    part.areas = state.areas;
    part.devices = state.devices;
    write(folder, u"devices"_s, encodeState(part));
}

/// The first rows of a result in the format of rowinput.h.
QByteArray inputFrom(std::size_t source, const postgres::ResultSet &rows)
{
    QByteArray input(1, char(fuzz::types.size() + source));
    for (int column = 0; column < rows.columnCount(); ++column) {
        const auto *const type = std::ranges::find(fuzz::types, rows.columnType(column));
        input += char(type - fuzz::types.begin());
    }
    for (int row = 0; row < std::min(rowsOfAResult, rows.rowCount()); ++row) {
        for (int column = 0; column < rows.columnCount(); ++column) {
            const QByteArrayView bytes = rows.bytes(row, column);
            if (rows.isNull(row, column)) {
                input += '\xff';
            } else if (bytes.size() < 254) {
                input += char(bytes.size());
                input += bytes;
            } else {
                input += '\xfe';
                input += char(bytes.size() & 0xff);
                input += char(bytes.size() >> 8);
                input += bytes;
            }
        }
    }
    return input;
}

postgres::Parameters parametersOf(const QString &statement)
{
    if (statement == "trend_days"_L1)
        return postgres::Parameters("2018-08-20"_ba, "2018-09-04"_ba);
    if (statement == "trend_last_year_today"_L1)
        return postgres::Parameters("2017-09-05"_ba);
    if (statement == "incidents"_L1)
        return postgres::Parameters(std::nullopt, "2018-09-04"_ba);
    if (statement == "indicators"_L1)
        return postgres::Parameters(asOf);
    if (statement == "areas"_L1 || statement == "devices"_L1 || statement == "places"_L1 || statement == "responders"_L1
        || statement == "annotations"_L1)
        return postgres::Parameters(std::nullopt);
    return {};
}

void writeRows(const QDir &folder)
{
    TemporaryServer server;
    if (!server.isRunning())
        qFatal("%s", qPrintable(server.errorMessage()));
    server.applyMigrations();
    auto session = postgres::Session::open(server.settings());
    if (!session)
        qFatal("%s", qPrintable(session.error().message));
    if (const auto made = makeDemo(*session, {.asOf = asOf}); !made)
        qFatal("%s", qPrintable(made.error().message));
    for (std::size_t i = 0; i < fuzz::rowSources.size(); ++i) {
        const QString name = QLatin1StringView(fuzz::rowSources[i].statement);
        const auto rows = session->query(postgres::namedStatement(name).value(), parametersOf(name));
        if (!rows || rows->rowCount() == 0 || rows->columnCount() != fuzz::rowSources[i].columns)
            qFatal("%s gives no rows of %d columns", fuzz::rowSources[i].statement, fuzz::rowSources[i].columns);
        write(folder, name, inputFrom(i, *rows));
    }
    // Counts that no district has, in the columns of the trend days.
    const auto enormous = session->query("select 1::smallint, 0, 1::smallint, '2147483647,2147483647,-1', '0,1,2'");
    if (!enormous)
        qFatal("%s", qPrintable(enormous.error().message));
    const auto *const trendDays = std::ranges::find(fuzz::rowSources, QByteArrayView("trend_days"),
        [](const auto &source) { return QByteArrayView(source.statement); });
    write(folder, u"trend_days_enormous"_s, inputFrom(std::size_t(trendDays - fuzz::rowSources.begin()), *enormous));
    // Single values, each under its own type.
    const auto values = session->query("select true, 'x'::bytea, 'a'::\"char\", 'n'::name, -2::bigint, 7::smallint, "
                                       "-1, '网格'::text, 26::oid, '{}'::json, 1.5::real, 'nan'::float8, 'b'::bpchar, "
                                       "'v'::varchar, '2018-09-04'::date, '2018-09-04 10:00'::timestamp, "
                                       "'infinity'::timestamptz, '{\"a\":[1]}'::jsonb, '99'::xid8");
    if (!values)
        qFatal("%s", qPrintable(values.error().message));
    for (int column = 0; column < values->columnCount(); ++column) {
        const auto *const type = std::ranges::find(fuzz::types, values->columnType(column));
        write(folder, u"value%1"_s.arg(*type),
            QByteArray(1, char(type - fuzz::types.begin())) + values->bytes(0, column).toByteArray());
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 2)
        qFatal("fuzz_seeds FOLDER");
    for (const QString &target : {u"fuzz_state"_s, u"fuzz_rows"_s}) {
        const QDir folder(arguments[1] + u'/' + target);
        if (!folder.mkpath(u"."_s))
            qFatal("%s can't be made", qPrintable(folder.path()));
        if (target == "fuzz_state"_L1)
            writeStates(folder);
        else
            writeRows(folder);
    }
    return 0;
}
