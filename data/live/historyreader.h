// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/pastincident.h"
#include "data/live/latestreader.h"

#include <memory>

namespace wuquan {

/// Reads where incidents of earlier days were, while somebody wants to see it. It is asked seldom: no connection is
/// kept for it.
class HistoryReader final : public LatestReader {
    Q_OBJECT
public:
    static constexpr int mostRows = 1'000'000;

    explicit HistoryReader(SettingsSource settings, int atMost = mostRows);

public Q_SLOTS:
    void read(const wuquan::PastIncidentOrder &order);

Q_SIGNALS:
    void answered(quint64 number, const std::shared_ptr<const wuquan::PastIncidentRows> &rows);
    void failed(quint64 number, const QString &reason);

private:
    [[nodiscard]] QCoro::Task<> answer() override;
    [[nodiscard]] QCoro::Task<Result<PastIncidentRows>> rows(PastIncidentOrder order);

    int m_mostRows;
    PastIncidentOrder m_order; ///< the newest
};

} // namespace wuquan
