// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/mercator.h"
#include "data/view/annotationdesk.h"
#include "data/view/datastatus.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/maptools.h"
#include "maps/view/mapwidget.h"
#include "maps/view/tooloverlay.h"
#include "tests/support/mapbuttons.h"
#include "tests/support/sampledistrict.h"

#include <QLineEdit>
#include <QTest>

#include <memory>

namespace wuquan::test {

/// A map of a small sample district in a window of its own, with what tests of its tools ask of it.
class ShownMap {
public:
    /// Ends the program when base map or palette can't be read.
    explicit ShownMap(QSize size = {936, 636}, double scale = 1, Language language = Language::Chinese)
        : m_basemap(Basemap::load().value())
        , m_palette(Palette::load(QStringLiteral("day")).value())
        , m_view(language)
        , m_map(m_store, m_selection, m_view, m_status, m_basemap, m_palette, [this] { return m_now; })
    {
        m_map.setScale(scale);
        m_map.resize(size);
        m_map.QWidget::show();
        m_map.activateWindow();
        m_store.apply(sampleDistrict({50, 50, 10, 20}, m_now));
        m_status.setStatus({DataStatus::State::Live, {}, m_now, {}});
    }

    /// Whether the window has the focus and shows its picture, with the legend.
    [[nodiscard]] bool waitUntilDrawn()
    {
        // It stays here when the legend takes its room.
        m_map.show(m_map.camera());
        return QTest::qWaitForWindowActive(&m_map) && QTest::qWaitFor([this] {
            return m_map.canvas().picturesDrawn() > 0 && m_map.canvas().isSharp() && !m_map.scene().furniture().empty();
        });
    }

    /// Gives the map the tool of annotations, with a desk whose orders nobody takes.
    void annotate() { m_map.annotateWith(m_desk); }
    [[nodiscard]] AnnotationDesk &desk() { return m_desk; }
    [[nodiscard]] DistrictStore &store() { return m_store; }

    [[nodiscard]] MapWidget &map() { return m_map; }
    [[nodiscard]] MapTools &tools() { return m_map.tools(); }
    [[nodiscard]] Instant now() const { return m_now; }
    void setNow(Instant now) { m_now = now; }
    [[nodiscard]] ViewState &view() { return m_view; }
    [[nodiscard]] Selection &selection() { return m_selection; }
    [[nodiscard]] const Palette &palette() const { return m_palette; }
    [[nodiscard]] MapCanvas *surface() const { return m_map.findChild<MapCanvas *>(); }
    [[nodiscard]] ToolOverlay *overlay() const { return m_map.findChild<ToolOverlay *>(); }
    [[nodiscard]] MapButton *button(const QString &text) const { return mapButton(m_map, text); }
    [[nodiscard]] GeoPoint placeAt(QPoint at) const
    {
        return geoFromWorld(m_map.camera().worldFromScreen({double(at.x()), double(at.y())}));
    }
    void click(QPoint at) const { QTest::mouseClick(surface(), Qt::LeftButton, {}, at); }

private:
    Instant m_now{std::chrono::seconds(1'535'700'000)};
    Basemap m_basemap;
    Palette m_palette;
    DataStatusSource m_status;
    DistrictStore m_store;
    AnnotationDesk m_desk{m_store};
    Selection m_selection;
    ViewState m_view;
    MapWidget m_map;
};

/// For tests that use such a map as a person does.
class ShownMapTest : public QObject {
protected:
    std::unique_ptr<ShownMap> m_shown;

    [[nodiscard]] MapWidget &map() const { return m_shown->map(); }
    [[nodiscard]] MapTools &tools() const { return m_shown->tools(); }
    [[nodiscard]] MapCanvas *surface() const { return m_shown->surface(); }
    [[nodiscard]] ToolOverlay *overlay() const { return m_shown->overlay(); }
    [[nodiscard]] QLineEdit *input() const { return map().findChild<QLineEdit *>(); }
    [[nodiscard]] MapButton *button(const QString &text) const { return m_shown->button(text); }
    [[nodiscard]] GeoPoint placeAt(QPoint at) const { return m_shown->placeAt(at); }
    void click(QPoint at) const { m_shown->click(at); }
};

} // namespace wuquan::test
