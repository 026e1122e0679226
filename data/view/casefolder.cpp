// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/casefolder.h"

namespace wuquan {

CaseFolder::CaseFolder(const DistrictStore &store, const Selection &selection, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_selection(selection)
{
    connect(&selection, &Selection::changed, this, &CaseFolder::follow);
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.incidents())
            follow();
    });
}

void CaseFolder::follow()
{
    const IncidentId *const selected = m_selection.as<IncidentId>();
    const Incident *const incident = selected ? m_store.incident(*selected) : nullptr;
    if (!incident) {
        if (m_state == State::None)
            return;
        m_state = State::None;
        m_wish.incident = {};
        m_file.reset();
        Q_EMIT changed();
        return;
    }
    if (m_wish.incident == incident->id && m_version == incident->version)
        return;
    if (m_wish.incident != incident->id)
        m_file.reset();
    m_wish.incident = incident->id;
    m_version = incident->version;
    refresh();
}

void CaseFolder::refresh()
{
    if (m_wish.incident == IncidentId{})
        return;
    ++m_wish.number;
    m_state = State::Reading;
    Q_EMIT changed();
    Q_EMIT wished(m_wish);
}

void CaseFolder::take(quint64 number, const std::shared_ptr<const CaseFile> &file)
{
    if (number != m_wish.number || m_state == State::None)
        return;
    m_file = file;
    m_state = State::Read;
    Q_EMIT changed();
}

void CaseFolder::fail(quint64 number, const QString &reason)
{
    if (number != m_wish.number || m_state == State::None)
        return;
    m_reason = reason;
    m_state = State::Failed;
    Q_EMIT changed();
}

} // namespace wuquan
