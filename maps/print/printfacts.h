// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/datastatus.h"

#include <QString>

namespace wuquan {

/// Who prints what and how current it is: every print carries it. A plain value.
struct PrintFacts {
    QString user; ///< of the database session; empty: the database has not told
    QString seat; ///< the station's machine
    Instant serverTime; ///< now
    DataStatus::State state = DataStatus::State::Connecting; ///< of the data
    std::optional<Instant> asOf; ///< server time of the data; none: not known
    QString attribution; ///< whose work the base map is; may be empty
};

} // namespace wuquan
