// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/room.h"
#include "data/live/requestwriter.h"

namespace wuquan {

/// Carries what a station does in its room to the database. It is asked seldom: no connection is kept for it.
class RoomWriter final : public RequestWriter {
    Q_OBJECT
public:
    explicit RoomWriter(SettingsSource settings)
        : RequestWriter(std::move(settings), Line::Opened)
    {
    }

public Q_SLOTS:
    void write(const wuquan::RoomRequest &request);

Q_SIGNALS:
    void answered(const wuquan::RoomAnswer &answer);

private:
    void tell(const QUuid &key, const Outcome &outcome) override;
};

} // namespace wuquan
