// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/day/screen.h"

#include <QFile>
#include <QtEndian>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace wuquan::day {

namespace {

constexpr int startLimit_ms = 30000, keyLimit_ms = 10000;

} // namespace

Result<std::unique_ptr<Screen>> Screen::open(QSize size)
{
    std::unique_ptr<Screen> screen(new Screen);
    screen->m_server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    screen->m_server.start(u"Xvfb"_s,
        {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"%1x%2x24"_s.arg(size.width()).arg(size.height()), u"-fbdir"_s,
            screen->m_folder.path(), u"-nolisten"_s, u"tcp"_s, u"-noreset"_s});
    while (screen->m_number.isEmpty()) {
        if (!screen->m_server.waitForReadyRead(startLimit_ms))
            return failure(ErrorKind::Io,
                u"Xvfb: "_s + screen->m_server.errorString()
                    + QString::fromUtf8(screen->m_server.readAllStandardError()));
        screen->m_number = screen->m_server.readLine().trimmed();
    }
    return screen;
}

Screen::~Screen()
{
    m_server.terminate();
    m_server.waitForFinished();
}

QProcessEnvironment Screen::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, u':' + QString::fromUtf8(m_number));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    environment.remove(u"WAYLAND_DISPLAY"_s);
    return environment;
}

Result<void> Screen::press(const QByteArrayList &keys) const
{
    return xdotool(QByteArrayList{"key", "--delay", "2"} + keys);
}

Result<void> Screen::type(const QByteArray &text) const
{
    return xdotool({"type", "--delay", "2", text});
}

Result<void> Screen::click(QPoint at) const
{
    return xdotool({"mousemove", QByteArray::number(at.x()), QByteArray::number(at.y()), "click", "1"});
}

Result<void> Screen::xdotool(const QByteArrayList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    QStringList words;
    for (const QByteArray &argument : arguments)
        words << QString::fromUtf8(argument);
    process.start(u"xdotool"_s, words);
    if (!process.waitForFinished(keyLimit_ms) || process.exitCode() != 0)
        return failure(ErrorKind::Io,
            u"xdotool "_s + words.join(u' ') + u": "_s + process.errorString()
                + QString::fromUtf8(process.readAllStandardError()));
    return {};
}

/// The frame buffer is a file in the format of xwd (XWDFile.h): numbers of 32 bits, the most significant byte first.
QImage Screen::picture() const
{
    QFile file(m_folder.filePath(u"Xvfb_screen0"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const uchar *const bytes = file.map(0, file.size());
    if (!bytes)
        return {};
    const auto field = [&](qsizetype number) { return qFromBigEndian<quint32>(bytes + 4 * number); };
    const quint32 headerSize = field(0), width = field(4), height = field(5), stride = field(12), colours = field(19);
    constexpr quint32 colourSize = 12;
    return QImage(
        bytes + headerSize + colours * colourSize, int(width), int(height), qsizetype(stride), QImage::Format_RGB32)
        .copy();
}

} // namespace wuquan::day
