// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapwidget.h"

#include "maps/pick/pick.h"
#include "maps/raster/log.h"
#include "maps/style/type.h"
#include "maps/view/controller.h"
#include "maps/view/layertoggle.h"
#include "maps/view/mapitem.h"

#include <QLabel>
#include <QQmlError>
#include <QQuickItem>
#include <QQuickWidget>

#include <algorithm>
#include <ranges>

// Made by CMake; named here because nothing else in a static library would keep the registration.
extern void qml_register_types_Wuquan_Maps();

using namespace Qt::StringLiterals;

namespace wuquan {

MapWidget::MapWidget(DistrictStore &store, Selection &selection, ViewState &view, const Basemap &basemap,
    const Palette &palette, std::function<Instant()> serverNow, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_selection(selection)
    , m_view(view)
    , m_serverNow(std::move(serverNow))
    , m_scene(new MapScene(store, selection, view, basemap, palette, this))
    , m_quick(new QQuickWidget(this))
    , m_hint(new QLabel(this))
{
    qml_register_types_Wuquan_Maps();
    m_quick->setResizeMode(QQuickWidget::SizeRootObjectToView);
    m_quick->setFocusPolicy(Qt::StrongFocus);
    setFocusProxy(m_quick);
    m_quick->setSource(QUrl(u"qrc:/qt/qml/Wuquan/Maps/MapView.qml"_s));
    for (const QQmlError &error : m_quick->errors())
        qCCritical(logRaster) << error.toString();
    m_item = m_quick->rootObject() ? m_quick->rootObject()->findChild<MapItem *>() : nullptr;
    if (!m_item)
        qFatal("The map's QML module is not usable; is the package qml6-module-qtlocation installed?");
    m_controller = new MapController(*m_quick, this);
    m_item->setScene(m_scene);

    connect(m_controller, &MapController::cameraChanged, this, [this] { m_item->setCamera(m_controller->camera()); });
    connect(m_controller, &MapController::hovered, this, &MapWidget::hover);
    connect(m_controller, &MapController::left, m_hint, &QWidget::hide);
    connect(m_controller, &MapController::clicked, this, [this](QPointF at) {
        m_selection.select(pick(m_scene->frame(camera(), devicePixelRatioF()), {at.x(), at.y()}));
    });
    connect(m_scene, &MapScene::areasChanged, this, [this] { m_controller->setExtent(m_scene->extent()); });
    connect(m_item, &MapItem::presented, this, &MapWidget::onPresented);
    connect(&selection, &Selection::changed, this, &MapWidget::showSelected);
    connect(&view, &ViewState::layersChanged, this, [this] {
        for (LayerToggle *toggle : m_toggles)
            toggle->setChecked(m_view.layers().testFlag(MapLayer(toggle->property("layer").toInt())));
    });

    addToggle(MapLayer::Devices, tr("设备"));
    addToggle(MapLayer::Places, tr("场所"));
    addToggle(MapLayer::Labels, tr("地名"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    setPalette(palette);
    m_controller->setExtent(m_scene->extent());
}

void MapWidget::addToggle(MapLayer layer, const QString &text)
{
    auto *toggle = new LayerToggle(text, m_scene->palette(), this);
    toggle->setProperty("layer", int(layer));
    toggle->setChecked(m_view.layers().testFlag(layer));
    connect(toggle, &QAbstractButton::toggled, this,
        [this, layer](bool on) { m_view.setLayers(m_view.layers().setFlag(layer, on)); });
    m_toggles.push_back(toggle);
}

void MapWidget::arrange()
{
    const double scale = m_scene->scale();
    const int edge = int(12 * scale), gap = int(6 * scale);
    int right = width() - edge;
    std::vector<QRectF> covered;
    for (LayerToggle *toggle : m_toggles | std::views::reverse) {
        const QSize size = toggle->sizeHint();
        toggle->setGeometry(right - size.width(), edge, size.width(), size.height());
        // Half a switch is worse than none.
        toggle->setVisible(toggle->x() >= edge && toggle->y() + size.height() <= height() / 3);
        if (!toggle->isHidden())
            covered.emplace_back(toggle->geometry());
        right -= size.width() + gap;
    }
    m_scene->setCovered(covered);
}

void MapWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_quick->setGeometry(rect());
    m_controller->setSize(width(), height());
    arrange();
}

const Camera &MapWidget::camera() const
{
    return m_controller->camera();
}

void MapWidget::fit()
{
    m_controller->fit();
}

void MapWidget::fit(const Area &area)
{
    if (const AreaShape *shape = m_scene->areas().shape(area.id))
        m_controller->fit(shape->box);
}

void MapWidget::show(const Camera &camera)
{
    m_controller->show(camera);
}

void MapWidget::setPalette(const Palette &palette)
{
    m_scene->setPalette(palette);
    m_quick->setClearColor(colour(palette.background));
    for (LayerToggle *toggle : m_toggles)
        toggle->setPalette(palette);
    const auto hex = [](Rgb rgb) { return colour(rgb).name(); };
    const double scale = m_scene->scale();
    m_hint->setFont(sansFont(14 * scale));
    m_hint->setStyleSheet(
        u"QLabel { background: %1; color: %2; border: %4px solid %3; border-radius: %5px; padding: %6px %7px; }"_s
            .arg(hex(palette.panel), hex(palette.text), hex(palette.line))
            .arg(std::max(1, int(scale)))
            .arg(int(4 * scale))
            .arg(int(4 * scale))
            .arg(int(8 * scale)));
}

void MapWidget::setScale(double scale)
{
    m_scene->setScale(scale);
    m_controller->setScale(scale);
    for (LayerToggle *toggle : m_toggles)
        toggle->setScale(scale);
    setPalette(Palette(m_scene->palette()));
    arrange();
}

void MapWidget::onPresented()
{
    if (m_isDrawn || !m_store.isComplete())
        return;
    m_isDrawn = true;
    Q_EMIT drawn();
}

void MapWidget::showSelected()
{
    m_hint->hide();
    const auto place = positionOf(m_selection.thing(), m_store, m_scene->areas());
    if (!place)
        return;
    const double margin = std::min({48 * m_scene->scale(), width() / 4.0, height() / 4.0});
    const ScreenPoint at = camera().screenFromWorld(*place);
    const bool seen = QRectF(rect()).adjusted(margin, margin, -margin, -margin).contains(at.x, at.y);
    // A large area that fills the view needs no move although its middle may be elsewhere.
    const auto *area = m_selection.as<AreaId>();
    const AreaShape *shape = area ? m_scene->areas().shape(*area) : nullptr;
    const bool surrounds = shape && contains(*shape, camera().centre);
    if (!seen && !surrounds)
        m_controller->moveTo(*place);
}

void MapWidget::hover(QPointF position)
{
    const Frame frame = m_scene->frame(camera(), devicePixelRatioF());
    const QString text = ThingName::of(pick(frame, {position.x(), position.y()}), frame, m_serverNow());
    if (text.isEmpty()) {
        m_hint->hide();
        return;
    }
    m_hint->setText(text);
    m_hint->adjustSize();
    const int away = int(14 * m_scene->scale());
    int x = int(position.x()) + away, y = int(position.y()) + away;
    if (x + m_hint->width() > width())
        x = int(position.x()) - away - m_hint->width();
    if (y + m_hint->height() > height())
        y = int(position.y()) - away - m_hint->height();
    m_hint->move(std::max(0, x), std::max(0, y));
    m_hint->show();
    m_hint->raise();
}

} // namespace wuquan
