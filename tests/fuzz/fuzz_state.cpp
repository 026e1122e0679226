// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What may lie where a state file should: the file itself, and its payload as if its checksum fitted.
#include "data/store/districtstore.h"
#include "data/store/statefile.h"
#include "data/store/statepayload.h"
#include "tests/fuzz/require.h"

#include <cstdint>

using namespace wuquan;
using namespace wuquan::fuzz;

namespace {

constexpr qsizetype headLength = 56;

QByteArray payloadOf(const ChangeBatch &state)
{
    QByteArray payload;
    state::writePayload(state, [&](QByteArrayView piece) { payload += piece; });
    return payload;
}

void use(const ChangeBatch &batch)
{
    const QByteArray once = payloadOf(batch);
    const auto again = state::batchFromPayload(once);
    require(again.has_value(), "what was read can be written and read again");
    require(payloadOf(*again) == once, "equal states are equal bytes");
    DistrictStore store;
    store.apply(batch);
    require(store.isComplete(), "a state is complete");
    require(state::batchFromPayload(payloadOf(store.state())).has_value(), "a store that took a state gives one");
    for (const auto &[key, slice] : store.trends().slices()) {
        for (const Circle circle : allCircles)
            (void)store.trends().sum(key, circle, store.trends().firstDay(), store.trends().endDay());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const auto file = decodeState(bytes);
    require(file || !file.error().message.isEmpty(), "an error says why");
    const auto payload = state::batchFromPayload(bytes.size() > headLength ? bytes.sliced(headLength) : bytes);
    require(payload || !payload.error().message.isEmpty(), "an error says why");
    require(!file || payload, "a file that is taken has a payload that is");
    if (payload)
        use(*payload);
    return 0;
}
