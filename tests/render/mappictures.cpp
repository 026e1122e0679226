// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// mappictures FOLDER: draws the sample district at several zooms, sizes, themes and languages, to be looked at.
#include "data/geo/mercator.h"
#include "data/view/bookmarks.h"
#include "data/view/datastatus.h"
#include "data/view/pastincidents.h"
#include "maps/print/printpanel.h"
#include "maps/print/printtool.h"
#include "maps/tiles/tileset.h"
#include "maps/view/annotationpanel.h"
#include "maps/view/bookmarkpanel.h"
#include "maps/view/mapbutton.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/maptools.h"
#include "maps/view/mapwidget.h"
#include "maps/view/picture.h"
#include "maps/view/regionpanel.h"
#include "maps/view/searchbox.h"
#include "tests/support/sampledistrict.h"
#include "tests/support/sampletiles.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLineEdit>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>
#include <QTranslator>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

struct Shot {
    QString name;
    QSize size;
    double scale;
    double zoom; ///< of a screen of 1080 lines; 0 shows everything
    WorldPoint centre;
    MapLayers more = {}; ///< besides those that are shown at first; devices then at any zoom
    MapTools::Tool tool = MapTools::Tool::None; ///< what somebody measures in the picture
    bool isWrong = false; ///< the area's sides cross, the place to go to can't be read
    bool hasPanel = false; ///< of the layers
    AreaShading shading = {};
};

