// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/importfixture.h"

#include "data/core/resources.h"
#include "data/exchange/areaimport.h"
#include "data/postgres/session.h"

#include <QFile>

#include <chrono>
#include <format>
#include <random>

using namespace Qt::StringLiterals;

namespace wuquan {

Result<void> fillForImport(const postgres::Settings &settings)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    const auto types = session->run(
        "insert into wuquan.incident_type "
        "(type_id, code, name, name_en, circle_id, defence_id, platform_id, level, severity) values "
        "(1, 'noise', '噪声扰民', 'Noise', 2, 1, 3, 1, 3), (2, 'waste', '暴露垃圾', 'Waste', 1, 2, 3, 1, 3), "
        "(3, 'parking', '违法停车', 'Parking', 1, 2, 3, 1, 3), (4, 'fire', '火灾隐患', 'Fire hazard', 3, 3, 1, 2, 2), "
        "(5, 'other', '其他', 'Other', 1, 1, 4, 1, 3)");
    if (!types)
        return types;
    const auto areas = importAreas(settings, {.file = resourcePath(u"district/areas.geojson"_s), .validFrom = {}});
    if (!areas)
        return std::unexpected(areas.error());
    return {};
}

Result<void> writeIncidentFile(const QString &fileName, int rows)
{
    QFile file(fileName);
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorKind::Io, file.errorString());
    // Only the engine, whose numbers the standard fixes, is used; the distributions differ between libraries.
    std::mt19937 random(20180831);
    const auto below = [&random](unsigned n) { return random() % n; };
    static constexpr const char *types[]{"噪音", "垃圾", "违停", "消防", "其它"};
    const std::chrono::sys_seconds first = std::chrono::sys_days(std::chrono::year(2016) / 1 / 1);
    std::string text = "工单编号,事件类型,标题,上报时间,经度,纬度,紧急程度,状态,办结时间\r\n";
    for (int i = 0; i < rows; ++i) {
        const auto reported = first + std::chrono::seconds(i * 79LL % 86'400'000);
        const unsigned kind = below(5);
        std::string place = ",";
        if (const unsigned where = below(100); where > 0) {
            const double west = where == 1 ? 121.0 : 120.17;
            place = std::format("{:.6f},{:.6f}", west + below(180'000) * 1e-6, 30.235 + below(150'000) * 1e-6);
        }
        const char *title = i % 50 == 0 ? "\"居民反映,\"\"{}\"\"(合成)\"" : "居民反映{}问题(合成)";
        const bool closed = below(100) != 0;
        const auto end = reported + std::chrono::minutes(30 + below(4000));
        std::format_to(std::back_inserter(text), "DH{:09},{},{},{:%Y-%m-%d %H:%M:%S},{},{},{},{}\r\n", i, types[kind],
            std::vformat(title, std::make_format_args(types[kind])), reported, place, kind == 3 ? "较急" : "一般",
            closed ? "已办结" : "办理中", closed ? std::format("{:%Y-%m-%d %H:%M:%S}", end) : std::string());
        if (text.size() > (1 << 20) || i + 1 == rows) {
            file.write(text.data(), qint64(text.size()));
            text.clear();
        }
    }
    if (!text.empty())
        file.write(text.data(), qint64(text.size()));
    return file.flush() ? Result<void>{} : failure(ErrorKind::Io, file.errorString());
}

QByteArray incidentFileMapping()
{
    return R"(source = "hotline_12345"
default_type = "other"
[file]
coordinate_system = "gcj02"
[columns]
source_id = "工单编号"
type = "事件类型"
title = "标题"
reported_at = "上报时间"
longitude = "经度"
latitude = "纬度"
severity = "紧急程度"
state = "状态"
closed_at = "办结时间"
[time]
format = "yyyy-MM-dd HH:mm:ss"
[types]
"噪音" = "noise"
"垃圾" = "waste"
"违停" = "parking"
"消防" = "fire"
[states]
"已办结" = "closed"
"办理中" = "handling"
)";
}

} // namespace wuquan
