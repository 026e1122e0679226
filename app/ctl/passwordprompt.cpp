// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/passwordprompt.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype shortest = 8, longest = 256;

/// A terminal that shows nothing and hands on every key, until it goes: a Ctrl+C that ended us would leave it like
/// that.
class SilentTerminal {
public:
    SilentTerminal()
        : m_isChanged(tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG);
        silent.c_cc[VMIN] = 1;
        silent.c_cc[VTIME] = 0;
        m_isChanged = m_isChanged && tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;
    ~SilentTerminal()
    {
        if (m_isChanged)
            tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
    }
    [[nodiscard]] bool isSilent() const { return m_isChanged; }

private:
    termios m_before = {};
    bool m_isChanged;
};

/// One byte of the standard input; none at its end.
Result<std::optional<char>> readByte()
{
    char byte = 0;
    for (;;) {
        const ssize_t n = read(STDIN_FILENO, &byte, 1);
        if (n == 1)
            return byte;
        if (n == 0)
            return std::optional<char>();
        if (errno != EINTR)
            return failure(
                ErrorKind::Io, u"the password can't be read: %1"_s.arg(QString::fromLocal8Bit(strerror(errno))));
    }
}

/// A line without its end; keys are those of a terminal when it is one.
Result<QByteArray> readLine(bool isTerminal)
{
    QByteArray line;
    for (;;) {
        const auto byte = readByte();
        if (!byte)
            return std::unexpected(byte.error());
        if (!*byte || **byte == '\n' || (isTerminal && **byte == '\r'))
            return line;
        if (isTerminal && (**byte == '\x03' || **byte == '\x04'))
            return failure(ErrorKind::Cancelled, u"no password was given"_s);
        if (isTerminal && (**byte == '\x7f' || **byte == '\b')) {
            // A character may be several bytes of UTF-8.
            while (!line.isEmpty() && (line.back() & 0xc0) == 0x80)
                line.chop(1);
            line.chop(1);
        } else if (isTerminal && **byte == '\x15') {
            line.clear();
        } else if (line.size() <= longest) {
            line += **byte;
        }
    }
}

QString weakness(const QByteArray &password, const QString &login)
{
    if (password.size() < shortest || password.size() > longest)
        return u"a password has %1 to %2 bytes"_s.arg(shortest).arg(longest);
    if (std::ranges::any_of(password, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }))
        return u"a password has no control characters"_s;
    bool small = false, capital = false, digit = false, other = false;
    for (const char c : password)
        (c >= 'a' && c <= 'z' ? small : c >= 'A' && c <= 'Z' ? capital : c >= '0' && c <= '9' ? digit : other) = true;
    if (small + capital + digit + other < 3)
        return u"a password has three of small letters, capitals, digits and other characters"_s;
    if (QString::fromUtf8(password).contains(login, Qt::CaseInsensitive))
        return u"a password does not hold the login"_s;
    return {};
}

} // namespace

Result<QByteArray> readNewPassword(const QString &login, QTextStream &err)
{
    QByteArray password;
    if (isatty(STDIN_FILENO)) {
        const SilentTerminal terminal;
        if (!terminal.isSilent())
            return failure(ErrorKind::Io, u"this terminal would show the password"_s);
        for (const QString &prompt : {u"password for %1: "_s, u"once more: "_s}) {
            err << (prompt.contains(u"%1"_s) ? prompt.arg(login) : prompt) << Qt::flush;
            const auto line = readLine(true);
            err << Qt::endl;
            if (!line)
                return line;
            if (prompt.startsWith(u"once"_s) && *line != password)
                return failure(ErrorKind::Input, u"the two passwords are not the same"_s);
            password = *line;
        }
    } else {
        auto line = readLine(false);
        if (!line)
            return line;
        if (line->endsWith('\r'))
            line->chop(1);
        password = *line;
    }
    if (const QString reason = weakness(password, login); !reason.isEmpty())
        return failure(ErrorKind::Input, reason);
    return password;
}

} // namespace wuquan
