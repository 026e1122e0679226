// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/annotationdesk.h"

namespace wuquan {

AnnotationDesk::AnnotationDesk(const DistrictStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.annotations)
            settle();
    });
}

QUuid AnnotationDesk::add(AnnotationOrder order)
{
    order.key = QUuid::createUuid();
    m_requests.add(order);
    Q_EMIT changed();
    Q_EMIT ordered(order);
    return order.key;
}

QUuid AnnotationDesk::make(const AnnotationDraft &draft)
{
    return add({{}, AnnotationOrder::Kind::Make, {}, 0, draft});
}

QUuid AnnotationDesk::change(const Annotation &annotation, const AnnotationDraft &draft)
{
    return add({{}, AnnotationOrder::Kind::Change, annotation.id, annotation.version, draft});
}

QUuid AnnotationDesk::remove(const Annotation &annotation)
{
    return add({{}, AnnotationOrder::Kind::Remove, annotation.id, annotation.version,
        {annotation.kind, annotation.role, annotation.points, annotation.text}});
}

QUuid AnnotationDesk::putBack(const Annotation &annotation, std::int64_t removedVersion)
{
    return add({{}, AnnotationOrder::Kind::Change, annotation.id, removedVersion,
        {annotation.kind, annotation.role, annotation.points, annotation.text}});
}

void AnnotationDesk::dismiss(const QUuid &key)
{
    const Entry *const found = entry(key);
    if (!found)
        return;
    const RequestState state = found->answer.state;
    if (state == RequestState::Waiting)
        Q_EMIT withdrawn(key); // it may be too late: the answer says
    else if (isFinal(state) && state != RequestState::Done)
        m_requests.forget(key);
    Q_EMIT changed();
}

void AnnotationDesk::setAccess(AnnotationAccess access)
{
    if (m_access == access)
        return;
    m_access = access;
    Q_EMIT changed();
}

void AnnotationDesk::answer(const AnnotationAnswer &answer)
{
    if (!m_requests.answer(answer))
        return;
    Q_EMIT changed();
    settle();
}

void AnnotationDesk::hear()
{
    m_requests.hear();
    settle();
}

void AnnotationDesk::settle()
{
    const auto shown = m_requests.takeShown([this](const Entry &entry) {
        const Annotation *const row = m_store.annotation(entry.answer.id);
        return entry.request.kind == AnnotationOrder::Kind::Remove ? !row : row && row->version >= entry.answer.version;
    });
    if (shown.empty())
        return;
    for (const Entry &entry : shown)
        Q_EMIT settled(entry.request, entry.answer);
    Q_EMIT changed();
}

} // namespace wuquan
