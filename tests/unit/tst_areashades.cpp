// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/areashades.h"
#include "tests/support/sampledistrict.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
} // namespace

/// What areas are coloured by, against plain counts; and the scales of their colours.
class AreaShadesTest : public QObject {
    Q_OBJECT

private:
    const Instant m_now = SystemClock().now();
    DistrictStore m_store;
    AreaShapes m_shapes;
    ViewState m_view{Language::Chinese};

    [[nodiscard]] AreaShades shades(AreaMeasure measure, bool isContinuous = false)
    {
        m_view.setAreaShading({measure, isContinuous});
        return {m_store, m_view, m_shapes, OpenCounts(m_store, m_view.filter())};
    }
    /// Whether an area is the other or below it.
    [[nodiscard]] bool isWithin(std::optional<AreaId> area, AreaId other) const
    {
        for (int depth = 0; area && depth < 4; ++depth) {
            if (*area == other)
                return true;
            const Area *row = m_store.area(*area);
            area = row ? row->parent : std::nullopt;
        }
        return false;
    }
    template <class Test>
    [[nodiscard]] int openIn(AreaId area, const Test &test) const
    {
        return int(std::ranges::count_if(m_store.incidents(), [&](const Incident &incident) {
            return isOpen(incident.state) && isWithin(incident.grid, area) && test(incident);
        }));
    }

private Q_SLOTS:
    void initTestCase()
    {
        ChangeBatch batch = test::sampleDistrict({.cameras = 3000, .detectors = 500, .incidents = 400}, m_now);
        batch.serverTime = m_now;
        for (std::size_t i = 0; i < batch.incidents.size(); ++i)
            batch.incidents[i].dueAt = i % 3 == 0 ? m_now - 1min : m_now + 1h;
        auto trends = std::make_shared<TrendCube>(QDate(2026, 1, 1), 300);
        int street = 0;
        for (const Area &area : batch.areas) {
            if (area.level != AreaLevel::Street)
                continue;
            ++street;
            trends->setCount(area.id, Circle::Campus, trends->endDay().addDays(-31), 1000); // before
            trends->setCount(area.id, Circle::Campus, trends->endDay().addDays(-30), street);
            trends->setCount(area.id, Circle::Public, trends->endDay().addDays(-1), 100);
        }
        batch.trends = trends;
        m_store.apply(batch);
        m_shapes = AreaShapes(m_store.areas());
    }

    void cleanup() { m_view.setFilter({}); }

