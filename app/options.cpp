// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include "data/postgres/settings.h"

#include <QCommandLineParser>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr int smallestWidth = 1024, smallestHeight = 640, largestEdge = 15360;

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"The command deck of a district's grid governance."_s);
    parser.addOptions({
        {u"help"_s, u"Show this help."_s},
        {u"version"_s, u"Show the version."_s},
        {u"db"_s,
            u"Governance database: \"service=NAME\" or another libpq connection string without a password. "
            "Without it, an embedded database with the demo district is started."_s,
            u"conninfo"_s},
        {u"data"_s, u"Folder of the embedded database."_s, u"folder"_s},
        {u"resources"_s, u"Folder whose styles, statements and catalogues replace the built-in ones."_s, u"folder"_s},
        {u"tiles"_s,
            u"Raster tiles below the map: http(s)://…/{z}/{x}/{y}.png, a folder, an MBTiles file, or a .toml file "
            "that says more (resources/tiles.toml)."_s,
            u"source"_s},
        {u"lang"_s, u"Language of the screen: zh or en."_s, u"language"_s, u"zh"_s},
        {u"theme"_s, u"Theme: day, night or wall."_s, u"theme"_s, u"day"_s},
        {u"mode"_s, u"Kind of window: station."_s, u"mode"_s, u"station"_s},
        {u"size"_s, u"Size of the window, such as 1920x1080."_s, u"size"_s},
        {u"snapshot"_s, u"Write a PNG of the window once everything is drawn, and end."_s, u"file"_s},
        {u"startup-report"_s, u"Print how long the start took and how much memory it needs, and end."_s},
        {u"no-simulation"_s, u"Let the embedded demo district rest."_s},
    });
}

} // namespace

QString Options::help()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

Result<Options> Options::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QStringList{u"wuquan"_s} + arguments))
        return failure(ErrorKind::Input, parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return failure(ErrorKind::Input, u"Unexpected argument '%1'."_s.arg(parser.positionalArguments().constFirst()));
    Options options;
    options.showHelp = parser.isSet(u"help"_s);
    options.showVersion = parser.isSet(u"version"_s);
    if (parser.isSet(u"db"_s)) {
        options.database = parser.value(u"db"_s);
        if (const auto settings = postgres::Settings::parse(*options.database); !settings)
            return std::unexpected(settings.error());
    }
    options.dataFolder = parser.value(u"data"_s);
    options.resourceFolder = parser.value(u"resources"_s);
    options.tiles = parser.value(u"tiles"_s);
    const QString language = parser.value(u"lang"_s);
    if (language != "zh"_L1 && language != "en"_L1)
        return failure(ErrorKind::Input, u"--lang is zh or en, not '%1'."_s.arg(language));
    options.language = language == "en"_L1 ? Language::English : Language::Chinese;
    options.theme = parser.value(u"theme"_s);
    if (options.theme != "day"_L1 && options.theme != "night"_L1 && options.theme != "wall"_L1)
        return failure(ErrorKind::Input, u"--theme is day, night or wall, not '%1'."_s.arg(options.theme));
    if (parser.value(u"mode"_s) != "station"_L1)
        return failure(ErrorKind::Input, u"--mode is station, not '%1'."_s.arg(parser.value(u"mode"_s)));
    if (parser.isSet(u"size"_s)) {
        static const QRegularExpression pattern(u"^(\\d{3,5})x(\\d{3,5})$"_s);
        const auto match = pattern.match(parser.value(u"size"_s));
        const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
        if (!match.hasMatch() || size.width() < smallestWidth || size.height() < smallestHeight
            || size.width() > largestEdge || size.height() > largestEdge)
            return failure(ErrorKind::Input,
                u"--size is WIDTHxHEIGHT from %1x%2 up, not '%3'."_s.arg(smallestWidth)
                    .arg(smallestHeight)
                    .arg(parser.value(u"size"_s)));
        options.size = size;
    }
    options.snapshotFile = parser.value(u"snapshot"_s);
    options.startupReport = parser.isSet(u"startup-report"_s);
    options.simulate = !parser.isSet(u"no-simulation"_s);
    return options;
}

} // namespace wuquan
