// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/patronicluster.h"

#include "data/postgres/session.h"
#include "data/server/migration.h"
#include "data/server/serverbinaries.h"
#include "tests/fault/workload.h"
#include "tests/support/freeports.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::fault {

namespace {

// A failover waits until the dead primary's lease, of at least 20 s, has run out.
constexpr auto changeLimit = 90s;
constexpr auto endLimit = 20s;
constexpr auto lookInterval = 200ms;

/// Asks every lookInterval until the answer is yes.
Result<void> waitUntil(const std::function<bool()> &condition, const QString &what)
{
    const QDeadlineTimer deadline(changeLimit);
    bool isSo = condition();
    while (!isSo && !deadline.hasExpired()) {
        QTest::qWait(lookInterval);
        isSo = condition();
    }
    if (!isSo)
        return failure(ErrorKind::Io, u"waited %1 s in vain until %2"_s.arg(changeLimit.count()).arg(what));
    return {};
}

/// Whether a server answers a query with true; false too when it does not answer.
bool isTrue(const Result<postgres::Settings> &settings, const QByteArray &sql)
{
    auto session = settings.and_then(postgres::Session::open);
    if (!session)
        return false;
    const auto answer = session->query(sql);
    return answer && answer->value<bool>().value_or(false);
}

/// The server of a data folder, none when there is none.
std::optional<ProcessHandle> postmasterOf(const QString &dataFolder)
{
    QFile note(dataFolder + u"/postmaster.pid"_s);
    if (!note.open(QIODevice::ReadOnly))
        return std::nullopt;
    return ProcessHandle::open(note.readLine().trimmed().toInt());
}

void end(std::optional<ProcessHandle> &process, int number)
{
    if (!process)
        return;
    process->signal(number);
    if (!process->waitForEnd(endLimit))
        process->signal(SIGKILL);
    waitpid(process->pid(), nullptr, 0);
    process.reset();
}

} // namespace

PatroniCluster::PatroniCluster()
    : m_folder(QDir::tempPath() + u"/wuquan-cluster-XXXXXX"_s)
{
}

PatroniCluster::~PatroniCluster()
{
    end(m_proxy, SIGKILL);
    for (Member &member : m_members)
        end(member.patroni, SIGKILL);
    for (const Member &member : m_members) {
        const auto server = postmasterOf(m_folder.filePath(member.name));
        if (!server)
            continue;
        server->signal(SIGQUIT);
        if (!server->waitForEnd(endLimit))
            server->signal(SIGKILL);
    }
    end(m_etcd, SIGKILL);
}

Result<std::unique_ptr<PatroniCluster>> PatroniCluster::make(Replication replication)
{
    std::unique_ptr<PatroniCluster> cluster(new PatroniCluster);
    if (auto done = cluster->setUp(replication); !done)
        return std::unexpected(done.error());
    return cluster;
}

QByteArray PatroniCluster::path(const QString &name) const
{
    return QFile::encodeName(m_folder.filePath(name));
}

Result<void> PatroniCluster::setUp(Replication replication)
{
    m_replication = replication;
    const auto account = ServerAccount::present();
    if (!account)
        return std::unexpected(account.error());
    m_account = *account;
    if (m_account.differs && chown(path({}).constData(), m_account.user, m_account.group) != 0)
        return systemFailure(m_folder.path());
    const std::vector<int> ports = freePorts(8);
    if (ports.size() < 8)
        return systemFailure(u"free ports"_s);
    m_members = {Member{u"one"_s, ports[0], ports[1], {}}, Member{u"two"_s, ports[2], ports[3], {}}};
    m_etcdPort = ports[4];
    m_etcdPeerPort = ports[5];
    m_proxyPort = ports[6];
    m_standbyPort = ports[7];
    if (auto started = startEtcd(); !started)
        return started;
    for (Member &member : m_members) {
        if (auto written = writeFile(member.name + u".yml"_s, memberConfiguration(member, replication)); !written)
            return written;
        if (auto started = startMember(member); !started)
            return started;
    }
    if (auto started = startProxy(); !started)
        return started;
    if (auto healthy = waitUntilHealthy(); !healthy)
        return healthy;
    auto session = postgres::Session::open(throughProxy());
    if (!session)
        return std::unexpected(session.error());
    if (auto migrated = migrate(*session); !migrated)
        return std::unexpected(migrated.error());
    return prepareDistrict(*session);
}

