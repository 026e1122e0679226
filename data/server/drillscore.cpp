// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillscore.h"

#include "data/server/drillmark.h"

using namespace Qt::StringLiterals;

namespace wuquan {

Result<DrillScore> readDrillScore(postgres::Session &session)
{
    const auto found = isDrill(session);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::Refused, u"the database is no drill's: there is nothing to score"_s);
    const auto count = session.query("select count(*)::integer from wuquan.drill_incident");
    const auto rows = session.query(
        "select step, brought, done, missing, median_s, p90_s, real_median_s, real_p90_s, kept, judged, real_kept, "
        "real_judged from wuquan.drill_score order by place");
    if (!count || !rows)
        return std::unexpected(count ? rows.error() : count.error());
    DrillScore score{.incidents = count->value<std::int32_t>().value_or(0)};
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        score.steps.push_back({.step = row.required<QString>(0),
            .brought = row.required<std::int32_t>(1),
            .done = row.required<std::int32_t>(2),
            .missing = row.required<std::int32_t>(3),
            .exercise = {row.nullable<double>(4), row.nullable<double>(5)},
            .real = {row.nullable<double>(6), row.nullable<double>(7)},
            .inTime = {row.required<std::int32_t>(8), row.required<std::int32_t>(9)},
            .reallyInTime = {row.required<std::int32_t>(10), row.required<std::int32_t>(11)}});
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"wuquan.drill_score: %1"_s.arg(row.problem()));
    }
    return score;
}

Result<void> readDrillSteps(postgres::Session &session, const std::function<void(const DrillStep &)> &take)
{
    return session.stream("select s.number, s.at_s, t.code, s.step, s.exercise_s, s.real_s, s.kept, s.real_kept, "
                          "s.missing, s.post from wuquan.drill_step s join wuquan.incident_type t using (type_id) "
                          "order by s.number, s.place",
        {}, [&take](const postgres::ResultSet &rows) -> Result<void> {
            for (int i = 0; i < rows.rowCount(); ++i) {
                postgres::Row row = rows.row(i);
                const DrillStep step{.number = row.required<std::int32_t>(0),
                    .at_s = row.required<std::int32_t>(1),
                    .type = row.required<QString>(2),
                    .step = row.required<QString>(3),
                    .exercise_s = row.nullable<double>(4),
                    .real_s = row.nullable<std::int32_t>(5),
                    .kept = row.nullable<bool>(6),
                    .reallyKept = row.nullable<bool>(7),
                    .missing = row.required<bool>(8),
                    .post = row.nullable<QString>(9).value_or(QString())};
                if (!row.problem().isEmpty())
                    return failure(ErrorKind::Database, u"wuquan.drill_step: %1"_s.arg(row.problem()));
                take(step);
            }
            return {};
        });
}

} // namespace wuquan
