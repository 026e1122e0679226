// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/cluster.h"
#include "data/server/postmaster.h"
#include "data/server/supervisorlink.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace wuquan;

namespace {

/// Another program that uses the server.
class Holder {
public:
    explicit Holder(const QString &folder) { m_process.start(QStringLiteral(WUQUAN_CLUSTERHOLDER), {folder}); }
    ~Holder() { kill(); }
    QString answer()
    {
        if (!m_process.canReadLine() && !m_process.waitForReadyRead(60'000))
            return m_process.errorString();
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

// The grace is 5 s; the brief for users says 8 s at the most.
constexpr auto stillThere = 6500ms;
constexpr auto goneWithin = 8s;

} // namespace

/// The embedded server with its supervisor: one server however many programs, none after the last, nothing lost.
class TestCluster : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void launchesAtOnceShareOneServer();
    void killedHolderLeavesTheServerToTheOther();
    void everyHolderRenewsTheGrace();
    void killedSupervisorComesBack();
    void nothingIsLeftWhenSupervisorAndHolderAreKilled();
    void killedServerComesBack();
    void staleNoteOfAReusedProcessIdIsNoObstacle();
    void interruptedMakingLeavesNothingHalf();
    void longPathUsesAShortSocketFolder();
    void stopIsRefusedWhileUsed();
    void keptServerStaysUntilStopped();
    void foldersThatCannotBeUsed_data();
    void foldersThatCannotBeUsed();
    void folderOfAnotherUser();
    void missingServerVersion();

private:
    DataFolder folder() const { return DataFolder(m_folder->path()); }
    ProcessHandle postmaster() const;
    ProcessHandle supervisor() const;
    bool nothingRuns() const;
    void write(const Cluster &cluster, int value);
    int read(const Cluster &cluster);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCluster::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/wuquan-cluster-XXXXXX"_s);
    QVERIFY(m_folder->isValid());
}

void TestCluster::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(Cluster::stop(m_folder->path()).has_value(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(nothingRuns(), 20'000);
}

ProcessHandle TestCluster::postmaster() const
{
    const auto note = PostmasterNote::read(folder());
    auto process = note ? ProcessHandle::open(note->pid) : std::nullopt;
    return process ? std::move(*process) : ProcessHandle();
}

ProcessHandle TestCluster::supervisor() const
{
    auto state = supervisorOf(folder());
    return state.process ? std::move(*state.process) : ProcessHandle();
}

/// Every process of the server and its supervisor has the server lock.
bool TestCluster::nothingRuns() const
{
    if (!QFile::exists(folder().serverLock()))
        return true;
    auto lock = FileLock::open(folder().serverLock());
    return lock && lock->tryExclusive();
}

void TestCluster::write(const Cluster &cluster, int value)
{
    auto session = postgres::Session::open(cluster.settings().value());
    QVERIFY(session);
    QVERIFY(session->run("create table kept (value integer)"));
    QVERIFY(session->query("insert into kept values ($1)", postgres::Parameters(value)));
}

int TestCluster::read(const Cluster &cluster)
{
    auto session = postgres::Session::open(cluster.settings().value());
    if (!session)
        return -1;
    const auto rows = session->query("select value from kept");
    return rows ? rows->value<std::int32_t>().value_or(-2) : -3;
}

void TestCluster::launchesAtOnceShareOneServer()
{
    std::vector<std::unique_ptr<Holder>> holders;
    for (int i = 0; i < 6; ++i)
        holders.push_back(std::make_unique<Holder>(m_folder->path()));
    for (const auto &holder : holders)
        QCOMPARE(holder->answer(), u"ready"_s);
    int servers = 0;
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile command(u"/proc/%1/cmdline"_s.arg(pid));
        if (pid.toInt() > 0 && command.open(QIODevice::ReadOnly))
            servers += command.readAll().contains("\0-D\0"_ba + QFile::encodeName(folder().clusterFolder()) + '\0');
    }
    QCOMPARE(servers, 1);
    const auto cluster = Cluster::acquire(m_folder->path());
    QVERIFY(cluster);
    QVERIFY(!cluster->isNew());
}

void TestCluster::killedHolderLeavesTheServerToTheOther()
{
    auto first = std::make_unique<Holder>(m_folder->path());
    Holder second(m_folder->path());
    QCOMPARE(first->answer(), u"ready"_s);
    QCOMPARE(second.answer(), u"ready"_s);
    write(Cluster::acquire(m_folder->path()).value(), 41);

    const ProcessHandle server = postmaster();
    first->kill();
    QVERIFY(!server.waitForEnd(stillThere));
    second.kill();
    QVERIFY(server.waitForEnd(goneWithin));
    QTRY_VERIFY(nothingRuns());

    const auto cluster = Cluster::acquire(m_folder->path());
    QVERIFY(cluster);
    QVERIFY(!cluster->isNew());
    QCOMPARE(read(*cluster), 41);
}

void TestCluster::everyHolderRenewsTheGrace()
{
    Holder first(m_folder->path());
    QCOMPARE(first.answer(), u"ready"_s);
    const ProcessHandle server = postmaster();
    first.kill();
    QVERIFY(!server.waitForEnd(3s));
    // Comes and goes within the grace of the one before.
    QVERIFY(Cluster::acquire(m_folder->path()));
    QVERIFY(!server.waitForEnd(3500ms));
    QVERIFY(server.waitForEnd(goneWithin));
}

void TestCluster::killedSupervisorComesBack()
{
    Holder holder(m_folder->path());
    QCOMPARE(holder.answer(), u"ready"_s);
    write(Cluster::acquire(m_folder->path()).value(), 42);
    const ProcessHandle killed = supervisor();
    const ProcessHandle server = postmaster();
    killed.signal(SIGKILL);
    // The kernel tells the server to end in order, and the holder starts both anew.
    QVERIFY(server.waitForEnd(20s));
    QTRY_VERIFY_WITH_TIMEOUT(supervisor().pid() > 0 && supervisor().pid() != killed.pid(), 20'000);
    QCOMPARE(read(Cluster::acquire(m_folder->path()).value()), 42);
    const ProcessHandle next = postmaster();
    QVERIFY(next.pid() != server.pid());
    holder.kill();
    QVERIFY(next.waitForEnd(goneWithin));
}

void TestCluster::nothingIsLeftWhenSupervisorAndHolderAreKilled()
{
    Holder holder(m_folder->path());
    QCOMPARE(holder.answer(), u"ready"_s);
    write(Cluster::acquire(m_folder->path()).value(), 43);
    const ProcessHandle server = postmaster();
    const ProcessHandle killed = supervisor();
    holder.kill();
    killed.signal(SIGKILL);
    QVERIFY(server.waitForEnd(goneWithin));
    QTRY_VERIFY(nothingRuns());
    QCOMPARE(read(Cluster::acquire(m_folder->path()).value()), 43);
}

void TestCluster::killedServerComesBack()
{
    const auto cluster = Cluster::acquire(m_folder->path());
    QVERIFY(cluster);
    QVERIFY(cluster->isNew());
    write(*cluster, 44);
    const ProcessHandle server = postmaster();
    server.signal(SIGKILL);
    QVERIFY(server.waitForEnd(5s));
    QTRY_COMPARE_WITH_TIMEOUT(read(*cluster), 44, 20'000);
    const ProcessHandle next = postmaster();
    QVERIFY(next.pid() != server.pid());
    // A new program waits for it as well.
    next.signal(SIGKILL);
    QCOMPARE(read(Cluster::acquire(m_folder->path()).value()), 44);
}

void TestCluster::staleNoteOfAReusedProcessIdIsNoObstacle()
{
    write(Cluster::acquire(m_folder->path()).value(), 45);
    const ProcessHandle server = postmaster();
    const ProcessHandle above = supervisor();
    above.signal(SIGSTOP);
    server.signal(SIGKILL);
    above.signal(SIGKILL);
    QVERIFY(server.waitForEnd(5s));
    QVERIFY(above.waitForEnd(5s));
    QTRY_VERIFY(nothingRuns());
    // The process id in the note now belongs to another program of the server's user.
    QProcess other;
    QStringList command{u"tail"_s, u"-f"_s, u"/dev/null"_s};
    if (geteuid() == 0)
        command
            = QStringList{u"setpriv"_s, u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s} + command;
    other.start(command.takeFirst(), command);
    QVERIFY(other.waitForStarted());
    for (const QString &name :
        {folder().clusterFolder() + u"/postmaster.pid"_s, folder().serverFolder() + u"/.s.PGSQL.5432.lock"_s}) {
        QFile note(name);
        QVERIFY2(note.open(QIODevice::ReadWrite), qPrintable(name));
        QByteArrayList lines = note.readAll().split('\n');
        QCOMPARE(lines.constFirst(), QByteArray::number(server.pid()));
        lines.first() = QByteArray::number(other.processId());
        QVERIFY(note.resize(0) && note.seek(0));
        note.write(lines.join('\n'));
    }
    const auto cluster = Cluster::acquire(m_folder->path());
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    QCOMPARE(read(*cluster), 45);
    other.kill();
    QVERIFY(other.waitForFinished());
}

void TestCluster::interruptedMakingLeavesNothingHalf()
{
    Holder holder(m_folder->path());
    const QDir server(folder().serverFolder());
    QTRY_VERIFY_WITH_TIMEOUT(!server.entryList({u"cluster.new.*"_s}, QDir::Dirs).isEmpty(), 20'000);
    QFile lock(folder().supervisorLock());
    QVERIFY(lock.open(QIODevice::ReadOnly));
    const auto process = ProcessHandle::open(lock.readAll().toInt());
    QVERIFY(process);
    process->signal(SIGKILL);
    QVERIFY2(holder.answer().contains("supervisor"_L1), "the holder must say so");
    QVERIFY(!QFile::exists(folder().clusterFolder()));

    const auto cluster = Cluster::acquire(m_folder->path());
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    QVERIFY(cluster->isNew());
    QVERIFY(server.entryList({u"cluster.new.*"_s}, QDir::Dirs).isEmpty());
    write(*cluster, 46);
    QCOMPARE(read(*cluster), 46);
}

void TestCluster::longPathUsesAShortSocketFolder()
{
    const QString path = m_folder->path() + u'/' + QString(60, u'x') + u'/' + QString(60, u'y');
    const DataFolder data(path);
    // QTemporaryDir is only enterable by its owner, which is root where the server is not.
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::Permissions::fromInt(0x7755)));
    QString socketFolder;
    {
        const auto cluster = Cluster::acquire(path);
        QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
        write(*cluster, 47);
        socketFolder = data.socketFolder().value();
        QVERIFY(socketFolder.size() < 60);
        // The same folder after a crash, because programs that are running know it.
        ProcessHandle::open(PostmasterNote::read(data)->pid)->signal(SIGKILL);
        QCOMPARE(read(Cluster::acquire(path).value()), 47);
        QCOMPARE(data.socketFolder().value(), socketFolder);
    }
    QCOMPARE(Cluster::stop(path), Result<bool>(true));
    QVERIFY(!QFile::exists(socketFolder));
}

void TestCluster::stopIsRefusedWhileUsed()
{
    QCOMPARE(Cluster::stop(m_folder->path()), Result<bool>(false));
    {
        const auto cluster = Cluster::acquire(m_folder->path());
        QVERIFY(cluster);
        const auto refused = Cluster::stop(m_folder->path());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(Cluster::status(m_folder->path()).isUsed);
    }
    QCOMPARE(Cluster::stop(m_folder->path()), Result<bool>(true));
    QVERIFY(nothingRuns());
    QVERIFY(!Cluster::status(m_folder->path()).isRunning);
    QVERIFY(Cluster::status(m_folder->path()).isMade);
}

void TestCluster::keptServerStaysUntilStopped()
{
    {
        const auto cluster = Cluster::acquire(m_folder->path());
        QVERIFY(cluster);
        QVERIFY(cluster->keepRunning());
    }
    const ProcessHandle server = postmaster();
    QVERIFY(!server.waitForEnd(stillThere));
    QCOMPARE(Cluster::stop(m_folder->path()), Result<bool>(true));
    QVERIFY(server.hasEnded());
}

void TestCluster::foldersThatCannotBeUsed_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("cannot be made") << u"/proc/nothing/here"_s;
    QTest::newRow("is a file") << u"/etc/hostname"_s;
    QTest::newRow("below a file") << u"/etc/passwd/data"_s;
}

void TestCluster::foldersThatCannotBeUsed()
{
    QFETCH(const QString, path);
    const auto cluster = Cluster::acquire(path);
    QVERIFY(!cluster);
    QCOMPARE(cluster.error().kind, ErrorKind::Io);
    QVERIFY2(cluster.error().message.contains(path.section(u'/', 0, 2)), qPrintable(cluster.error().message));
}

void TestCluster::folderOfAnotherUser()
{
    if (geteuid() != 0)
        QSKIP("only root can give a folder away");
    QVERIFY(QDir(m_folder->path()).mkdir(u"server"_s));
    QCOMPARE(chown(QFile::encodeName(folder().serverFolder()).constData(), 65534, 65534), 0);
    const auto cluster = Cluster::acquire(m_folder->path());
    QVERIFY(!cluster);
    QCOMPARE(cluster.error().kind, ErrorKind::Refused);
}

void TestCluster::missingServerVersion()
{
    const auto missing = ServerBinaries::find(99);
    QVERIFY(!missing);
    QVERIFY(missing.error().message.contains("postgresql-99"_L1));
    QVERIFY(ServerBinaries::find()->majorVersion >= 17);
}

QTEST_GUILESS_MAIN(TestCluster)
#include "tst_cluster.moc"
