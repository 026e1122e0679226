// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/annotationdesk.h"

#include <algorithm>
#include <utility>

namespace wuquan {

using State = AnnotationAnswer::State;

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
    order.request = QUuid::createUuid();
    m_entries.push_back({order, {order.request}});
    Q_EMIT changed();
    Q_EMIT ordered(order);
    return order.request;
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

const AnnotationDesk::Entry *AnnotationDesk::entry(const QUuid &request) const
{
    const auto at = std::ranges::find(
        m_entries, request, [](const Entry &entry) -> const QUuid & { return entry.order.request; });
    return at == m_entries.end() ? nullptr : &*at;
}

void AnnotationDesk::dismiss(const QUuid &request)
{
    const Entry *const found = entry(request);
    if (!found)
        return;
    const State state = found->answer.state;
    if (state == State::Waiting)
        Q_EMIT withdrawn(request); // it may be too late: the answer says
    else if (state == State::Refused || state == State::Conflict)
        std::erase_if(m_entries, [&](const Entry &entry) { return entry.order.request == request; });
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
    const auto at = std::ranges::find(
        m_entries, answer.request, [](const Entry &entry) -> const QUuid & { return entry.order.request; });
    if (at == m_entries.end())
        return;
    at->answer = answer;
    Q_EMIT changed();
    settle();
}

/// Of two polls that end after an answer the second began after it: whatever the row has become is in the store.
void AnnotationDesk::hear()
{
    for (Entry &entry : m_entries)
        entry.heardSince += entry.answer.state == State::Done ? 1 : 0;
    settle();
}

bool AnnotationDesk::isShown(const Entry &entry) const
{
    if (entry.answer.state != State::Done)
        return false;
    const Annotation *const row = m_store.annotation(entry.answer.id);
    const bool agrees
        = entry.order.kind == AnnotationOrder::Kind::Remove ? !row : row && row->version >= entry.answer.version;
    return agrees || entry.heardSince >= 2;
}

void AnnotationDesk::settle()
{
    std::vector<Entry> shown;
    for (const Entry &entry : m_entries) {
        if (isShown(entry))
            shown.push_back(entry);
    }
    if (shown.empty())
        return;
    std::erase_if(m_entries, [this](const Entry &entry) { return isShown(entry); });
    for (const Entry &entry : shown)
        Q_EMIT settled(entry.order, entry.answer);
    Q_EMIT changed();
}

} // namespace wuquan
