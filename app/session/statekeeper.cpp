// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/statekeeper.h"

#include "data/core/log.h"
#include "data/store/districtstore.h"
#include "data/store/statefile.h"

#include <memory>
#include <utility>

namespace wuquan {

StateKeeper::StateKeeper(
    const DistrictStore &store, const QString &path, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_store(&store)
    , m_path(path)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &StateKeeper::save);
    m_timer.start();
}

StateKeeper::~StateKeeper()
{
    // The call of finish() that the worker left for our event loop goes with us.
    m_pool.waitForDone();
    if (m_writing)
        finish();
    if (save()) {
        m_pool.waitForDone();
        finish();
    }
}

bool StateKeeper::save()
{
    const auto position = m_store->position();
    if (m_writing || !m_store->isComplete() || !position || position == m_saved)
        return false;
    m_writing = position;
    m_pool.start([this, state = std::make_shared<const ChangeBatch>(m_store->state())] {
        m_outcome = writeState(m_path, *state);
        QMetaObject::invokeMethod(this, &StateKeeper::finish, Qt::QueuedConnection);
    });
    return true;
}

void StateKeeper::finish()
{
    const auto written = std::exchange(m_writing, std::nullopt);
    if (m_outcome) {
        m_saved = written;
        m_problem.clear();
    } else if (std::exchange(m_problem, m_outcome.error().message) != m_problem) {
        qCWarning(logStore).noquote() << m_problem;
    }
}

} // namespace wuquan
