// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/attachment.h"
#include "data/live/sideworker.h"

#include <deque>

namespace wuquan {

/// Fetches files of incidents, one after the other, and writes them where they are wanted. What does not have the hash
/// that its case file told is not written. It is asked seldom: no connection is kept for it.
class AttachmentReader final : public SideWorker {
    Q_OBJECT
public:
    explicit AttachmentReader(SettingsSource settings)
        : SideWorker(std::move(settings), Line::Opened)
    {
    }

public Q_SLOTS:
    void fetch(const wuquan::AttachmentOrder &order);

Q_SIGNALS:
    void saved(qint64 id, const QString &path);
    void failed(qint64 id, const QString &reason);

private:
    QCoro::Task<> run();
    /// Where it was written.
    [[nodiscard]] QCoro::Task<Result<QString>> save(AttachmentOrder order);

    std::deque<AttachmentOrder> m_queue;
};

/// Writes a file into a folder under its name, or with a number after it when there is such a file; where.
[[nodiscard]] Result<QString> writeBeside(const QString &folder, const QString &name, const QByteArray &content);

} // namespace wuquan
