// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/session.h"
#include "data/postgres/settings.h"
#include "tests/support/temporaryserver.h"

#include <QByteArray>
#include <QByteArrayList>

#include <cstdint>
#include <vector>

namespace wuquan::fault {

inline constexpr int streetCount = 8;
inline constexpr int districtDesks = 16;
/// Teams 1 to 256, those of a street every eighth: team n belongs to street 1 + (n − 1) % 8.
inline constexpr int teamCount = 256;

/// Migrates an empty database as a plain role "keeper" that owns it, as a DBA's database is owned: for a superuser
/// there is no row security. Gives the keeper's settings.
[[nodiscard]] Result<postgres::Settings> makeKeptDatabase(const TemporaryServer &server);

/// Fills an empty, migrated database with a district of eight streets (areas 2 to 9) with a community and a grid each
/// (11 to 18 and 21 to 28), a type of incident with limits for each step, teams, and seats: the logins operator1 to 8
/// and field1 to 8 of the streets 1 to 8 (the latter of the teams of the same numbers), and desk1 to 16 of the
/// district.
[[nodiscard]] Result<void> prepareDispatchDistrict(postgres::Session &session);

/// As many incidents with their orders as a district of this size has after years, so that nothing is fast only because
/// a table is short: 50,000 open, 300,000 closed, each with its report in the log. By a superuser.
[[nodiscard]] Result<void> fillWithHistory(postgres::Session &session);

/// New incidents in a state, of the streets in turn, as a source's rows would be written by the owner; their keys, and
/// all have version 1. Each batch has a name of its own.
[[nodiscard]] Result<std::vector<std::int64_t>> addIncidents(
    postgres::Session &session, const QByteArray &batch, int count, int state);

/// The number, 1…8, of the street in which addIncidents put the incident with this index.
[[nodiscard]] constexpr int streetOf(std::size_t index)
{
    return 1 + int(index % streetCount);
}

} // namespace wuquan::fault
