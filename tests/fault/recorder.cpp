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
    SeenBatch seen;
    if (batch->position) {
        m_epoch = batch->position->epoch;
        seen.position = batch->position->at;
    }
    seen.epoch = m_epoch;
    seen.readAnew = batch->startsAnew || batch->complete;
    // Attributes and areas are no writer's.
    std::ranges::copy_if(batch->log, std::back_inserter(seen.log),
        [](const LoggedChange &line) { return line.entity == Entity::Incident || line.entity == Entity::Device; });
    for (const Incident &incident : batch->incidents)
        seen.rows.push_back({{Entity::Incident, incident.id.value}, incident.version});
    for (const Device &device : batch->devices)
        seen.rows.push_back({{Entity::Device, device.id.value}, device.version});
    seen.withdrawn = batch->withdrawn;
    m_batches.push_back(std::move(seen));
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
