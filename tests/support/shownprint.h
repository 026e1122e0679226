// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/print/printorder.h"
#include "tests/support/shownmap.h"

namespace wuquan::test {

/// For tests of what such a map prints.
class ShownPrintTest : public ShownMapTest {
protected:
    PrintFacts m_facts;
    Basemap m_basemap = Basemap::load().value();

    /// Another map, of the same facts.
    void show()
    {
        m_shown = std::make_unique<ShownMap>();
        m_facts = {QStringLiteral("chen_li"), QStringLiteral("seat-03"), m_shown->now(), DataStatus::State::Live,
            m_shown->now(), QStringLiteral("GSHHG")};
    }
    [[nodiscard]] std::shared_ptr<PrintOrder> order(const DistrictStore &store) const
    {
        auto made = PrintOrder::of(store, m_shown->view(), m_shown->selection(), map().camera(), map().scene());
        made->title = QStringLiteral("t");
        made->facts = m_facts;
        made->palette = m_shown->palette();
        made->basemap = &m_basemap;
        return made;
    }
    void look(double zoom)
    {
        Camera camera = map().camera();
        camera.centre = worldFromGeo({120.222, 30.285});
        camera.zoom = zoom;
        map().show(camera);
    }
};

} // namespace wuquan::test
