// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/room.h"

#include <QByteArray>

namespace wuquan {

/// What wuquan.room_beat() and wuquan.voids() tell, as room_beat.sql puts them together; none when it can't be
/// understood.
[[nodiscard]] std::optional<RoomNews> readRoomNews(const QByteArray &json);

/// The answer of the database to a request of a room; Refused when it can't be understood.
[[nodiscard]] RoomAnswer roomAnswer(const QUuid &key, const QByteArray &json);

} // namespace wuquan