Result<void> PatroniCluster::writeFile(const QString &name, const QString &text) const
{
    QFile file(m_folder.filePath(name));
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return failure(ErrorKind::Io, file.errorString());
    if (m_account.differs && chown(path(name).constData(), m_account.user, m_account.group) != 0)
        return systemFailure(file.fileName());
    return {};
}

Result<ProcessHandle> PatroniCluster::startProgram(
    const QString &name, const QByteArrayList &arguments, const QString &log, int endSignal) const
{
    const QString program = QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/bin"_s});
    if (program.isEmpty())
        return failure(ErrorKind::Refused, u"there is no program "_s + name);
    const FileDescriptor output(
        open(path(log + u".log"_s).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!output.isOpen())
        return systemFailure(log);
    ChildStart start;
    start.command = QByteArrayList{QFile::encodeName(program)} + arguments;
    start.account = m_account;
    start.output = output.get();
    start.endSignal = endSignal;
    return startChild(start);
}

Result<void> PatroniCluster::startEtcd()
{
    const QByteArray client = "http://127.0.0.1:" + QByteArray::number(m_etcdPort);
    const QByteArray peer = "http://127.0.0.1:" + QByteArray::number(m_etcdPeerPort);
    auto process = startProgram(u"etcd"_s,
        {"--name", "etcd", "--data-dir", path(u"etcd"_s), "--listen-client-urls", client, "--advertise-client-urls",
            client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster",
            "etcd=" + peer, "--unsafe-no-fsync", "--log-level", "warn"},
        u"etcd"_s, SIGKILL);
    if (!process)
        return std::unexpected(process.error());
    m_etcd = std::move(*process);
    return {};
}

QString PatroniCluster::memberConfiguration(const Member &member, Replication replication) const
{
    const auto binaries = ServerBinaries::find();
    return uR"(scope: wuquan
name: %1
restapi:
  listen: 127.0.0.1:%2
  connect_address: 127.0.0.1:%2
etcd3:
  host: 127.0.0.1:%3
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 1
    retry_timeout: 3
    maximum_lag_on_failover: 1073741824
    synchronous_mode: %4
    postgresql:
      use_pg_rewind: true
      parameters:
        fsync: false
        full_page_writes: false
  initdb:
  - encoding: UTF8
  - locale: C.UTF-8
  - auth: trust
  - no-sync
postgresql:
  listen: 127.0.0.1:%5
  connect_address: 127.0.0.1:%5
  data_dir: %6/%1
  bin_dir: %7
  pgpass: %6/%1.pgpass
  parameters:
    unix_socket_directories: %6
  pg_hba:
  - local all all trust
  - host all all 127.0.0.1/32 trust
  - host replication all 127.0.0.1/32 trust
  authentication:
    superuser:
      username: postgres
    replication:
      username: replicator
  remove_data_directory_on_rewind_failure: true
  remove_data_directory_on_diverged_timelines: true
)"_s.arg(member.name)
        .arg(member.restPort)
        .arg(m_etcdPort)
        .arg(replication == Replication::Synchronous ? u"true"_s : u"false"_s)
        .arg(member.port)
        .arg(m_folder.path(), binaries ? binaries->folder : QString());
}

Result<void> PatroniCluster::startMember(Member &member)
{
    // Patroni ends its server when it is asked to.
    auto process = startProgram(u"patroni"_s, {path(member.name + u".yml"_s)}, member.name, SIGTERM);
    if (!process)
        return std::unexpected(process.error());
    member.patroni = std::move(*process);
    return {};
}

Result<void> PatroniCluster::startProxy()
{
    QString text = uR"(defaults
  mode tcp
  timeout connect 2s
  timeout client 1h
  timeout server 1h
  timeout check 2s
)"_s;
    const auto listen = [&](int port, const QString &role) {
        text += uR"(listen %1
  bind 127.0.0.1:%2
  option httpchk OPTIONS /%1
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
)"_s.arg(role)
                    .arg(port);
        for (const Member &member : m_members)
            text
                += u"  server %1 127.0.0.1:%2 check port %3\n"_s.arg(member.name).arg(member.port).arg(member.restPort);
    };
    listen(m_proxyPort, u"primary"_s);
    listen(m_standbyPort, m_replication == Replication::Synchronous ? u"sync"_s : u"async"_s);
    if (auto written = writeFile(u"proxy.conf"_s, text); !written)
        return written;
    auto process = startProgram(u"haproxy"_s, {"-db", "-f", path(u"proxy.conf"_s)}, u"proxy"_s, SIGKILL);
    if (!process)
        return std::unexpected(process.error());
    m_proxy = std::move(*process);
    return {};
}

