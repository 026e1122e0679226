// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/stopsignals.h"
#include "app/options.h"
#include "app/rooms/station.h"
#include "app/session/bookmarkkeeper.h"
#include "app/session/demosimulation.h"
#include "app/session/embeddeddatabase.h"
#include "app/session/livesession.h"
#include "app/session/process.h"
#include "app/session/requestjournal.h"
#include "app/session/stallwatch.h"
#include "app/session/viewkeeper.h"
#include "data/core/resources.h"
#include "data/geo/basemap.h"
#include "data/server/datafolder.h"
#include "maps/tiles/tileset.h"
#include "widgets/theme/appearance.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QScreen>
#include <QSocketNotifier>
#include <QTextStream>
#include <QTimer>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using namespace wuquan;

// A picture must come also when a machine is slow and the demo has to be made first.
constexpr auto pictureLimit = 180s;

int fail(const QString &message)
{
    QTextStream(stderr) << "wuquan: " << message << Qt::endl;
    return 1;
}

/// What the command line asked to do once the window is complete, then to end.
void endWhenComplete(
    QApplication &application, const LiveSession &session, StationWindow &window, const Options &options)
{
    // Nobody is there to wait for another attempt.
    const DataStatusSource &source = session.dataStatus();
    QObject::connect(&source, &DataStatusSource::changed, &window, [&source] {
        using State = DataStatus::State;
        const DataStatus &status = source.status();
        if (status.state == State::Refused || status.state == State::Down)
            QCoreApplication::exit(fail(status.reason));
    });
    auto *const limit = new QTimer(&window);
    limit->setSingleShot(true);
    QObject::connect(limit, &QTimer::timeout, &window, [&window] {
        QCoreApplication::exit(
            fail(u"nothing complete to show after %1 s: %2"_s.arg(pictureLimit.count()).arg(window.condition())));
    });
    limit->start(pictureLimit);
    // From the first picture on, when somebody may already want to work.
    StallWatch *stalls = nullptr;
    if (options.startupReport) {
        stalls = new StallWatch(&window);
        QObject::connect(&window, &StationWindow::shown, stalls, &StallWatch::start);
    }
    QObject::connect(&window, &StationWindow::completed, &application, [&window, &options, stalls] {
        if (stalls) {
            QTextStream(stdout) << "window_ms " << window.shownAfter().count() << "\ndrawn_ms "
                                << timeSinceProcessStart().count() << "\nstall_ms " << stalls->longest().count()
                                << "\nrss_mb " << residentMemory().now / 1'000'000 << Qt::endl;
        }
        if (!options.snapshotFile.isEmpty() && !window.grab().save(options.snapshotFile, "PNG")) {
            QCoreApplication::exit(fail(u"%1 can't be written: is the disk full?"_s.arg(options.snapshotFile)));
            return;
        }
        QCoreApplication::exit(0);
    });
}

/// Where a start keeps something for the next; empty where that can't be, and for a picture, which is of the database
/// alone.
QString keptFile(const Options &options, const QString &name)
{
    if (!options.snapshotFile.isEmpty() || options.startupReport)
        return {};
    const QDir folder(DataFolder::location(options.dataFolder) + u"/state"_s);
    return folder.mkpath(u"."_s) ? folder.filePath(name) : QString();
}

/// What is kept of a database, a file for each.
QString databaseFile(const Options &options, const QByteArray &ending)
{
    const QByteArray database = options.database.value_or(QString()).toUtf8();
    return keptFile(options,
        QString::fromLatin1(QCryptographicHash::hash(database, QCryptographicHash::Sha256).toHex().first(16) + ending));
}

} // namespace

int main(int argc, char *argv[])
{
    returnFreedBlocks();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    const auto options = Options::parse(arguments);
    if (!options)
        return fail(options.error().message + u" See --help."_s);
    if (options->showHelp || options->showVersion) {
        QTextStream(stdout) << (options->showHelp ? Options::help() : u"wuquan " WUQUAN_VERSION "\n"_s) << Qt::flush;
        return 0;
    }
    setResourceFolder(options->resourceFolder);
    postgres::Settings::demandTrustedServers();
    // Before the minutes that a demo or a slow database may take.
    if (!options->snapshotFile.isEmpty() && !QFileInfo(QFileInfo(options->snapshotFile).absolutePath()).isWritable())
        return fail(u"%1 can't be written: is its folder there, and yours?"_s.arg(options->snapshotFile));

    // Whoever ends the session ends us: what is kept on disk is written first.
    const auto stop = stopSignals();
    if (!stop)
        return fail(stop.error().message);
    QApplication application(argc, argv);
    const QSocketNotifier stopped(stop->get(), QSocketNotifier::Read);
    QObject::connect(&stopped, &QSocketNotifier::activated, &application, [&stop] {
        takeStopSignal(*stop);
        QApplication::quit();
    });
    QApplication::setApplicationName(u"wuquan"_s);
    QTranslator translator;
    if (options->language == Language::English && translator.load(u":/i18n/wuquan_en.qm"_s))
        QApplication::installTranslator(&translator);

    const QSize size = options->size.value_or(QGuiApplication::primaryScreen()->availableSize());
    const auto theme = Theme::load(options->theme, Theme::scaleFor(size));
    if (!theme)
        return fail(theme.error().message);
    Appearance appearance(*theme);
    const auto basemap = Basemap::load();
    if (!basemap)
        return fail(basemap.error().message);

    std::optional<TileSet> tiles;
    if (!options->tiles.isEmpty()) {
        const auto tileSource = TileSource::read(options->tiles);
        if (!tileSource)
            return fail(tileSource.error().message);
        tiles.emplace(*tileSource, keptFile(*options, u"tiles"_s));
    }

    const SteadyClock clock;
    EmbeddedDatabase embedded(DataFolder::location(options->dataFolder));
    SettingsSource source = embedded.source();
    if (options->database)
        source = [text = *options->database] { return postgres::Settings::parse(text); };
    LiveSession session(std::move(source), options->language, clock, databaseFile(*options, ".state"));
    const ViewKeeper viewKeeper(session.view(), keptFile(*options, u"view.ini"_s));
    const BookmarkKeeper bookmarkKeeper(session.bookmarks(), keptFile(*options, u"bookmarks.ini"_s));
    RequestJournal journal(session.dispatch(), databaseFile(*options, ".requests"), [] { return SystemClock().now(); });
    QObject::connect(&session, &LiveSession::userFound, &journal, &RequestJournal::resumeAs);
    QObject::connect(&embedded, &EmbeddedDatabase::progressed, &session, &LiveSession::showProgress);

    DemoSimulation simulation;
    QObject::connect(&embedded, &EmbeddedDatabase::opened, &simulation, &DemoSimulation::setDatabase);

    StationWindow window(session, *basemap, appearance, tiles ? &*tiles : nullptr);
    window.resize(size);
    if (!options->snapshotFile.isEmpty() || options->startupReport)
        endWhenComplete(application, session, window, *options);
    else if (options->simulate)
        // Not before the window is complete: whoever opens it is waiting.
        QObject::connect(&window, &StationWindow::completed, &simulation, &DemoSimulation::start);
    if (options->size)
        window.show();
    else
        window.showMaximized();
    session.start();
    return QApplication::exec();
}
