// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/dispatch.h"
#include "data/store/districtstore.h"
#include "data/view/selection.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace wuquan {

/// The case file of the incident that is selected, read anew whenever that incident changes. What was read before stays
/// until the next is here; of another incident nothing stays. Lives in the GUI thread; owned by app, which carries
/// wishes to the reader and answers back.
class CaseFolder : public QObject {
    Q_OBJECT
public:
    enum class State {
        None, ///< no incident is selected
        Reading,
        Read, ///< file() is null when the database does not show it to us
        Failed, ///< reason() says why; what was read before stays
    };

    CaseFolder(const DistrictStore &store, const Selection &selection, QObject *parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    /// Of which it is; 0 when none is selected.
    [[nodiscard]] IncidentId incident() const { return m_wish.incident; }
    [[nodiscard]] const CaseFile *file() const { return m_file.get(); }
    [[nodiscard]] const QString &reason() const { return m_reason; }

public Q_SLOTS:
    void take(quint64 number, const std::shared_ptr<const wuquan::CaseFile> &file);
    void fail(quint64 number, const QString &reason);
    /// Reads again: after a failure, or when something may have changed that is not in the incident's row.
    void refresh();

Q_SIGNALS:
    void wished(const wuquan::CaseWish &wish); ///< for the reader
    void changed();

private:
    void follow();

    const DistrictStore &m_store;
    const Selection &m_selection;
    CaseWish m_wish; ///< the last
    std::int64_t m_version = 0; ///< of the incident when it was wished for
    State m_state = State::None;
    std::shared_ptr<const CaseFile> m_file;
    QString m_reason;
};

} // namespace wuquan
