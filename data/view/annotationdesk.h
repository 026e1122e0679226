// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/annotation.h"
#include "data/view/requestdesk.h"

namespace wuquan {

/// What this station has asked the database to do with annotations and does not see in the store yet.
class AnnotationDesk final : public RequestDesk<AnnotationOrder, AnnotationAnswer> {
    Q_OBJECT
public:
    explicit AnnotationDesk(const DistrictStore &store, QObject *parent = nullptr);

    QUuid make(const AnnotationDraft &draft);
    QUuid change(const Annotation &annotation, const AnnotationDraft &draft);
    QUuid remove(const Annotation &annotation);
    /// Undoes a removal that the database has confirmed with this version.
    QUuid putBack(const Annotation &annotation, std::int64_t removedVersion);

    [[nodiscard]] AnnotationAccess access() const { return m_access; }
    void setAccess(AnnotationAccess access);

Q_SIGNALS:
    void ordered(const wuquan::AnnotationOrder &order); ///< for the writer
    /// The store shows what the database has done.
    void settled(const wuquan::AnnotationOrder &order, const wuquan::AnnotationAnswer &answer);

private:
    QUuid order(AnnotationOrder order);
    [[nodiscard]] bool isShown(const Entry &entry) const override;
    void tellSettled(const Entry &entry) override { Q_EMIT settled(entry.request, entry.answer); }

    AnnotationAccess m_access = AnnotationAccess::Unknown;
};

} // namespace wuquan
