// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/postmaster.h"

#include "data/core/log.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

// A new cluster with the demo takes 280 MB, and the write-ahead log of its making some 320 MB more.
constexpr qint64 spaceNeeded = 800'000'000;
// Recovery after a crash reads at most max_wal_size of log.
constexpr auto startTimeout = 5min;
constexpr auto orderlyStopTimeout = 60s;
constexpr auto immediateStopTimeout = 10s;

// Written into postgresql.conf, where the owner may change them.
constexpr const char *configuration[] = {
    "shared_buffers=96MB",
    "work_mem=16MB",
    "maintenance_work_mem=64MB",
    "max_connections=60",
    "wal_level=replica",
    "max_wal_size=2GB",
    "checkpoint_timeout=15min",
    "jit=off",
    "random_page_cost=1.1",
    "timezone=UTC",
    "log_timezone=UTC",
    "datestyle=iso, ymd",
    // One file for each day of the week, each begun anew a week later; no statements, which hold what people wrote.
    "logging_collector=on",
    "log_filename=postgresql-%a.log",
    "log_rotation_age=1d",
    "log_rotation_size=0",
    "log_truncate_on_rotation=on",
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_parameter_max_length_on_error=0",
};

QByteArray native(const QString &path)
{
    return QFile::encodeName(path);
}

/// The line of a program's output that says what went wrong.
QString reason(const QString &output)
{
    const QStringList lines = output.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (line.contains("FATAL"_L1) || line.contains("error:"_L1) || line.contains("PANIC"_L1))
            return line.sliced(line.indexOf(": "_L1) + 2).trimmed();
    }
    return lines.isEmpty() ? u"it said nothing"_s : lines.constLast().trimmed();
}

Result<void> checkSpace(const QString &folder, qint64 needed)
{
    const QStorageInfo storage(folder);
    if (!storage.isValid() || storage.bytesAvailable() >= needed)
        return {};
    return failure(ErrorKind::Io,
        u"the disk of %1 has %2 MB left and %3 MB are needed; make room or choose another folder with --data"_s
            .arg(folder)
            .arg(storage.bytesAvailable() / 1'000'000)
            .arg(needed / 1'000'000));
}

void removeUnfinished(const QString &serverFolder)
{
    for (const QString &name : QDir(serverFolder).entryList({u"cluster.new.*"_s}, QDir::Dirs | QDir::Hidden)) {
        if (!QDir(serverFolder + u'/' + name).removeRecursively())
            qCWarning(logServer).noquote() << serverFolder + u'/' + name << "could not be removed";
    }
}

