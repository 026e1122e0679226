// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/pastincident.h"
#include "data/live/feed.h"
#include "data/postgres/connection.h"

#include <QCoroTask>
#include <QObject>

#include <memory>
#include <optional>

namespace wuquan {

/// Reads where incidents of earlier days were, over a connection of its own, while somebody wants to see it; an order
/// ends the one before. A failure is told once: whoever ordered decides whether to try again. Lives in the data thread.
class HistoryReader : public QObject {
    Q_OBJECT
public:
    static constexpr int mostRows = 1'000'000;

    explicit HistoryReader(SettingsSource settings, int atMost = mostRows);

public Q_SLOTS:
    void read(const wuquan::PastIncidentOrder &order);
    void stop();

Q_SIGNALS:
    void answered(quint64 number, const std::shared_ptr<const wuquan::PastIncidentRows> &rows);
    void failed(quint64 number, const QString &reason);
    void stopped();

private:
    QCoro::Task<> run();
    QCoro::Task<Result<PastIncidentRows>> answer(PastIncidentOrder order);

    SettingsSource m_settings;
    int m_mostRows;
    std::optional<PastIncidentOrder> m_next;
    bool m_running = false;
    bool m_stopping = false;
    postgres::Connection m_connection; ///< the last: whoever waits in it still finds the rest
};

} // namespace wuquan
