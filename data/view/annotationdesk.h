// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/annotation.h"
#include "data/store/districtstore.h"
#include "data/view/pendingrequests.h"

#include <QObject>

#include <optional>
#include <vector>

namespace wuquan {

/// What this station has asked the database to do with annotations and does not see in the store yet: a wish until its
/// row has come back. Lives in the GUI thread; owned by app, which carries orders to the writer and answers back.
class AnnotationDesk : public QObject {
    Q_OBJECT
public:
    using Requests = PendingRequests<AnnotationOrder, AnnotationAnswer>;
    using Entry = Requests::Entry;

    explicit AnnotationDesk(const DistrictStore &store, QObject *parent = nullptr);

    QUuid make(const AnnotationDraft &draft);
    QUuid change(const Annotation &annotation, const AnnotationDraft &draft);
    QUuid remove(const Annotation &annotation);
    /// Undoes a removal that the database has confirmed with this version.
    QUuid putBack(const Annotation &annotation, std::int64_t removedVersion);
    /// Forgets what was refused or in conflict, and takes back what still waits to be sent.
    void dismiss(const QUuid &key);

    /// What is not settled, in the order it was asked for.
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_requests.entries(); }
    [[nodiscard]] const Entry *entry(const QUuid &key) const { return m_requests.find(key); }
    [[nodiscard]] AnnotationAccess access() const { return m_access; }

    void setAccess(AnnotationAccess access);
    void answer(const AnnotationAnswer &answer);
    /// The feed has given out all that a poll told.
    void hear();

Q_SIGNALS:
    void ordered(const wuquan::AnnotationOrder &order); ///< for the writer
    void withdrawn(const QUuid &key); ///< for the writer
    void changed(); ///< entries or access
    /// The store shows what the database has done.
    void settled(const wuquan::AnnotationOrder &order, const wuquan::AnnotationAnswer &answer);

private:
    QUuid add(AnnotationOrder order);
    void settle();

    const DistrictStore &m_store;
    Requests m_requests;
    AnnotationAccess m_access = AnnotationAccess::Unknown;
};

} // namespace wuquan
