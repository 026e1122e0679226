// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/recorder.h"

#include <algorithm>
#include <utility>

namespace wuquan::fault {

Recorder::Recorder(SettingsSource settings, QObject *parent)
    : QObject(parent)
    , m_feed(new Feed(std::move(settings)))
{
    m_feed->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_feed, &Feed::start);
    connect(&m_thread, &QThread::finished, m_feed, &QObject::deleteLater);
    connect(m_feed, &Feed::stopped, &m_thread, &QThread::quit, Qt::DirectConnection);
    connect(m_feed, &Feed::batchRead, this, &Recorder::onBatch);
    connect(m_feed, &Feed::heard, this, [this] {
        ++m_heard;
        m_sinceHeard.start();
    });
    connect(m_feed, &Feed::statusChanged, this, [this](const FeedStatus &status) {
        const bool isLost = status.state == FeedStatus::State::Down || status.state == FeedStatus::State::Refused;
        m_losses += isLost;
        m_status = status;
    });
    m_sinceHeard.start();
}

Recorder::~Recorder()
{
    if (!m_thread.isRunning()) {
        delete m_feed;
        return;
    }
    QMetaObject::invokeMethod(m_feed, &Feed::stop);
    m_thread.wait();
}

void Recorder::start()
{
    m_thread.start();
}

void Recorder::retryNow()
{
    QMetaObject::invokeMethod(m_feed, &Feed::retryNow);
}

void Recorder::onBatch(const std::shared_ptr<const ChangeBatch> &batch)
{
    m_store.apply(*batch);
    QMetaObject::invokeMethod(m_feed, &Feed::taken);
    SeenBatch seen;
    seen.startsAnew = batch->startsAnew;
    seen.readAnew = batch->complete;
    seen.serverTime = batch->serverTime;
    if (batch->position) {
        m_epoch = batch->position->epoch;
        seen.position = batch->position->at;
    }
    seen.epoch = m_epoch;
    // Attributes and areas are no writer's.
    std::ranges::copy_if(batch->log, std::back_inserter(seen.log),
        [](const LoggedChange &line) { return line.entity == Entity::Incident || line.entity == Entity::Device; });
    for (const Incident &incident : batch->incidents)
        seen.rows.push_back({{Entity::Incident, incident.id.value}, incident.version});
    for (const Device &device : batch->devices)
        seen.rows.push_back({{Entity::Device, device.id.value}, device.version});
    for (const IncidentId id : batch->incidentsRemoved)
        seen.removed.push_back({Entity::Incident, id.value});
    for (const DeviceId id : batch->devicesRemoved)
        seen.removed.push_back({Entity::Device, id.value});
    seen.withdrawn = batch->withdrawn;
    m_batches.push_back(std::move(seen));
    m_isInState = !batch->position && !batch->complete && batch->log.empty();
    // The parts of a state say only at its end which history they belong to; a page of changes belongs to the one
    // before.
    if (batch->complete) {
        for (; m_unnamed < m_batches.size(); ++m_unnamed) {
            if (m_batches[m_unnamed].log.empty())
                m_batches[m_unnamed].epoch = m_epoch;
        }
    } else if (!batch->log.empty()) {
        m_unnamed = m_batches.size();
    }
}

int Recorder::readAnew() const
{
    return int(std::ranges::count(m_batches, true, &SeenBatch::readAnew));
}

bool Recorder::holds(const RowKey &row) const
{
    return row.entity == Entity::Incident ? m_store.incident(IncidentId{row.key}) != nullptr
                                          : m_store.deviceIndex(DeviceId{row.key}).has_value();
}

bool Recorder::hasSeen(const Write &write) const
{
    // The newest are asked for.
    return std::any_of(m_batches.rbegin(), m_batches.rend(), [&](const SeenBatch &batch) {
        return batch.epoch == write.epoch && std::ranges::any_of(batch.log, [&](const LoggedChange &line) {
            return line.at.xid == write.xid && line.key == write.row.key && line.version == write.version;
        });
    });
}

RowVersions Recorder::rows() const
{
    RowVersions rows;
    for (const Incident &incident : m_store.incidents())
        rows[{Entity::Incident, incident.id.value}] = incident.version;
    const DeviceColumns &devices = m_store.devices();
    for (std::size_t i = 0; i < devices.size(); ++i)
        rows[{Entity::Device, devices.id[i].value}] = devices.version[i];
    return rows;
}

} // namespace wuquan::fault
