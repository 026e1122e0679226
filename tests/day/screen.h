// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QByteArrayList>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace wuquan::day {

/// A display of its own, with the keyboard and the mouse of whoever sits before it. No window manager: the window under
/// the mouse has the keys.
class Screen {
public:
    [[nodiscard]] static Result<std::unique_ptr<Screen>> open(QSize size);
    Screen(const Screen &) = delete;
    Screen &operator=(const Screen &) = delete;
    ~Screen();

    /// For a program that shall be seen here.
    [[nodiscard]] QProcessEnvironment environment() const;
    /// Keys as X names them, one after the other.
    [[nodiscard]] Result<void> press(const QByteArrayList &keys) const;
    [[nodiscard]] Result<void> type(const QByteArray &text) const;
    [[nodiscard]] Result<void> click(QPoint at) const;
    /// What is seen now; null when the display has gone.
    [[nodiscard]] QImage picture() const;

private:
    Screen() = default;
    [[nodiscard]] Result<void> xdotool(const QByteArrayList &arguments) const;

    QTemporaryDir m_folder;
    QProcess m_server;
    QByteArray m_number;
};

} // namespace wuquan::day
