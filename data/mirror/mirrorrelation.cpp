// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorrelation.h"

#include "data/server/suppressedtypes.h"

#include <array>

namespace wuquan {

namespace {

constexpr int usualSlice = 5000;
constexpr int areaSlice = 1000; // boundaries are long

// As an import does: a title that is too long is cut, one that is missing is the name of the type.
constexpr auto incidentTitle = "coalesce(nullif(left(s.title, 256), ''), (select it.name from wuquan.incident_type it "
                               "where it.type_id = s.type_id::smallint))";
// As the trigger incident_place does, so that a row compares equal to what became of it.
constexpr auto incidentStreet
    = "coalesce(s.street_id::integer, (select c.parent_id from wuquan.area g join wuquan.area c on c.area_id = "
      "g.parent_id where g.area_id = s.grid_id::integer and g.level = 4))";

QByteArray notSuppressed()
{
    return "(t.type_id in (select it.type_id from wuquan.incident_type it where " + suppressedTypeCondition()
        + ")) is not true";
}

} // namespace

std::span<const MirrorRelation> mirrorRelations()
{
    static const std::array relations{
        MirrorRelation{.name = "source", .key = {"source"}, .keepsOwn = true},
        // What else a database says of itself is true of that database only.
        MirrorRelation{
            .name = "attribute", .key = {"name"}, .keepsOwn = true, .condition = "t.name in ('title', 'title_en')"},
        MirrorRelation{.name = "department", .key = {"department_id"}, .isOptional = true},
        MirrorRelation{.name = "area", .key = {"area_id"}, .sliceRows = areaSlice, .entity = Entity::Area},
        MirrorRelation{.name = "place_kind", .key = {"kind_id"}},
        MirrorRelation{.name = "device_kind", .key = {"kind_id"}, .values = {{"positioned", "true"}}},
        MirrorRelation{.name = "responder_kind", .key = {"kind_id"}},
        MirrorRelation{.name = "incident_type", .key = {"type_id"}},
        MirrorRelation{.name = "incident_type_limit", .key = {"type_id", "step"}, .isOptional = true},
        MirrorRelation{.name = "catalogue_item", .key = {"list", "item"}, .isOptional = true},
        MirrorRelation{.name = "indicator", .key = {"indicator_id"}},
        MirrorRelation{.name = "indicator_type", .key = {"indicator_id", "type_id"}},
        MirrorRelation{.name = "reported_figure", .key = {"indicator_id", "as_of"}},
        MirrorRelation{.name = "suppressed_count", .key = {"kind", "street_id", "day"}},
        MirrorRelation{.name = "place", .key = {"place_id"}, .sliceRows = usualSlice, .entity = Entity::Place},
        MirrorRelation{.name = "device",
            .key = {"device_id"},
            .sliceRows = usualSlice,
            .entity = Entity::Device,
            .values = {{"source", "'mirror'"}, {"source_id", "s.device_id"}}},
        MirrorRelation{.name = "device_count", .key = {"kind_id", "community_id"}, .isOptional = true},
        MirrorRelation{
            .name = "responder", .key = {"responder_id"}, .sliceRows = usualSlice, .entity = Entity::Responder},
        MirrorRelation{.name = "incident",
            .key = {"incident_id"},
            .sliceRows = usualSlice,
            .entity = Entity::Incident,
            .condition = notSuppressed(),
            .values = {{"title", incidentTitle}, {"street_id", incidentStreet}}},
    };
    return relations;
}

} // namespace wuquan