    void valuesAreCounted()
    {
        const AreaShades open = shades(AreaMeasure::Open), overdue = shades(AreaMeasure::Overdue),
                         density = shades(AreaMeasure::OpenPerArea);
        int some = 0;
        for (const Area &area : m_store.areas()) {
            const int all = openIn(area.id, [](const Incident &) { return true; });
            const int late = openIn(area.id, [&](const Incident &incident) { return *incident.dueAt < m_now; });
            QCOMPARE(open.value(area.id), std::optional<double>(all));
            QCOMPARE(overdue.value(area.id), std::optional<double>(late));
            const AreaShape *shape = m_shapes.shape(area.id);
            QVERIFY(shape && shape->squareMetres > 0);
            QCOMPARE(density.value(area.id).value_or(-1), all / (shape->squareMetres / 1e6));
            some += late > 0;
        }
        QVERIFY(some > 50);
        QVERIFY(!open.value({987'654}));
    }

    void sizesAddUp()
    {
        std::array<double, 4> sums{};
        for (const Area &area : m_store.areas())
            sums[std::size_t(area.level) - 1] += m_shapes.shape(area.id)->squareMetres;
        for (const double sum : sums)
            QVERIFY2(std::abs(sum / sums[0] - 1) < 0.001, qPrintable(QString::number(sum)));
    }

    void silentDevicesAreAShare()
    {
        const AreaShades silent = shades(AreaMeasure::DevicesSilent);
        const DeviceColumns &devices = m_store.devices();
        for (const Area &area : m_store.areas()) {
            int all = 0, without = 0;
            for (std::size_t row = 0; row < devices.size(); ++row) {
                if (!isWithin(devices.grid[row], area.id))
                    continue;
                ++all;
                without += devices.state[row] == DeviceState::Offline || devices.state[row] == DeviceState::Fault;
            }
            QCOMPARE(silent.value(area.id).has_value(), all > 0);
            if (all > 0)
                QCOMPARE(*silent.value(area.id), 100.0 * without / all);
        }
        QCOMPARE(silent.unit(), u"%"_s);
        QCOMPARE(silent.text(2.345), u"2.3%"_s);
    }

    void historyIsOfStreetsAndOfTheCircle()
    {
        const AreaShades all = shades(AreaMeasure::Reported);
        QCOMPARE(all.levelOf(AreaLevel::Grid), AreaLevel::Street);
        Filter filter;
        filter.circle = Circle::Campus;
        m_view.setFilter(filter);
        const AreaShades campus = shades(AreaMeasure::Reported);
        int street = 0;
        for (const Area &area : m_store.areas()) {
            if (area.level != AreaLevel::Street) {
                QVERIFY(!all.value(area.id));
                continue;
            }
            ++street;
            QCOMPARE(all.value(area.id), std::optional<double>(100 + street));
            QCOMPARE(campus.value(area.id), std::optional<double>(street));
        }
        QCOMPARE(street, 8);
        QCOMPARE(
            campus.scale(AreaLevel::Street).labels({}), (QStringList{u"0"_s, u"1"_s, u"2–3"_s, u"4–5"_s, u"≥6"_s}));
    }

    void scalesAreOfRoundNumbers_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("rounded");
        for (const auto &[value, rounded] : {std::pair{1.0, 1.0}, {1.01, 2.0}, {2.5, 5.0}, {5.1, 10.0}, {99.0, 100.0},
                 {0.03, 0.05}, {1000.0, 1000.0}, {0.0, 0.0}, {-3.0, 0.0}, {infinite, 0.0}, {notANumber, 0.0}})
            QTest::addRow("%g", value) << value << rounded;
    }

    void scalesAreOfRoundNumbers()
    {
        QFETCH(const double, value);
        QFETCH(const double, rounded);
        QCOMPARE(roundedUp(value), rounded);
    }

    void classesBeginWhereTheirLabelsSay()
    {
        const ShadeScale open = shades(AreaMeasure::Open).scale(AreaLevel::Community);
        QCOMPARE(open.labels({}), (QStringList{u"0"_s, u"1"_s, u"2–3"_s, u"4–6"_s, u"≥7"_s}));
        for (const auto &[value, row] : {std::pair{0, 0}, {1, 1}, {2, 2}, {3, 2}, {4, 3}, {6, 3}, {7, 4}, {99, 4}})
            QCOMPARE(open.shade(value), row * ShadeScale::steps / 4);
        const ShadeScale share{{0, 5, 10, 15}, 20, false, false};
        QCOMPARE(share.labels(u"%"_s), (QStringList{u"0%"_s, u"<5%"_s, u"5–10%"_s, u"10–15%"_s, u"≥15%"_s}));
        for (const auto &[value, row] :
            {std::pair{0.0, 0}, {0.1, 1}, {4.9, 1}, {5.0, 2}, {14.9, 3}, {15.0, 4}, {90.0, 4}})
            QCOMPARE(share.shade(value), row * ShadeScale::steps / 4);
        for (const double bad : {notANumber, -1.0, -infinite})
            QCOMPARE(share.shade(bad), 0);
        QCOMPARE(ShadeScale().shade(5), 0);
    }

    void aRampIsEven()
    {
        const ShadeScale ramp{{}, 40, true, false};
        QCOMPARE(ramp.shade(0), 0);
        QCOMPARE(ramp.shade(0.01), 1); // some are never none
        QCOMPARE(ramp.shade(20), 16);
        QCOMPARE(ramp.shade(40), 32);
        QCOMPARE(ramp.shade(infinite), 32);
        QCOMPARE(ramp.labels(u"%"_s), (QStringList{u"0%"_s, u"20%"_s, u"≥40%"_s}));
        const AreaShades silent = shades(AreaMeasure::DevicesSilent, true);
        const ShadeScale &scale = silent.scale(AreaLevel::Grid);
        QVERIFY(scale.isContinuous);
        double most = 0;
        for (const AreaShape &shape : m_shapes.shapes(AreaLevel::Grid))
            most = std::max(most, silent.value(shape.id).value_or(0));
        QVERIFY(scale.full >= most && scale.full < 2.6 * most);
    }

    void coloursMeetTheClasses()
    {
        const auto palette = Palette::load(u"day"_s);
        QVERIFY(palette);
        QCOMPARE(shadeColour(*palette, 0), palette->background);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(shadeColour(*palette, (i + 1) * ShadeScale::steps / 4), palette->choropleth[std::size_t(i)]);
        QCOMPARE(shadeColour(*palette, 999), palette->choropleth[3]);
        QCOMPARE(shadeColour(*palette, -1), palette->background);
        QCOMPARE_NE(shadeColour(*palette, 12), shadeColour(*palette, 8));
    }
};

QTEST_GUILESS_MAIN(AreaShadesTest)
#include "tst_areashades.moc"
