// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"
#include "data/server/childprocess.h"

#include <QString>
#include <QTemporaryDir>

#include <array>
#include <memory>
#include <optional>

namespace wuquan::fault {

/// A small cluster as a city runs it: two PostgreSQL servers under Patroni, etcd to agree by, and HAProxy before them;
/// on ports of 127.0.0.1, in a temporary folder that goes with it, as the server's account. Migrated and with the
/// district of prepareDistrict. All of it ends with the thread that made it.
class PatroniCluster {
public:
    enum class Replication { Asynchronous, Synchronous };

    /// Takes up to a minute. ErrorKind::Refused where one of the programs is not installed.
    [[nodiscard]] static Result<std::unique_ptr<PatroniCluster>> make(Replication replication);
    PatroniCluster(const PatroniCluster &) = delete;
    PatroniCluster &operator=(const PatroniCluster &) = delete;
    ~PatroniCluster();

    /// Through HAProxy, which knows the primary.
    [[nodiscard]] postgres::Settings throughProxy() const;
    /// Both members by name; libpq's word asks for the primary.
    [[nodiscard]] postgres::Settings severalHosts() const;

    /// Waits until one member is the primary and the other follows it as the cluster wants.
    [[nodiscard]] Result<void> waitUntilHealthy();
    /// The other member becomes the primary, in order; returns when it is.
    [[nodiscard]] Result<void> switchOver();
    /// The standby gets no more changes, until killPrimary() makes it the next one.
    [[nodiscard]] Result<void> cutReplication();
    /// The primary's machine dies: its server and its Patroni, without a word. Returns when their processes are gone.
    [[nodiscard]] Result<void> killPrimary();
    /// The machine that died comes back.
    [[nodiscard]] Result<void> bringBack();

private:
    struct Member {
        QString name;
        int port = 0;
        int restPort = 0;
        std::optional<ProcessHandle> patroni;
    };

    PatroniCluster();
    [[nodiscard]] Result<void> setUp(Replication replication);
    [[nodiscard]] Result<void> startEtcd();
    [[nodiscard]] Result<void> startMember(Member &member);
    [[nodiscard]] Result<void> startProxy();
    [[nodiscard]] Result<void> writeFile(const QString &name, const QString &text) const;
    [[nodiscard]] QString memberConfiguration(const Member &member, Replication replication) const;
    [[nodiscard]] Result<ProcessHandle> startProgram(
        const QString &name, const QByteArrayList &arguments, const QString &log, int endSignal) const;
    [[nodiscard]] static postgres::Settings at(int port);
    [[nodiscard]] Result<postgres::Settings> settings(const Member &member) const;
    [[nodiscard]] Result<std::size_t> primaryIndex() const;
    [[nodiscard]] QByteArray path(const QString &name) const;

    QTemporaryDir m_folder;
    ServerAccount m_account;
    Replication m_replication = Replication::Asynchronous;
    std::array<Member, 2> m_members;
    int m_etcdPort = 0;
    int m_etcdPeerPort = 0;
    int m_proxyPort = 0; ///< leads to the primary
    int m_standbyPort = 0; ///< leads to the standby that Patroni would promote
    std::optional<ProcessHandle> m_etcd;
    std::optional<ProcessHandle> m_proxy;
};

} // namespace wuquan::fault
