// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changebatch.h"

#include <QSize>

namespace wuquan::sample {

/// What to fill a store with.
struct Wish {
    int incidents = 43; ///< open ones
    int devices = 6000;
    bool trends = true;
};

/// A plausible state of the demo district at this moment, the same for the same wish: areas from resources/district,
/// everything else from a fixed seed.
[[nodiscard]] ChangeBatch district(Instant now, const Wish &wish = {});

} // namespace wuquan::sample
