// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/dispatch.h"
#include "data/live/latestreader.h"

#include <memory>

namespace wuquan {

/// Reads the case file of the incident that somebody looks at. They move from one to the next: its connection is kept.
class CaseReader final : public LatestReader {
    Q_OBJECT
public:
    explicit CaseReader(SettingsSource settings)
        : LatestReader(std::move(settings), Line::Kept)
    {
    }

public Q_SLOTS:
    void read(const wuquan::CaseWish &wish);

Q_SIGNALS:
    /// Null: the database has no such incident, or we may not see it.
    void answered(quint64 number, const std::shared_ptr<const wuquan::CaseFile> &file);
    void failed(quint64 number, const QString &reason);

private:
    [[nodiscard]] QCoro::Task<> answer() override;
    [[nodiscard]] QCoro::Task<Result<std::shared_ptr<const CaseFile>>> file(IncidentId incident);

    CaseWish m_wish; ///< the newest
};

} // namespace wuquan
