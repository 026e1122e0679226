// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demoannotations.h"

#include "data/domain/annotation.h"
#include "data/postgres/session.h"

using namespace Qt::StringLiterals;

namespace wuquan {

Result<void> loadDemoAnnotations(postgres::Session &session, const DemoGround &ground, Instant asOf)
{
    if (ground.grids.empty())
        return {};
    // Of the grid in the middle of the list: the same place on every machine.
    const DemoGrid &grid = ground.grids[ground.grids.size() / 2];
    const GeoPoint low = grid.low.degrees(), high = grid.high.degrees();
    const auto at = [&](double east, double north) {
        return GeoPoint{low.longitude + (high.longitude - low.longitude) * east,
            low.latitude + (high.latitude - low.latitude) * north};
    };
    // In quiet colours: what is red on the whole district is urgent.
    const AnnotationDraft drafts[] = {
        {AnnotationKind::Point, AnnotationRole::Support, {at(-0.3, 1.4)}, u"演练集结点"_s},
        {AnnotationKind::Line, AnnotationRole::Support, {at(0.5, 0.5), at(0.2, 1.2), at(-0.3, 1.4)}, u"演练疏散路线"_s},
        {AnnotationKind::Area, AnnotationRole::Note, {at(0.1, 0.1), at(0.9, 0.1), at(0.9, 0.8), at(0.1, 0.8)},
            u"演练区域"_s},
    };
    for (const AnnotationDraft &draft : drafts) {
        const auto written = session.query(
            "insert into wuquan.annotation (kind, role, points, text, created_at) values ($1::smallint, $2::smallint, "
            "$3::jsonb, $4::text, $5::timestamptz)",
            postgres::Parameters(int(draft.kind), int(draft.role), annotationJson(draft.points), draft.text, asOf));
        if (!written)
            return std::unexpected(written.error());
    }
    return {};
}

} // namespace wuquan
