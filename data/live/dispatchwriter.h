// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/dispatch.h"
#include "data/live/requestwriter.h"

namespace wuquan {

/// Carries what somebody decided about incidents to wuquan.dispatch(). Its connection is kept: an order is urgent.
class DispatchWriter final : public RequestWriter {
    Q_OBJECT
public:
    explicit DispatchWriter(SettingsSource settings)
        : RequestWriter(std::move(settings), Line::Kept)
    {
    }

public Q_SLOTS:
    void write(const wuquan::DispatchRequest &request);

Q_SIGNALS:
    void answered(const wuquan::DispatchAnswer &answer);

private:
    void tell(const QUuid &key, const Outcome &outcome) override;
};

/// The answer of wuquan.dispatch() to a request; Refused when it can't be understood.
[[nodiscard]] DispatchAnswer dispatchAnswer(const QUuid &key, const QByteArray &json);

} // namespace wuquan
