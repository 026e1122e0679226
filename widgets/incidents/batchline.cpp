// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/batchline.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

BatchLine::BatchLine(CaseWork work, Appearance &appearance, QWidget *parent)
    : PlainLabel(appearance, TextRole::Body, Tone::Secondary, parent)
    , m_work(work)
{
    setMaximumLines(allLines);
    connect(&m_work.marked, &MarkedIncidents::changed, this, &BatchLine::refresh);
    connect(&m_work.desk, &DispatchDesk::changed, this, &BatchLine::refresh);
    connect(&m_work.desk, &DispatchDesk::settled, this, &BatchLine::settle);
    refresh();
}

void BatchLine::follow(const QString &action, std::vector<QUuid> keys)
{
    m_action = action;
    m_keys = std::move(keys);
    refresh();
}

void BatchLine::settle(const DispatchRequest &request)
{
    if (std::ranges::contains(m_keys, request.key))
        m_work.marked.remove(request.incident);
}

void BatchLine::refresh()
{
    std::ptrdiff_t underWay = 0, failed = 0;
    for (const QUuid &key : m_keys) {
        const auto *const entry = m_work.desk.entry(key);
        if (!entry)
            continue;
        const bool isFailed
            = entry->answer.state == RequestState::Conflict || entry->answer.state == RequestState::Refused;
        ++(isFailed ? failed : underWay);
    }
    const std::size_t marked = m_work.marked.all().size();
    QStringList parts;
    if (!m_keys.empty() && (marked > 0 || underWay > 0 || failed > 0)) {
        parts << tr("%1：完成 %2 件").arg(m_action).arg(std::ssize(m_keys) - underWay - failed);
        if (underWay > 0)
            parts << tr("进行中 %1").arg(underWay);
        if (failed > 0)
            parts << tr("未成 %1（仍标记）").arg(failed);
    } else if (marked > 0) {
        parts << tr("已标记 %1 件，操作对全部生效").arg(marked);
    }
    setTone(failed > 0 ? Tone::Warning : Tone::Secondary);
    setText(parts.join(u" · "_s));
    setVisible(!parts.isEmpty());
    if (parts.isEmpty())
        m_keys.clear();
}

} // namespace wuquan
