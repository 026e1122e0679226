// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace wuquan {

/// What is known of a request that a station has sent to change something. Its key stays the same however often the
/// database is asked, so that it is done once.
enum class RequestState : std::uint8_t {
    Sending, ///< on its way
    Waiting, ///< not sent yet: there is no connection
    Unknown, ///< the connection was lost while it was on its way; it is asked again
    Done, ///< the database has it
    Conflict, ///< what it is about has become another meanwhile
    Refused, ///< the database says no
};

/// Whether nothing more will be heard of it.
[[nodiscard]] constexpr bool isFinal(RequestState state)
{
    return state >= RequestState::Done;
}

} // namespace wuquan
