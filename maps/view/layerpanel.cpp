// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/layerpanel.h"

#include "maps/style/plate.h"
#include "maps/style/type.h"
#include "maps/view/mapbutton.h"
#include "maps/view/mapslider.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {
constexpr double layerEdge = 12; // design pixels, as all below
constexpr double layerRowHeight = 34;
constexpr double leastLayerRowHeight = 20; ///< where the map is low
constexpr double layerTitleHeight = 28;
constexpr double layerOpacityWidth = 150;
constexpr double layerZoomsWidth = 190;
constexpr double layerColumnGap = 14;
constexpr double layerText = 14;
constexpr double layerButtonGap = 6;

QString zoomsText(const LayerLook &look)
{
    const auto level = [](double zoom) { return QLocale::c().toString(zoom, 'f', zoom == std::round(zoom) ? 0 : 1); };
    return level(look.fromZoom) + u'–' + level(look.toZoom);
}
} // namespace

LayerPanel::LayerPanel(ViewState &view, const Palette &palette, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
    , m_palette(palette)
{
    setAccessibleName(tr("图层"));
    for (const MapLayer layer : allMapLayers) {
        if (layer != MapLayer::Tiles)
            addRow(layer);
    }
    addShading();
    m_reset = new MapButton(tr("恢复默认"), palette, this);
    connect(m_reset, &QAbstractButton::clicked, this, [this] {
        for (const MapLayer layer : allMapLayers)
            m_view.setLook(layer, usualLook(layer));
        m_view.setAreaShading({});
    });
    setFocusProxy(m_rows.front().shown);
    connect(&view, &ViewState::layersChanged, this, &LayerPanel::refresh);
    refresh();
}

void LayerPanel::offerTiles()
{
    addRow(MapLayer::Tiles);
    const Row &row = m_rows.back();
    for (QWidget *part :
        {static_cast<QWidget *>(row.shown), static_cast<QWidget *>(row.opacity), static_cast<QWidget *>(row.zooms)})
        part->show();
    refresh();
}

QString LayerPanel::nameOf(MapLayer layer)
{
    switch (layer) {
    case MapLayer::Choropleth:
        return tr("区域着色");
    case MapLayer::Devices:
        return tr("设备");
    case MapLayer::Places:
        return tr("场所");
    case MapLayer::Incidents:
        return tr("事件");
    case MapLayer::Roads:
        return tr("道路");
    case MapLayer::Labels:
        return tr("地名");
    case MapLayer::Heat:
        return tr("热力");
    case MapLayer::DeviceClusters:
        return tr("设备聚合");
    case MapLayer::IncidentClusters:
        return tr("事件聚合");
    case MapLayer::Responders:
        return tr("力量");
    case MapLayer::Annotations:
        return tr("标注");
    case MapLayer::Cones:
        return tr("视野");
    case MapLayer::Tiles:
        return tr("底图瓦片");
    }
    return {};
}

QString LayerPanel::nameOf(AreaMeasure measure)
{
    switch (measure) {
    case AreaMeasure::Open:
        return tr("在办");
    case AreaMeasure::Overdue:
        return tr("超期");
    case AreaMeasure::OpenPerArea:
        return tr("在办/平方千米");
    case AreaMeasure::Reported:
        return tr("近 30 天受理");
    case AreaMeasure::DevicesSilent:
        return tr("设备未在线");
    }
    return {};
}

void LayerPanel::addShading()
{
    const auto addChoice = [this](const QString &name, std::vector<MapButton *> &row, const auto &choose) {
        auto *button = new MapButton(name, m_palette, this);
        button->setCheckable(true);
        connect(button, &QAbstractButton::clicked, this, [this, choose] {
            AreaShading shading = m_view.areaShading();
            choose(shading);
            m_view.setAreaShading(shading);
            refresh(); // the one that is chosen can't be switched off
        });
        row.push_back(button);
    };
    for (const AreaMeasure measure : allAreaMeasures)
        addChoice(nameOf(measure), m_measures, [measure](AreaShading &shading) { shading.measure = measure; });
    addChoice(tr("分级"), m_scales, [](AreaShading &shading) { shading.isContinuous = false; });
    addChoice(tr("连续"), m_scales, [](AreaShading &shading) { shading.isContinuous = true; });
}

void LayerPanel::addRow(MapLayer layer)
{
    const LayerLook look = m_view.look(layer);
    const Row row{layer, new MapButton(nameOf(layer), m_palette, this),
        new MapSlider(0, 1, 0.05, {look.opacity}, m_palette, this),
        new MapSlider(farthestZoom, nearestZoom, 0.5, {look.fromZoom, look.toZoom}, m_palette, this)};
    row.shown->setCheckable(true);
    row.opacity->setAccessibleName(tr("%1：不透明度").arg(nameOf(layer)));
    row.zooms->setAccessibleName(tr("%1：显示级别").arg(nameOf(layer)));
    row.zooms->setTextWidth(62);
    connect(row.shown, &QAbstractButton::toggled, this,
        [this, layer](bool on) { m_view.setLayers(m_view.layers().setFlag(layer, on)); });
    connect(row.opacity, &MapSlider::moved, this, [this, row] {
        LayerLook moved = m_view.look(row.layer);
        moved.opacity = row.opacity->values().front();
        m_view.setLook(row.layer, moved);
    });
    connect(row.zooms, &MapSlider::moved, this, [this, row] {
        LayerLook moved = m_view.look(row.layer);
        moved.fromZoom = row.zooms->values().front();
        moved.toZoom = row.zooms->values().back();
        m_view.setLook(row.layer, moved);
    });
    m_rows.push_back(row);
}

void LayerPanel::refresh()
{
    for (const Row &row : m_rows) {
        const LayerLook look = m_view.look(row.layer);
        row.shown->setChecked(m_view.layers().testFlag(row.layer));
        row.opacity->setValues({look.opacity});
        row.opacity->setText(QLocale::c().toString(std::lround(look.opacity * 100)) + u'%');
        row.zooms->setValues({look.fromZoom, look.toZoom});
        row.zooms->setText(zoomsText(look));
    }
    const AreaShading shading = m_view.areaShading();
    for (std::size_t i = 0; i < m_measures.size(); ++i)
        m_measures[i]->setChecked(allAreaMeasures[i] == shading.measure);
    for (std::size_t i = 0; i < m_scales.size(); ++i)
        m_scales[i]->setChecked(shading.isContinuous == (i == 1));
}

int LayerPanel::arrangeLine(const std::vector<MapButton *> &buttons, QPoint corner, int right) const
{
    const int gap = int(std::lround(layerButtonGap * m_scale));
    QPoint at = corner;
    int bottom = corner.y();
    for (MapButton *button : buttons) {
        const QSize size = button->sizeHint();
        if (at.x() > corner.x() && at.x() + size.width() > right)
            at = {corner.x(), bottom + gap};
        button->setGeometry(QRect(at, size));
        at.rx() += size.width() + gap;
        bottom = at.y() + size.height();
    }
    return bottom;
}

void LayerPanel::setPalette(const Palette &palette)
{
    m_palette = palette;
    for (MapSlider *slider : findChildren<MapSlider *>())
        slider->setPalette(palette);
    update();
}

void LayerPanel::setScale(double scale)
{
    m_scale = scale;
    for (MapSlider *slider : findChildren<MapSlider *>())
        slider->setScale(scale);
    update();
}

void LayerPanel::arrangeIn(const QRect &room)
{
    const auto px = [this](double design) { return int(std::lround(design * m_scale)); };
    int names = 0;
    for (const Row &row : m_rows)
        names = std::max(names, row.shown->sizeHint().width());
    const int narrow = 2 * px(layerEdge) + names + px(layerColumnGap) + px(layerOpacityWidth);
    const int wide = narrow + px(layerColumnGap) + px(layerZoomsWidth);
    const bool hasZooms = wide <= room.width();
    const int across = hasZooms ? wide : narrow;
    const QSize reset = m_reset->sizeHint();
    // The head of the choices stands where the names of the layers do.
    const int choices = px(layerEdge) + names + px(layerColumnGap), right = across - px(layerEdge);
    const int measures = arrangeLine(m_measures, {choices, 0}, right) + px(layerButtonGap);
    const int scales = arrangeLine(m_scales, {choices, 0}, right);
    const int count = int(m_rows.size());
    const int needed = 2 * px(layerEdge) + px(layerTitleHeight) + reset.height();
    m_hasShading = needed + measures + scales + px(layerColumnGap) + count * px(leastLayerRowHeight) <= room.height();
    const int shading = m_hasShading ? measures + scales + px(layerColumnGap) : 0;
    const int others = needed + shading;
    const int line = std::clamp((room.height() - others) / count, px(leastLayerRowHeight), px(layerRowHeight));
    setGeometry(room.right() + 1 - across, room.top(), across, others + count * line);
    int top = px(layerEdge) + px(layerTitleHeight);
    for (const Row &row : m_rows) {
        const int high = std::min(line, row.shown->sizeHint().height());
        row.shown->setGeometry(px(layerEdge), top + (line - high) / 2, names, high);
        const int left = px(layerEdge) + names + px(layerColumnGap);
        row.opacity->setGeometry(left, top, px(layerOpacityWidth), line);
        row.zooms->setGeometry(left + px(layerOpacityWidth) + px(layerColumnGap), top, px(layerZoomsWidth), line);
        row.zooms->setVisible(hasZooms);
        top += line;
    }
    for (const auto *choice : {&m_measures, &m_scales}) {
        for (MapButton *one : *choice)
            one->setVisible(m_hasShading);
    }
    (void)arrangeLine(m_measures, {choices, top + px(layerButtonGap)}, right);
    (void)arrangeLine(m_scales, {choices, top + px(layerButtonGap) + measures}, right);
    top += shading;
    m_reset->setGeometry(across - px(layerEdge) - reset.width(), top, reset.width(), reset.height());
}

void LayerPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void LayerPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double u = m_scale;
    drawPlate(painter, *this, m_palette, u, 0.97);
    const auto heading = [&](double left, double wide, const QString &text, double top) {
        painter.drawText(QRectF(left, top, wide, layerTitleHeight * u - 6 * u), Qt::AlignLeft | Qt::AlignVCenter, text);
    };
    painter.setFont(sansFont(textPixels(layerText, u)));
    painter.setPen(colour(m_palette.secondary));
    const Row &first = m_rows.front();
    heading(first.shown->x(), first.shown->width(), tr("图层"), layerEdge * u);
    heading(first.opacity->x() + 2 * u, first.opacity->width(), tr("不透明度"), layerEdge * u);
    if (m_hasShading)
        heading(first.shown->x(), first.shown->width(), tr("着色依据"), m_measures.front()->y());
    if (first.zooms->isVisible())
        heading(first.zooms->x() + 2 * u, first.zooms->width(), tr("显示级别"), layerEdge * u);
}

} // namespace wuquan
