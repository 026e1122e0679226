// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/mercator.h"
#include "maps/view/picture.h"
#include "maps/view/scene.h"
#include "tests/support/sampledistrict.h"

#include <QObject>

#include <cstdlib>
#include <memory>

namespace wuquan::test {

/// Pixels that differ by more than what a rounding of coverage may do.
inline int differences(const QImage &a, const QImage &b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            count += std::abs(qRed(p) - qRed(q)) > 4 || std::abs(qGreen(p) - qGreen(q)) > 4
                || std::abs(qBlue(p) - qBlue(q)) > 4;
        }
    }
    return count;
}

/// The sample district as a scene, for tests of pictures.
class SampleMap : public QObject {
protected:
    static constexpr QSize size{640, 400}; ///< of pictures, device pixels

    void make(const SampleSize &of = {})
    {
        m_basemap = Basemap::load().value_or(Basemap{});
        m_store.apply(sampleDistrict(of, m_now));
        m_view = std::make_unique<ViewState>(Language::Chinese);
        m_scene = std::make_unique<MapScene>(
            m_store, m_selection, *m_view, m_basemap, Palette::load(QStringLiteral("day")).value_or(Palette{}));
    }
    [[nodiscard]] static Camera camera(double zoom, double pixelRatio = 1)
    {
        return settled({worldFromGeo({120.222, 30.285}), zoom, size.width() / pixelRatio, size.height() / pixelRatio},
            {}, pixelRatio);
    }
    [[nodiscard]] static Camera moved(const Camera &camera, QPoint by, double pixelRatio)
    {
        return settled(dragged(camera, {}, {-by.x() / pixelRatio, -by.y() / pixelRatio}), {}, pixelRatio);
    }

    const Instant m_now{std::chrono::seconds(1'535'700'000)};
    Basemap m_basemap;
    DistrictStore m_store;
    Selection m_selection;
    std::unique_ptr<ViewState> m_view;
    std::unique_ptr<MapScene> m_scene;
};

} // namespace wuquan::test
