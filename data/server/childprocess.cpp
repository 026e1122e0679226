// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/childprocess.h"

#include <QFile>

#include <vector>

#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Between fork and exec: only async-signal-safe calls, because other threads may have held any lock.
[[noreturn]] void becomeChild(const ChildStart &start, char *const *command, char *const *environment, pid_t parent)
{
    const auto giveUp = [] { _exit(127); };
    if (start.account.differs
        && (setgroups(1, &start.account.group) != 0 || setgid(start.account.group) != 0
            || setuid(start.account.user) != 0))
        giveUp();
    // After setuid, which clears it; and the parent may have died before.
    if (start.endSignal != 0 && (prctl(PR_SET_PDEATHSIG, start.endSignal) != 0 || getppid() != parent))
        giveUp();
    for (int number = 1; number < NSIG; ++number)
        std::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    setsid();
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(start.output, 1) < 0 || dup2(start.output, 2) < 0)
        giveUp();
    if (start.inherited >= 0)
        fcntl(start.inherited, F_SETFD, 0);
    if (chdir("/") == 0)
        execve(command[0], command, environment);
    _exit(127);
}

} // namespace

// The system calls themselves: the header of some C libraries lacks extern "C" (glibc 2.41).
std::optional<ProcessHandle> ProcessHandle::open(pid_t pid)
{
    ProcessHandle handle;
    handle.m_pid = pid;
    handle.m_descriptor = FileDescriptor(pid > 0 ? int(syscall(SYS_pidfd_open, pid, 0)) : -1);
    if (!handle.m_descriptor.isOpen())
        return std::nullopt;
    return handle;
}

bool ProcessHandle::waitForEnd(std::chrono::milliseconds timeout) const
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    pollfd waited{m_descriptor.get(), POLLIN, 0};
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        const int ready = poll(&waited, 1, int(std::max(left.count(), std::int64_t(0))));
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
}

void ProcessHandle::signal(int number) const
{
    // It fails only when the process has ended, which is what the caller wants to wait for.
    syscall(SYS_pidfd_send_signal, m_descriptor.get(), number, nullptr, 0);
}

Result<ProcessHandle> startChild(const ChildStart &start)
{
    std::vector<char *> command;
    for (const QByteArray &word : start.command)
        command.push_back(const_cast<char *>(word.constData()));
    command.push_back(nullptr);
    // No PG… variable and no language of the user's: the server must be the same however it was started.
    QByteArray environment[]
        = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", "PG_OOM_ADJUST_VALUE=0"};
    std::vector<char *> variables;
    for (QByteArray &variable : environment)
        variables.push_back(variable.data());
    variables.push_back(nullptr);

    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child == 0)
        becomeChild(start, command.data(), variables.data(), parent);
    if (child < 0)
        return systemFailure(QFile::decodeName(start.command.constFirst()));
    auto handle = ProcessHandle::open(child);
    if (!handle)
        return systemFailure(u"pidfd_open"_s);
    return std::move(*handle);
}

Result<QByteArray> runChild(ChildStart start)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return systemFailure(u"pipe"_s);
    FileDescriptor reading(ends[0]);
    FileDescriptor writing(ends[1]);
    start.output = writing.get();
    const auto child = startChild(start);
    if (!child)
        return std::unexpected(child.error());
    writing.close();
    QByteArray output;
    char bytes[4096];
    for (ssize_t length; (length = read(reading.get(), bytes, sizeof bytes)) > 0 || (length < 0 && errno == EINTR);) {
        if (length > 0)
            output.append(bytes, length);
    }
    int status = 0;
    while (waitpid(child->pid(), &status, 0) < 0 && errno == EINTR) { }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return output;
    return failure(ErrorKind::Io, QString::fromUtf8(output).trimmed());
}

} // namespace wuquan
