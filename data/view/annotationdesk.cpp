// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/annotationdesk.h"

namespace wuquan {

AnnotationDesk::AnnotationDesk(const DistrictStore &store, QObject *parent)
    : RequestDesk(store, parent)
{
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.annotations)
            settle();
    });
}

QUuid AnnotationDesk::order(AnnotationOrder order)
{
    order.key = QUuid::createUuid();
    add(order);
    Q_EMIT ordered(order);
    return order.key;
}

QUuid AnnotationDesk::make(const AnnotationDraft &draft)
{
    return order({{}, AnnotationOrder::Kind::Make, {}, 0, draft});
}

QUuid AnnotationDesk::change(const Annotation &annotation, const AnnotationDraft &draft)
{
    return order({{}, AnnotationOrder::Kind::Change, annotation.id, annotation.version, draft});
}

QUuid AnnotationDesk::remove(const Annotation &annotation)
{
    return order({{}, AnnotationOrder::Kind::Remove, annotation.id, annotation.version,
        {annotation.kind, annotation.role, annotation.points, annotation.text}});
}

QUuid AnnotationDesk::putBack(const Annotation &annotation, std::int64_t removedVersion)
{
    return order({{}, AnnotationOrder::Kind::Change, annotation.id, removedVersion,
        {annotation.kind, annotation.role, annotation.points, annotation.text}});
}

void AnnotationDesk::setAccess(AnnotationAccess access)
{
    if (m_access == access)
        return;
    m_access = access;
    Q_EMIT changed();
}

bool AnnotationDesk::isShown(const Entry &entry) const
{
    const Annotation *const row = store().annotation(entry.answer.id);
    return entry.request.kind == AnnotationOrder::Kind::Remove ? !row : row && row->version >= entry.answer.version;
}

} // namespace wuquan
