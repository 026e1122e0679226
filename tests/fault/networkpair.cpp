// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/networkpair.h"

#include "data/server/childprocess.h"

#include <QFile>
#include <QStandardPaths>

#include <fcntl.h>
#include <sched.h>

using namespace Qt::StringLiterals;

namespace wuquan::fault {

namespace {

/// The network namespace that the calling thread is in.
FileDescriptor present()
{
    return FileDescriptor(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
}

Result<void> moveTo(const FileDescriptor &space)
{
    if (setns(space.get(), CLONE_NEWNET) != 0)
        return systemFailure(u"setns"_s);
    return {};
}

} // namespace

Result<std::unique_ptr<NetworkPair>> NetworkPair::make()
{
    std::unique_ptr<NetworkPair> pair(new NetworkPair);
    for (FileDescriptor *space : {&pair->m_server, &pair->m_client}) {
        if (unshare(CLONE_NEWNET) != 0)
            return failure(ErrorKind::Refused, systemFailure(u"a network of its own"_s).error().message);
        *space = present();
    }
    // We are at the client now; the server's end is pushed over to where its descriptor says.
    if (auto made = pair->run({"ip", "link", "add", "wq0", "type", "veth", "peer", "name", "wq1", "netns",
            "/proc/" + QByteArray::number(getpid()) + "/fd/" + QByteArray::number(pair->m_server.get())});
        !made)
        return std::unexpected(made.error());
    for (const QByteArrayList &command : {QByteArrayList{"ip", "addr", "add", "10.213.0.1/24", "dev", "wq0"},
             QByteArrayList{"ip", "link", "set", "wq0", "up"}, QByteArrayList{"ip", "link", "set", "lo", "up"}}) {
        if (auto done = pair->run(command); !done)
            return std::unexpected(done.error());
    }
    Result<void> last;
    const auto there = pair->atServer([&] {
        for (const QByteArrayList &command : {QByteArrayList{"ip", "addr", "add", "10.213.0.2/24", "dev", "wq1"},
                 QByteArrayList{"ip", "link", "set", "wq1", "up"}, QByteArrayList{"ip", "link", "set", "lo", "up"}}) {
            if (last)
                last = pair->run(command);
        }
    });
    if (!there || !last)
        return std::unexpected((there ? last : there).error());
    return pair;
}

Result<void> NetworkPair::atServer(const std::function<void()> &work) const
{
    if (auto moved = moveTo(m_server); !moved)
        return moved;
    work();
    return moveTo(m_client);
}

Result<void> NetworkPair::setLoss(double share) const
{
    if (auto flushed = run({"nft", "flush", "ruleset"}); !flushed || share <= 0)
        return flushed;
    const QByteArray drop = share >= 1 ? QByteArray("drop")
                                       : "numgen random mod 1000 < " + QByteArray::number(int(share * 1000)) + " drop";
    QByteArray rules = "table inet fault {\n";
    for (const char *hook : {"input", "output"})
        rules
            += QByteArray("chain ") + hook + " { type filter hook " + hook + " priority 0; iif != lo " + drop + "; }\n";
    rules.replace("output priority 0; iif", "output priority 0; oif");
    return run({"nft", rules + "}\n"});
}

Result<void> NetworkPair::run(const QByteArrayList &command) const
{
    const QString program = QStandardPaths::findExecutable(
        QFile::decodeName(command.constFirst()), {u"/usr/sbin"_s, u"/sbin"_s, u"/usr/bin"_s, u"/bin"_s});
    if (program.isEmpty())
        return failure(ErrorKind::Io, u"there is no program "_s + QFile::decodeName(command.constFirst()));
    ChildStart start;
    start.command = command;
    start.command.front() = QFile::encodeName(program);
    if (const auto done = runChild(start); !done)
        return std::unexpected(done.error());
    return {};
}

} // namespace wuquan::fault
