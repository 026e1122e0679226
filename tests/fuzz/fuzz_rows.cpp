// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a server may send: binary values under any type, and rows of them through the decoders of the feed.
#include "data/live/decode.h"
#include "data/store/districtstore.h"
#include "data/store/statepayload.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/rowinput.h"

#include <cstring>

using namespace wuquan;
using namespace wuquan::fuzz;

namespace {

void decodeAsEverything(unsigned type, QByteArrayView bytes)
{
    const auto narrow = postgres::decode<std::int16_t>(type, bytes);
    const auto middle = postgres::decode<std::int32_t>(type, bytes);
    const auto wide = postgres::decode<std::int64_t>(type, bytes);
    require(!narrow || (middle && *middle == *narrow), "a value that fits 16 bits fits 32");
    require(!middle || (wide && *wide == *middle), "a value that fits 32 bits fits 64");
    const auto instant = postgres::decode<Instant>(type, bytes);
    require(!instant || isUsable(*instant), "an instant can be calculated with");
    const auto text = postgres::decode<QString>(type, bytes);
    require(!text || postgres::decode<QByteArray>(type, bytes), "a text is bytes");
    (void)postgres::decode<bool>(type, bytes);
    (void)postgres::decode<double>(type, bytes);
    (void)postgres::decode<float>(type, bytes);
    (void)postgres::decode<QDate>(type, bytes);
}

/// What was decoded can be held by a store and kept in a state file.
void keep(ChangeBatch batch)
{
    batch.startsAnew = batch.complete = true;
    DistrictStore store;
    store.apply(batch);
    QByteArray payload;
    state::writePayload(store.state(), [&](QByteArrayView piece) { payload += piece; });
    require(state::batchFromPayload(payload).has_value(), "what the database said can be kept in a state file");
}

void decodeRows(const RowSource &source, const postgres::ResultSet &rows)
{
    const auto is = [&](const char *statement) { return std::strcmp(source.statement, statement) == 0; };
    const QDate day(2026, 11, 25);
    ChangeBatch batch;
    auto catalogue = std::make_shared<Catalogue>();
    auto trends = std::make_shared<TrendCube>(day.addDays(-1096), 1096);
    if (is("areas"))
        decodeAreas(rows, batch);
    else if (is("devices"))
        decodeDevices(rows, batch);
    else if (is("places"))
        decodePlaces(rows, batch);
    else if (is("responders"))
        decodeResponders(rows, batch);
    else if (is("annotations"))
        decodeAnnotations(rows, batch);
    else if (is("incidents"))
        decodeIncidents(rows, batch);
    else if (is("incident_types"))
        decodeIncidentTypes(rows, *catalogue);
    else if (is("kinds"))
        decodeKinds(rows, *catalogue);
    else if (is("attributes"))
        batch.attributes = decodeAttributes(rows);
    else if (is("trend_days"))
        decodeTrendDays(rows, *trends);
    else if (is("trend_last_year_today"))
        decodeHours(rows, day.addDays(-364), *trends);
    else if (is("indicators"))
        batch.indicators = std::make_shared<const std::vector<IndicatorFigure>>(decodeIndicators(rows));
    else
        require(false, "every row source has a decoder");
    trends->trimToHistory();
    require(trends->endDay() == day, "a cube ends where it ended");
    for (const auto &[key, slice] : trends->slices()) {
        for (const Circle circle : allCircles)
            (void)trends->sum(key, circle, trends->firstDay(), day);
    }
    batch.catalogue = catalogue;
    batch.trends = trends;
    keep(std::move(batch));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::size_t pick = data[0] % (types.size() + rowSources.size());
    const QByteArrayView rest(data + 1, qsizetype(size - 1));
    if (pick < types.size()) {
        decodeAsEverything(types[pick], rest);
    } else {
        const RowSource &source = rowSources[pick - types.size()];
        decodeRows(source, resultFrom(rest, source.columns));
    }
    return 0;
}