postgres::Settings PatroniCluster::throughProxy() const
{
    return at(m_proxyPort);
}

postgres::Settings PatroniCluster::at(int port)
{
    return postgres::Settings::parse(
        u"host=127.0.0.1 port=%1 user=postgres dbname=postgres sslmode=disable"_s.arg(port))
        .value();
}

postgres::Settings PatroniCluster::severalHosts() const
{
    return postgres::Settings::parse(u"host=127.0.0.1,127.0.0.1 port=%1,%2 user=postgres dbname=postgres "
                                     "sslmode=disable target_session_attrs=primary"_s.arg(m_members[0].port)
                                         .arg(m_members[1].port))
        .value();
}

Result<postgres::Settings> PatroniCluster::settings(const Member &member) const
{
    return postgres::Settings::parse(
        u"host=127.0.0.1 port=%1 user=postgres dbname=postgres sslmode=disable"_s.arg(member.port));
}

Result<std::size_t> PatroniCluster::primaryIndex() const
{
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        if (isTrue(settings(m_members[i]), "select not pg_is_in_recovery()"))
            return i;
    }
    return failure(ErrorKind::Connection, u"the cluster has no primary"_s);
}

Result<void> PatroniCluster::waitUntilHealthy()
{
    // A base backup that is under way streams too, by another name.
    const QByteArray follows
        = "select exists (select from pg_stat_replication where application_name in ('one', 'two') "
          "and state = 'streaming' and sync_state "
        + QByteArray(m_replication == Replication::Synchronous ? "= 'sync')" : "<> 'sync')");
    return waitUntil(
        [&] {
            // What the primary says of its standby Patroni writes down a moment later, and without that it would not
            // promote it.
            return isTrue(throughProxy(), follows) && isTrue(at(m_standbyPort), "select true")
                && std::ranges::all_of(
                    m_members, [this](const Member &member) { return isTrue(settings(member), "select true"); });
        },
        u"the cluster is whole (%1/*.log say more)"_s.arg(m_folder.path()));
}

Result<void> PatroniCluster::switchOver()
{
    const auto before = primaryIndex();
    if (!before)
        return std::unexpected(before.error());
    const Member &from = m_members[*before];
    const Member &to = m_members[1 - *before];
    ChildStart start;
    start.account = m_account;
    start.command = {"/usr/bin/patronictl", "-c", path(to.name + u".yml"_s), "switchover", "wuquan", "--leader",
        from.name.toLatin1(), "--candidate", to.name.toLatin1(), "--force"};
    if (const auto done = runChild(start); !done)
        return std::unexpected(done.error());
    return waitUntil(
        [&] { return isTrue(settings(to), "select not pg_is_in_recovery()"); }, u"the other member is the primary"_s);
}

Result<void> PatroniCluster::cutReplication()
{
    const auto primary = primaryIndex();
    if (!primary)
        return std::unexpected(primary.error());
    const Member &standby = m_members[1 - *primary];
    auto session = settings(standby).and_then(postgres::Session::open);
    if (!session)
        return std::unexpected(session.error());
    // It would mend at once what is broken here; killPrimary() lets it go on.
    standby.patroni->signal(SIGSTOP);
    for (const char *statement : {"alter system set primary_conninfo = ''", "select pg_reload_conf()"}) {
        if (auto done = session->run(statement); !done)
            return done;
    }
    return waitUntil(
        [&] { return isTrue(settings(m_members[*primary]), "select not exists (select from pg_stat_replication)"); },
        u"nobody follows the primary"_s);
}

Result<void> PatroniCluster::killPrimary()
{
    const auto primary = primaryIndex();
    if (!primary)
        return std::unexpected(primary.error());
    Member &member = m_members[*primary];
    const auto server = postmasterOf(m_folder.filePath(member.name));
    if (!server)
        return failure(ErrorKind::Io, u"the primary has no process"_s);
    end(member.patroni, SIGKILL);
    server->signal(SIGKILL);
    if (!server->waitForEnd(endLimit))
        return failure(ErrorKind::Io, u"the primary did not end"_s);
    if (const auto &patroni = m_members[1 - *primary].patroni)
        patroni->signal(SIGCONT);
    return {};
}

Result<void> PatroniCluster::bringBack()
{
    for (Member &member : m_members) {
        if (member.patroni)
            continue;
        if (auto started = startMember(member); !started)
            return started;
    }
    return waitUntilHealthy();
}

} // namespace wuquan::fault
