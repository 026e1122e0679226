// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/attachment.h"

#include <QHash>
#include <QObject>

namespace wuquan {

/// Which files of incidents this station has fetched, and how that went. Lives in the GUI thread; owned by app, which
/// carries orders to the reader and answers back.
class AttachmentShelf : public QObject {
    Q_OBJECT
public:
    enum class State { None, Fetching, Saved, Failed };
    struct Entry {
        State state = State::None;
        QString text; ///< of Saved: where; of Failed: why
    };

    using QObject::QObject;

    [[nodiscard]] Entry entry(std::int64_t id) const { return m_entries.value(id); }
    /// One that is on its way is not asked for again.
    void fetch(const AttachmentOrder &order)
    {
        if (entry(order.id).state == State::Fetching)
            return;
        m_entries[order.id] = {State::Fetching, {}};
        Q_EMIT changed();
        Q_EMIT ordered(order);
    }

public Q_SLOTS:
    void take(qint64 id, const QString &path) { settle(id, {State::Saved, path}); }
    void fail(qint64 id, const QString &reason) { settle(id, {State::Failed, reason}); }

Q_SIGNALS:
    void ordered(const wuquan::AttachmentOrder &order); ///< for the reader
    void changed();

private:
    void settle(qint64 id, const Entry &entry)
    {
        m_entries[id] = entry;
        Q_EMIT changed();
    }

    QHash<std::int64_t, Entry> m_entries;
};

} // namespace wuquan
