// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/core/language.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace wuquan {

/// What the command line of wuquan asked for.
struct Options {
    std::optional<QString> database; ///< connection string of a governance database; none: the embedded demo
    QString dataFolder; ///< where the embedded database lives
    QString resourceFolder; ///< own styles, statements and catalogues; empty: the built-in ones
    QString tiles; ///< raster tiles below the map; empty: none
    Language language = Language::Chinese;
    QString theme = QStringLiteral("day"); ///< name of a file in resources/styles
    std::optional<QSize> size; ///< of the window in device-independent pixels; none: the screen's
    QString snapshotFile; ///< write a picture of the window once it is complete, and end
    bool startupReport = false; ///< print how long the start took, and end
    bool simulate = true; ///< write to the embedded demo as real sources would
    bool showHelp = false;
    bool showVersion = false;

    /// Reads the arguments after the program's name; ErrorKind::Input or ErrorKind::Refused says what is wrong.
    [[nodiscard]] static Result<Options> parse(const QStringList &arguments);
    [[nodiscard]] static QString help();
};

} // namespace wuquan