int clusterVersion(const QString &clusterFolder)
{
    QFile file(clusterFolder + u"/PG_VERSION"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
}

/// PostgreSQL refuses to start while the process id in its note is in use, which after a crash or reboot may be by any
/// program. It is surely stale when that process does not live in the cluster's folder, as every postmaster does.
void removeStaleNote(const DataFolder &folder, const QString &socketFolder)
{
    const auto note = PostmasterNote::read(folder);
    if (!note)
        return;
    const QString home = QFile::symLinkTarget(u"/proc/%1/cwd"_s.arg(note->pid));
    if (home.isEmpty() || home == QFileInfo(folder.clusterFolder()).canonicalFilePath())
        return;
    QFile::remove(folder.clusterFolder() + u"/postmaster.pid"_s);
    QFile::remove(socketFolder + u"/.s.PGSQL.5432.lock"_s);
}

Result<FileDescriptor> openStartLog(const DataFolder &folder, const ServerAccount &account)
{
    const QByteArray path = native(folder.logFolder());
    if (mkdir(path.constData(), 0700) != 0 && errno != EEXIST)
        return systemFailure(folder.logFolder());
    if (account.differs && chown(path.constData(), account.user, account.group) != 0)
        return systemFailure(folder.logFolder());
    FileDescriptor log(open(
        (path + "/start.log").constData(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!log.isOpen())
        return systemFailure(folder.logFolder() + u"/start.log"_s);
    return log;
}

Error startFailure(const DataFolder &folder)
{
    if (const auto space = checkSpace(folder.serverFolder(), 32'000'000); !space)
        return space.error();
    QFile log(folder.logFolder() + u"/start.log"_s);
    const QString output = log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll()) : QString();
    if (!output.contains("FATAL"_L1) && !output.contains("PANIC"_L1) && !output.contains("error:"_L1))
        return {ErrorKind::Io, u"the database server did not start; %1 says why"_s.arg(folder.logFolder())};
    return {ErrorKind::Io, u"the database server did not start: %1"_s.arg(reason(output))};
}

} // namespace

Result<bool> Postmaster::makeCluster(const DataFolder &folder, int serverLock)
{
    removeUnfinished(folder.serverFolder());
    if (QFile::exists(folder.clusterFolder()))
        return false;
    const auto account = ServerAccount::present();
    if (!account)
        return std::unexpected(account.error());
    const auto binaries = ServerBinaries::find();
    if (!binaries)
        return std::unexpected(binaries.error());
    if (const auto space = checkSpace(folder.serverFolder(), spaceNeeded); !space)
        return std::unexpected(space.error());

    const QString unfinished = folder.serverFolder() + u"/cluster.new.%1"_s.arg(getpid());
    ChildStart start;
    start.account = *account;
    start.inherited = serverLock;
    start.endSignal = SIGTERM;
    // The builtin locale compares the same way on every machine and is never changed by an upgrade of the C library.
    start.command = {native(binaries->initdb()), "-D", native(unfinished), "-U", "wuquan", "-A", "trust", "-E", "UTF8",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "--lc-messages=C",
        "--data-checksums"};
    for (const char *setting : configuration)
        start.command << "-c" << setting;
    start.command << "-c" << "log_directory=" + native(folder.logFolder());
    if (const auto made = runChild(start); !made) {
        removeUnfinished(folder.serverFolder());
        if (const auto space = checkSpace(folder.serverFolder(), 32'000'000); !space)
            return std::unexpected(space.error());
        return failure(ErrorKind::Io, u"the database could not be made: %1"_s.arg(reason(made.error().message)));
    }
    if (rename(native(unfinished).constData(), native(folder.clusterFolder()).constData()) != 0)
        return systemFailure(folder.clusterFolder());
    const FileDescriptor parent(open(native(folder.serverFolder()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    fsync(parent.get());
    return true;
}

Result<Postmaster> Postmaster::start(const DataFolder &folder, int serverLock)
{
    const auto account = ServerAccount::present();
    if (!account)
        return std::unexpected(account.error());
    const auto binaries = ServerBinaries::find(clusterVersion(folder.clusterFolder()));
    if (!binaries)
        return std::unexpected(binaries.error());
    const auto socketFolder = folder.makeSocketFolder(*account);
    if (!socketFolder)
        return std::unexpected(socketFolder.error());
    removeStaleNote(folder, *socketFolder);
    const auto log = openStartLog(folder, *account);
    if (!log)
        return std::unexpected(log.error());
    auto watch = PostmasterNoteWatch::open(folder);
    if (!watch)
        return std::unexpected(watch.error());

    ChildStart start;
    start.account = *account;
    start.output = log->get();
    start.inherited = serverLock;
    start.endSignal = SIGINT;
    start.command = {native(binaries->postgres()), "-D", native(folder.clusterFolder()), "-p", "5432", "-c",
        "listen_addresses=", "-c", "unix_socket_directories=\"" + native(*socketFolder) + '"', "-c",
        "unix_socket_permissions=0700"};
    auto process = startChild(start);
    if (!process)
        return std::unexpected(process.error());

    Postmaster postmaster(std::move(*process));
    const auto deadline = std::chrono::steady_clock::now() + startTimeout;
    while (std::chrono::steady_clock::now() < deadline) {
        const auto note = PostmasterNote::read(folder);
        if (note && note->isReady && note->pid == postmaster.m_process.pid())
            return postmaster;
        if (postmaster.m_process.hasEnded()) {
            waitpid(postmaster.m_process.pid(), nullptr, 0);
            return std::unexpected(startFailure(folder));
        }
        watch->waitForChange(postmaster.m_process, 1s);
    }
    postmaster.stop();
    return failure(
        ErrorKind::Io, u"the database server was not ready within 5 minutes; %1 says why"_s.arg(folder.logFolder()));
}

void Postmaster::stopLeftover(const DataFolder &folder)
{
    const auto note = PostmasterNote::read(folder);
    if (!note)
        return;
    auto process = ProcessHandle::open(note->pid);
    // A reused process id: another program, which is none of our business.
    if (!process
        || QFile::symLinkTarget(u"/proc/%1/cwd"_s.arg(note->pid))
            != QFileInfo(folder.clusterFolder()).canonicalFilePath())
        return;
    Postmaster(std::move(*process)).stop();
}

void Postmaster::stop()
{
    m_process.signal(SIGINT);
    if (m_process.waitForEnd(orderlyStopTimeout))
        return;
    qCWarning(logServer) << "the server does not end in order; stopping it at once";
    m_process.signal(SIGQUIT);
    if (m_process.waitForEnd(immediateStopTimeout))
        return;
    m_process.signal(SIGKILL);
    if (!m_process.waitForEnd(immediateStopTimeout))
        qCWarning(logServer) << "process" << m_process.pid() << "of the server does not even end when killed";
}

std::optional<PostmasterNote> PostmasterNote::read(const DataFolder &folder)
{
    QFile file(folder.clusterFolder() + u"/postmaster.pid"_s);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    // Line 1 is the process id and line 8 the state (src/include/utils/pidfile.h).
    const QByteArrayList lines = file.readAll().split('\n');
    PostmasterNote note;
    note.pid = lines.value(0).trimmed().toInt();
    note.isReady = lines.value(7).trimmed() == "ready";
    return note.pid > 0 ? std::optional(note) : std::nullopt;
}

Result<PostmasterNoteWatch> PostmasterNoteWatch::open(const DataFolder &folder)
{
    PostmasterNoteWatch watch;
    watch.m_watch = FileDescriptor(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (inotify_add_watch(watch.m_watch.get(), native(folder.clusterFolder()).constData(),
            IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_TO)
        < 0)
        return systemFailure(folder.clusterFolder());
    return watch;
}

void PostmasterNoteWatch::waitForChange(const ProcessHandle &orEndOf, std::chrono::milliseconds timeout)
{
    pollfd waited[] = {{m_watch.get(), POLLIN, 0}, {orEndOf.descriptor(), POLLIN, 0}};
    poll(waited, 2, int(timeout.count()));
    char events[4096];
    while (read(m_watch.get(), events, sizeof events) > 0) { }
}

Result<postgres::Settings> clusterSettings(const DataFolder &folder, const QString &database)
{
    const auto socketFolder = folder.socketFolder();
    if (!socketFolder)
        return std::unexpected(socketFolder.error());
    QString host = *socketFolder;
    host.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return postgres::Settings::parse(u"host='%1' port=5432 user=wuquan dbname='%2'"_s.arg(host, database));
}

} // namespace wuquan