/// Uses the tool over the middle of the map; a distance still waits for its next point.
void use(MapWidget &map, const Shot &shot)
{
    using Tool = MapTools::Tool;
    map.tools().setTool(shot.tool);
    std::vector<QPointF> ways{{-0.22, 0.1}, {-0.1, -0.2}, {0.02, 0.02}, {0.04, 0.03}, {0.18, -0.12}};
    if (shot.tool == Tool::Coordinates)
        ways = {{0, -0.1}};
    else if (shot.tool == Tool::Area)
        ways = {{-0.2, 0.1}, {-0.14, -0.2}, {0.1, -0.24}, {0.16, 0.02}};
    if (shot.isWrong)
        std::swap(ways.front(), ways[ways.size() > 1 ? 1 : 0]);
    const auto at = [&](QPointF way) {
        return QPointF(shot.size.width() * (0.5 + way.x()), shot.size.height() * (0.5 + way.y()));
    };
    for (const QPointF &way : ways)
        map.tools().click(at(way));
    if (shot.tool == Tool::Distance) {
        QMouseEvent move(QEvent::MouseMove, at({0.12, 0.24}), map.mapToGlobal(at({0.12, 0.24})), Qt::NoButton,
            Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(map.findChild<MapCanvas *>(), &move);
    }
    if (auto *input = map.findChild<QLineEdit *>(); shot.isWrong && shot.tool == Tool::Coordinates) {
        input->setText(u"120.2, 30.3, 5"_s);
        Q_EMIT input->returnPressed();
    }
}

/// Selects a part of the map; a wrong one crosses itself.
void select(MapWidget &map, const Shot &shot)
{
    map.tools().setTool(shot.tool);
    auto *surface = map.findChild<MapCanvas *>();
    const auto send = [&](QEvent::Type type, double x, double y) {
        const QPointF at(shot.size.width() * x, shot.size.height() * y);
        const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
        QMouseEvent event(type, at, surface->mapToGlobal(at), button,
            type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(surface, &event);
    };
    if (shot.name.contains("empty"_L1))
        return;
    if (!shot.name.contains("lasso"_L1)) {
        send(QEvent::MouseButtonPress, 0.3, 0.15);
        send(QEvent::MouseMove, 0.4, 0.3);
        send(QEvent::MouseMove, 0.66, 0.56);
        send(QEvent::MouseButtonRelease, 0.66, 0.56);
        return;
    }
    auto *kinds = map.findChild<RegionPanel *>();
    for (MapButton *button : kinds->findChildren<MapButton *>()) {
        if (button->isCheckable() && !button->isChecked()) {
            button->click();
            break;
        }
    }
    send(QEvent::MouseButtonPress, 0.63, 0.4);
    for (int i = 0; i < 90; ++i) {
        const double angle = i * 0.07, far = 0.13 + 0.03 * std::sin(5 * angle);
        const double y = shot.isWrong ? std::sin(2 * angle) : std::sin(angle);
        send(QEvent::MouseMove, 0.5 + far * std::cos(angle), 0.4 + far * 1.4 * y);
    }
    send(QEvent::MouseButtonRelease, 0.63, 0.4);
}

/// Draws a closed area while another wish is on its way; a wrong one was refused.
void annotate(MapWidget &map, AnnotationDesk &desk, const Shot &shot)
{
    desk.setAccess(AnnotationAccess::Write);
    map.tools().setTool(MapTools::Tool::Annotation);
    if (shot.name == "annotationedit"_L1)
        return;
    const auto at = [&](double x, double y) { return QPointF(shot.size.width() * x, shot.size.height() * y); };
    const auto place = [&](double x, double y) {
        const QPointF on = at(x, y);
        return geoFromWorld(map.camera().worldFromScreen({on.x(), on.y()}));
    };
    auto *panel = map.findChild<AnnotationPanel *>();
    const QUuid line = desk.make({AnnotationKind::Line, AnnotationRole::Support,
        {place(0.1, 0.2), place(0.3, 0.12), place(0.5, 0.2)}, u"应急车辆通道"_s});
    if (shot.isWrong)
        desk.answer({line, AnnotationAnswer::State::Waiting, {}, 0, {}});
    panel->setContent(AnnotationKind::Area, AnnotationRole::Caution, {});
    for (const QPointF &on : {at(0.12, 0.42), at(0.34, 0.34), at(0.42, 0.5), at(0.2, 0.56), at(0.2, 0.56)})
        map.tools().click(on);
    auto *words = panel->findChild<QLineEdit *>();
    words->setText(u"低洼路段,雨天注意积水"_s);
    if (!shot.isWrong)
        return;
    Q_EMIT words->returnPressed();
    desk.answer({desk.entries().back().request.key, AnnotationAnswer::State::Refused, {}, 0,
        u"annotation: there are 5000 annotations: remove some"_s});
}

/// Keeps the view several times and is about to write the name of the last one; or of none.
void showBookmarks(MapWidget &map, const Shot &shot)
{
    map.activateWindow();
    auto *panel = map.findChild<BookmarkPanel *>();
    for (MapButton *button : map.findChildren<MapButton *>()) {
        if (button->text() == MapWidget::tr("书签…"))
            button->click();
    }
    if (shot.name.contains("empty"_L1))
        return;
    for (const double zoom : {12.0, 14.0, 15.5, 16.0, 18.0}) {
        Camera camera = map.camera();
        camera.zoom = zoom + std::log2(shot.scale);
        map.show(camera);
        Q_EMIT panel->keepRequested();
        QCoreApplication::processEvents();
    }
}

/// Opens the panel and prints into a file beside the picture.
void print(PrintTool &tool, const MapWidget &map, const Shot &shot, const QString &path)
{
    PrintPanel &panel = tool.panel();
    for (MapButton *button : panel.parentWidget()->findChildren<MapButton *>()) {
        if (button->text() == PrintTool::tr("打印…") || (shot.name == "print4k"_L1 && button->text() == "A3"_L1)
            || (shot.name == "printheat"_L1 && button->text() == PrintPanel::tr("纵向")))
            button->click();
    }
    (void)QFile::remove(path);
    panel.setPath(path);
    while (map.canvas().picturesDrawn() == 0 || !map.canvas().isSharp()) // what comes first is not to be measured
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QElapsedTimer timer;
    timer.start();
    Q_EMIT panel.saveRequested();
    qint64 last = 0, longest = timer.elapsed(); // that the window did not answer
    QTimer turns;
    QObject::connect(&turns, &QTimer::timeout, &turns, [&] {
        longest = std::max(longest, timer.elapsed() - last);
        last = timer.elapsed();
    });
    last = timer.elapsed();
    turns.start(1);
    while (tool.job().isRunning())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QTextStream(stdout) << path << ' ' << timer.elapsed() << " ms, longest stall " << longest << " ms, "
                        << QFileInfo(path).size() / 1024 << " kB\n";
}

/// Tiles as those of a town are: blocks, parks and streets on a bright ground, with their numbers.
void writeStreets(const QString &folder)
{
    const WorldPoint middle = worldFromGeo({120.222, 30.285});
    for (const int zoom : {9, 12, 14, 15}) {
        const double count = std::exp2(zoom);
        for (int column = int(middle.x * count) - 8; column <= int(middle.x * count) + 8; ++column) {
            for (int row = int(middle.y * count) - 5; row <= int(middle.y * count) + 5; ++row) {
                QImage image = test::plainTile(QColor(244, 241, 234));
                QPainter painter(&image);
                painter.setRenderHint(QPainter::Antialiasing);
                painter.setPen(Qt::NoPen);
                for (int i = 0; i < 16; ++i) {
                    const bool isPark = (column * 7 + row * 5 + i * 3) % 11 == 0;
                    painter.setBrush(isPark ? QColor(200, 224, 190) : QColor(226, 220, 210));
                    painter.drawRect(i % 4 * 64 + 8, i / 4 * 64 + 8, 48, 48);
                }
                painter.setPen(QColor(90, 90, 90));
                painter.drawText(12, 36, u"%1/%2/%3"_s.arg(zoom).arg(column).arg(row));
                painter.end();
                if (!test::writeTile(folder, {zoom, column, row}, test::packed(image)))
                    qFatal("cannot write tiles");
            }
        }
    }
}

/// Three hundred a day, around the places of the district.
std::shared_ptr<PastIncidentRows> earlierDays(const DistrictStore &store, const PastIncidentOrder &order)
{
    auto rows = std::make_shared<PastIncidentRows>();
    const auto &places = store.places();
    for (QDate day = order.to; day >= order.from; day = day.addDays(-1)) {
        for (int i = 0; i < 300; ++i) {
            const auto seed = std::size_t(day.toJulianDay() * 131 + i * i * 7);
            PastIncident past{.day = day};
            if (i % 40 != 0)
                past.at = worldPlace(places[(seed * seed) % (i % 3 ? 90 : places.size())].position);
            rows->rows.push_back(past);
        }
    }
    return rows;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QDir folder(QString::fromLocal8Bit(argc > 1 ? argv[1] : "."));
    const QString only = QString::fromLocal8Bit(argc > 2 ? argv[2] : "");
    const Instant now = SystemClock().now();
    DistrictStore store;
    store.apply(test::sampleDistrict({}, now));
    ChangeBatch annotations; // in pictures that are named after them
    annotations.annotations = test::sampleAnnotations(now);
    ChangeBatch noAnnotations;
    for (const Annotation &annotation : annotations.annotations)
        noAnnotations.annotationsRemoved.push_back(annotation.id);
    DataStatusSource status;
    status.setStatus({DataStatus::State::Live, {}, now, {}});
    const auto basemap = Basemap::load();
    if (!basemap)
        qFatal("%ls", qUtf16Printable(basemap.error().message));
    TileSource tileSource;
    const QTemporaryDir tileFolder;
    writeStreets(tileFolder.path());
    tileSource.address = tileFolder.filePath(u"{z}/{x}/{y}.png"_s);
    tileSource.attribution = u"© 示例底图 Sample tiles"_s;
    TileSet tiles(tileSource);
    const WorldPoint pengbu = worldFromGeo({120.222, 30.285});
    const std::vector<Shot> shots{
        {u"all"_s, {1920, 1080}, 1, 0, {}},
        {u"station"_s, {936, 636}, 1, 0, {}},
        {u"middle"_s, {936, 636}, 1, 14.08, pengbu},
        {u"street"_s, {1920, 1080}, 1, 15.75, pengbu},
        {u"near"_s, {1920, 1080}, 1, 17.5, pengbu},
        {u"middle4k"_s, {3840, 2160}, 2, 14.08, pengbu},
        {u"small"_s, {400, 300}, 1, 0, {}},
        {u"heat"_s, {1920, 1080}, 1, 0, {}, MapLayer::Heat},
        {u"heatnear"_s, {1920, 1080}, 1, 15.0, pengbu, MapLayer::Heat},
        {u"heatdays"_s, {936, 636}, 1, 0, {}, MapLayer::Heat},
        {u"heatdaysprint"_s, {936, 636}, 1, 13.5, pengbu, MapLayer::Heat},
        {u"tilesprint"_s, {936, 636}, 1, 15.2, pengbu},
        {u"heatdays4k"_s, {3840, 2160}, 2, 14.5, pengbu, MapLayer::Heat},
        {u"heatdaystool"_s, {936, 636}, 1, 14.08, pengbu, MapLayer::Heat, MapTools::Tool::Coordinates},
        {u"clusters"_s, {1920, 1080}, 1, 0, {}, MapLayer::IncidentClusters},
        {u"clusters4k"_s, {3840, 2160}, 2, 13.5, pengbu, MapLayer::DeviceClusters},
        {u"dots"_s, {1920, 1080}, 1, 12.5, pengbu, MapLayer::Devices},
        {u"dots4k"_s, {3840, 2160}, 2, 14, pengbu, MapLayer::Devices},
        {u"reported"_s, {1920, 1080}, 1, 0, {}, {}, {}, false, false, {AreaMeasure::Reported, false}},
        {u"silent"_s, {936, 636}, 1, 0, {}, {}, {}, false, true, {AreaMeasure::DevicesSilent, true}},
        {u"density4k"_s, {3840, 2160}, 2, 15.75, pengbu, {}, {}, false, true, {AreaMeasure::OpenPerArea, false}},
        {u"cones"_s, {1920, 1080}, 1, 17, pengbu, MapLayer::Cones},
        {u"tiles"_s, {1920, 1080}, 1, 15.2, pengbu},
        {u"tilesfar"_s, {936, 636}, 1, 12.4, pengbu, {}, {}, false, true},
        {u"tiles4k"_s, {3840, 2160}, 2, 14.5, pengbu, MapLayer::Devices},
        {u"search"_s, {936, 636}, 1, 14.08, pengbu},
        {u"search4k"_s, {1872, 1272}, 2, 14.08, pengbu},
        {u"bookmarks"_s, {936, 636}, 1, 14.5, pengbu},
        {u"bookmarks4k"_s, {1872, 1272}, 2, 14.5, pengbu},
        {u"bookmarksempty"_s, {586, 366}, 0.8, 14.5, pengbu},
        {u"print"_s, {936, 636}, 1, 0, {}},
        {u"printstreet"_s, {936, 636}, 1, 15.75, pengbu, MapLayer::Cones | MapLayer::Responders},
        {u"printheat"_s, {936, 636}, 1, 14.08, pengbu, MapLayer::Heat | MapLayer::DeviceClusters},
        {u"print4k"_s, {1872, 1272}, 2, 14.08, pengbu, MapLayer::Devices},
        {u"printsilent"_s, {586, 366}, 0.8, 15.75, pengbu, {}, {}, false, false, {AreaMeasure::DevicesSilent, true}},
        {u"layers"_s, {936, 636}, 1, 14.5, pengbu, MapLayer::Responders, {}, false, true},
        {u"layers4k"_s, {1872, 1272}, 2, 14.5, pengbu, MapLayer::Responders, {}, false, true},
        {u"annotations"_s, {1920, 1080}, 1, 15.5, pengbu},
        {u"annotationsfar"_s, {936, 636}, 1, 13, pengbu},
        {u"annotations4k"_s, {3840, 2160}, 2, 15.5, pengbu, MapLayer::Responders},
        {u"annotationtool"_s, {936, 636}, 1, 15.5, pengbu, {}, MapTools::Tool::Annotation},
        {u"annotationtool4k"_s, {1872, 1272}, 2, 15.5, pengbu, {}, MapTools::Tool::Annotation, true},
        {u"annotationedit"_s, {936, 576}, 1, 15.5, pengbu, {}, MapTools::Tool::Annotation},
        {u"annotationsmall"_s, {586, 366}, 0.8, 15.5, pengbu, {}, MapTools::Tool::Annotation},
        {u"distance"_s, {936, 636}, 1, 14.08, pengbu, {}, MapTools::Tool::Distance},
        {u"distance4k"_s, {3840, 2160}, 2, 15.75, pengbu, {}, MapTools::Tool::Distance},
        {u"area"_s, {936, 636}, 1, 0, {}, {}, MapTools::Tool::Area},
        {u"areacrossed"_s, {936, 636}, 1, 16, pengbu, {}, MapTools::Tool::Area, true},
        {u"regionempty"_s, {936, 636}, 1, 14.08, pengbu, {}, MapTools::Tool::Region},
        {u"regionbox"_s, {936, 636}, 1, 14.08, pengbu, {}, MapTools::Tool::Region},
        {u"regionwide"_s, {1920, 1080}, 1, 0, {}, {}, MapTools::Tool::Region},
        {u"regionlasso"_s, {936, 576}, 1, 14.08, pengbu, {}, MapTools::Tool::Region},
        {u"regionlassocrossed"_s, {936, 636}, 1, 14.08, pengbu, {}, MapTools::Tool::Region, true},
        {u"regionlasso4k"_s, {3840, 2160}, 2, 14.5, pengbu, MapLayer::Devices, MapTools::Tool::Region},
        {u"regionsmall"_s, {586, 366}, 0.8, 14.08, pengbu, {}, MapTools::Tool::Region},
        {u"coordinates"_s, {936, 636}, 1, 14.08, pengbu, {}, MapTools::Tool::Coordinates},
        {u"coordinateswrong"_s, {1872, 1272}, 2, 14.08, pengbu, {}, MapTools::Tool::Coordinates, true},
        {u"coordinatessmall"_s, {560, 400}, 0.8, 0, {}, {}, MapTools::Tool::Coordinates},
    };
    QTextStream out(stdout);
    for (const QString &theme : {u"day"_s, u"night"_s}) {
        const auto palette = Palette::load(theme);
        if (!palette)
            qFatal("%ls", qUtf16Printable(palette.error().message));
        for (const Language language : {Language::Chinese, Language::English}) {
            QTranslator translator;
            if (language == Language::English && translator.load(u":/i18n/wuquan_en.qm"_s))
                QCoreApplication::installTranslator(&translator);
            Selection selection;
            ViewState view(language);
            const MapLayers layers = view.layers() | MapLayer::Places;
            for (const Shot &shot : shots) {
                const QString name
                    = u"maps-%1-%2-%3.png"_s.arg(shot.name, theme, language == Language::Chinese ? u"zh"_s : u"en"_s);
                if (!name.contains(only))
                    continue;
                view.setLayers(layers | shot.more);
                view.setAreaShading(shot.shading);
                view.setLook(MapLayer::Devices,
                    shot.more & MapLayer::Devices ? LayerLook{.fromZoom = farthestZoom} : usualLook(MapLayer::Devices));
                store.apply(
                    (shot.name.startsWith("annot"_L1) || shot.name == "printsilent"_L1) ? annotations : noAnnotations);
                selection.select(shot.name == "street"_L1  ? SelectedThing(IncidentId{3})
                        : shot.name == "annotationedit"_L1 ? SelectedThing(AnnotationId{2})
                                                           : SelectedThing());
                PastIncidents past(store, view, [now] { return now; });
                QObject::connect(&past, &PastIncidents::ordered, &past,
                    [&](const PastIncidentOrder &order) { past.take(order.number, earlierDays(store, order)); });
                view.setHeatSpan(shot.name.startsWith("heatdays"_L1) ? std::optional(HeatSpan{29, 0}) : std::nullopt);
                AnnotationDesk desk(store);
                Bookmarks bookmarks;
                MapWidget map(store, selection, view, status, *basemap, *palette, [now] { return now; });
                map.annotateWith(desk);
                map.keepViewsIn(bookmarks);
                if (shot.name.startsWith("tiles"_L1))
                    map.useTiles(tiles);
                if (shot.name.startsWith("heat"_L1))
                    map.usePast(past);
                map.setScale(shot.scale);
                map.resize(shot.size);
                if (shot.zoom > 0) {
                    Camera camera = map.camera();
                    camera.zoom = shot.zoom + std::log2(shot.scale);
                    camera.centre = shot.centre;
                    map.show(camera);
                }
                map.QWidget::show();
                for (MapButton *button : map.findChildren<MapButton *>()) {
                    const bool isOfLayers = button->text() == MapWidget::tr("图层…");
                    if (shot.hasPanel && button->parentWidget() == &map && isOfLayers)
                        button->click();
                }
                if (shot.name.startsWith("bookmarks"_L1))
                    showBookmarks(map, shot);
                const PrintContext context{store, view, selection, *basemap, [&, now] {
                                               const auto state = shot.name == "printstreet"_L1
                                                   ? DataStatus::State::Down
                                                   : DataStatus::State::Live;
                                               return PrintFacts{u"chen_li"_s, u"cmd-seat-03"_s, now, state,
                                                   now - std::chrono::minutes(7), basemap->attribution};
                                           }};
                PrintTool printing(context, map);
                if (shot.name.startsWith("search"_L1)) {
                    auto *search = map.findChild<SearchBox *>();
                    map.activateWindow();
                    search->start();
                    search->findChild<QLineEdit *>()->insert(u"三"_s);
                    while (search->height() == search->line().height()) // until the focus has come
                        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
                }
                if (shot.tool != MapTools::Tool::None) {
                    (void)map.grab(); // the panel keeps away from the legend that is there
                    if (shot.tool == MapTools::Tool::Annotation)
                        annotate(map, desk, shot);
                    else if (shot.tool == MapTools::Tool::Region)
                        select(map, shot);
                    else
                        use(map, shot);
                }
                (void)map.grab();
                while (tiles.isWaiting() || past.state() == PastIncidents::State::Reading) {
                    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
                    (void)map.grab(); // which may want others
                }
                if (shot.name.contains("print"_L1))
                    print(printing, map, shot, folder.absoluteFilePath(name).replace(u".png"_s, u".pdf"_s));
                const QImage picture = map.grab().toImage();
                if (!picture.save(folder.filePath(name)))
                    qFatal("cannot write %ls", qUtf16Printable(name));
                QElapsedTimer timer;
                timer.start();
                (void)rendered(map.scene(), map.camera(), 1);
                out << name << ' ' << timer.nsecsElapsed() / 1'000'000 << " ms, " << map.scene().labels().size()
                    << " labels\n";
            }
        }
    }
    return 0;
}
