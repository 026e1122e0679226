// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/geodesic.h"
#include "data/geo/mercator.h"
#include "maps/layers/devicestyle.h"
#include "maps/tools/regioncounts.h"
#include "maps/tools/regionground.h"
#include "maps/tools/regionsketch.h"
#include "tests/support/sampledistrict.h"

#include <QPainterPath>
#include <QTest>

#include <limits>
#include <numbers>
#include <random>

using namespace wuquan;
using namespace std::chrono_literals;
using WorldRing = std::vector<WorldPoint>;
using Shape = RegionSketch::Kind;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

WorldRing box(double west, double south, double east, double north)
{
    const WorldPoint from = worldFromGeo({west, north}), to = worldFromGeo({east, south});
    return RegionSketch{Shape::Box, {from, to}}.ring();
}

WorldRing lasso(const std::vector<GeoPoint> &corners)
{
    WorldRing ring;
    for (const GeoPoint &corner : corners)
        ring.push_back(worldFromGeo(corner));
    return ring;
}

/// A ring with arms that cross each other.
WorldRing tangle(int corners)
{
    std::minstd_rand random(7);
    std::uniform_real_distribution<double> part(-1, 1);
    WorldRing ring;
    for (int i = 0; i < corners; ++i)
        ring.push_back(worldFromGeo({120.24 + 0.06 * part(random), 30.3 + 0.05 * part(random)}));
    return ring;
}

/// By even and odd crossings of a ray, without any box, index or tree.
bool holds(const WorldRing &ring, std::optional<WorldPoint> p)
{
    bool inside = false;
    for (std::size_t i = 0, k = ring.size() - 1; p && i < ring.size(); k = i++) {
        const WorldPoint a = ring[i], b = ring[k];
        if ((a.y > p->y) != (b.y > p->y) && p->x < (b.x - a.x) * (p->y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

/// In units in which the district is some thousands wide.
QPolygonF polygon(const WorldRing &ring)
{
    const WorldPoint middle = worldFromGeo({120.24, 30.3});
    QPolygonF made;
    for (const WorldPoint &p : ring)
        made << QPointF((p.x - middle.x) * 1e7, (p.y - middle.y) * 1e7);
    made << made.front();
    return made;
}

} // namespace

/// What lies in a region against plain counts, and what it covers.
class RegionCountsTest : public QObject {
    Q_OBJECT

private:
    const Instant m_now = SystemClock().now();
    DistrictStore m_store;
    AreaShapes m_shapes;
    PointIndex m_index;

    [[nodiscard]] RegionCounts counted(const WorldRing &ring, const Filter &filter = {}) const
    {
        return RegionCounts::of(Region::lasso(ring), {m_store, m_index, m_shapes, filter, m_now});
    }
    [[nodiscard]] RegionCounts slowly(const WorldRing &ring, const Filter &filter) const
    {
        RegionCounts counts;
        std::map<AreaId, int> communities;
        for (const Incident &incident : m_store.incidents()) {
            if (!isOpen(incident.state) || !holds(ring, worldPlace(incident.position))
                || (filter.severity && incident.severity != *filter.severity))
                continue;
            ++counts.open[std::size_t(incident.severity) - 1];
            const bool isLate = incident.dueAt && *incident.dueAt < m_now;
            counts.overdue += isLate;
            if (incident.dueAt && !isLate)
                counts.nextDue = std::min(counts.nextDue.value_or(*incident.dueAt), *incident.dueAt);
            if (incident.grid)
                ++communities[*m_store.area(*incident.grid)->parent];
        }
        for (int most = 0; counts.communities.size() < 3 && !communities.empty(); most = 0) {
            for (const auto &[id, open] : communities)
                most = std::max(most, open);
            const auto first = std::ranges::find_if(communities, [&](const auto &one) { return one.second == most; });
            counts.communities.push_back({first->first, most});
            communities.erase(first);
        }
        const DeviceColumns &devices = m_store.devices();
        for (std::size_t row = 0; row < devices.size(); ++row)
            counts.devices[std::size_t(devices.state[row])]
                += devices.positioned[row] && holds(ring, devices.position[row]);
        for (const Place &place : m_store.places())
            counts.places += holds(ring, worldPlace(place.position));
        for (const Responder &responder : m_store.responders())
            counts.teams += responder.state != ResponderState::OffDuty && holds(ring, worldPlace(responder.position));
        return counts;
    }

private Q_SLOTS:
    void initTestCase()
    {
        ChangeBatch batch = test::sampleDistrict(
            {.cameras = 3000, .detectors = 500, .incidents = 400, .places = 300, .responders = 90}, m_now);
        for (std::size_t i = 0; i < batch.incidents.size(); ++i)
            batch.incidents[i].dueAt = i % 3 == 0 ? m_now - 1min : m_now + std::chrono::minutes(i + 1);
        for (std::size_t i = 0; i < batch.devices.size(); ++i) {
            if (i % 50 == 0)
                batch.devices[i].state = DeviceState::Fault;
            if (i % 80 == 0)
                batch.devices[i].position = i % 160 == 0 ? std::nullopt : std::optional(GeoPoint{notANumber, 30});
        }
        batch.incidents[3].position.reset();
        batch.incidents[4].position = GeoPoint{0, 0};
        batch.incidents[5].state = IncidentState::Closed;
        batch.places[1].position.reset();
        m_store.apply(batch);
        m_shapes = AreaShapes(m_store.areas());
        const DeviceStyles styles(m_store.catalogue());
        std::vector<IndexedPoint> points;
        for (std::size_t row = 0; row < m_store.devices().size(); ++row)
            points.push_back(styles.point(m_store.devices(), row));
        m_index = PointIndex(points);
    }

    void countsAsSlowly_data()
    {
        QTest::addColumn<WorldRing>("ring");
        QTest::addColumn<bool>("isUrgent");
        QTest::addColumn<bool>("holdsSome");
        QTest::newRow("box") << box(120.2, 30.27, 120.26, 30.31) << false << true;
        QTest::newRow("filtered") << box(120.2, 30.27, 120.26, 30.31) << true << true;
        QTest::newRow("lasso") << lasso(
            {{120.19, 30.26}, {120.25, 30.25}, {120.22, 30.29}, {120.28, 30.33}, {120.2, 30.32}})
                               << false << true;
        QTest::newRow("bow-tie") << lasso({{120.18, 30.25}, {120.3, 30.35}, {120.3, 30.25}, {120.18, 30.35}}) << false
                                 << true;
        QTest::newRow("tangle") << tangle(60) << false << true;
        QTest::newRow("world") << box(-180, -85.06, 180, 85.06) << false << true;
        QTest::newRow("elsewhere") << box(10, 40, 20, 50) << false << false;
        QTest::newRow("tiny") << box(120.22, 30.285, 120.22 + 1e-12, 30.285 + 1e-12) << false << false;
    }

    void countsAsSlowly()
    {
        QFETCH(const WorldRing, ring);
        QFETCH(const bool, isUrgent);
        Filter filter;
        if (isUrgent)
            filter.severity = Severity::Urgent;
        const RegionCounts counts = counted(ring, filter);
        QCOMPARE(counts, slowly(ring, filter));
        QTEST(counts.allDevices() > 0 && counts.allOpen() > 0 && counts.places > 0 && counts.teams > 0, "holdsSome");
        // The negative control: what is counted does depend on the region.
        QVERIFY(counts != counted(box(120.1, 30.2, 120.21, 30.29)));
    }

    void nothingLiesInWhatBoundsNothing_data()
    {
        QTest::addColumn<WorldRing>("ring");
        QTest::newRow("none") << WorldRing();
        QTest::newRow("point") << WorldRing{{0.5, 0.5}};
        QTest::newRow("line") << WorldRing{{0, 0}, {1, 1}};
        QTest::newRow("nan") << WorldRing{{0, 0}, {1, 0}, {1, notANumber}, {0, 1}};
        QTest::newRow("infinite") << WorldRing{{0, 0}, {std::numeric_limits<double>::infinity(), 0}, {1, 1}, {0, 1}};
    }

    void nothingLiesInWhatBoundsNothing()
    {
        QFETCH(const WorldRing, ring);
        QCOMPARE(counted(ring), RegionCounts());
        QCOMPARE(RegionGround::of(ring, m_shapes), RegionGround());
    }

    /// A border belongs to the region, so one that goes through a device holds it.
    void aDeviceOnTheBorderIsIn()
    {
        const WorldPoint at = m_store.devices().position[1];
        const double far = 1e-9;
        QCOMPARE(counted({at, {at.x + far, at.y}, {at.x + far, at.y + far}, {at.x, at.y + far}}).allDevices(), 1);
    }

    void groundIsWhatItTouches_data()
    {
        QTest::addColumn<WorldRing>("ring");
        QTest::newRow("box") << box(120.2, 30.27, 120.26, 30.31);
        QTest::newRow("strip") << box(120.15, 30.2901, 120.4, 30.2902);
        QTest::newRow("within a grid") << box(120.222, 30.285, 120.22201, 30.28501);
        QTest::newRow("lasso") << lasso({{120.19, 30.26}, {120.25, 30.25}, {120.22, 30.29}, {120.28, 30.33}});
        QTest::newRow("bow-tie") << lasso({{120.18, 30.25}, {120.3, 30.35}, {120.3, 30.25}, {120.18, 30.35}});
        QTest::newRow("all") << box(119, 29, 121, 31);
        QTest::newRow("elsewhere") << box(10, 40, 20, 50);
    }

    void groundIsWhatItTouches()
    {
        QFETCH(const WorldRing, ring);
        QPainterPath region;
        region.addPolygon(polygon(ring));
        const auto touched = [&](AreaLevel level) {
            return int(std::ranges::count_if(m_shapes.shapes(level), [&](const AreaShape &shape) {
                QPainterPath path;
                for (const WorldRing &part : shape.rings)
                    path.addPolygon(polygon(part));
                return path.intersects(region);
            }));
        };
        const RegionGround ground = RegionGround::of(ring, m_shapes);
        QCOMPARE(ground.communities, touched(AreaLevel::Community));
        QCOMPARE(ground.grids, touched(AreaLevel::Grid));
    }

    void areaIsThatOfTheEllipsoid()
    {
        const std::vector<GeoPoint> corners{{120.2, 30.31}, {120.26, 30.31}, {120.26, 30.27}, {120.2, 30.27}};
        const double area = RegionGround::of(box(120.2, 30.27, 120.26, 30.31), m_shapes).area_m2;
        QCOMPARE_LE(std::abs(area / geodesicSize(corners)->area_m2 - 1), 1e-9);
        // The zone between two parallels (Snyder, Map Projections, 1987, eq. 3-12).
        const double sine = std::sin(80 * std::numbers::pi / 180), e2 = 6.69437999014e-3, e = std::sqrt(e2);
        const double q = sine / (1 - e2 * sine * sine) + std::log((1 + e * sine) / (1 - e * sine)) / (2 * e);
        const double zone = 2 * std::numbers::pi * 6378137.0 * 6378137.0 * (1 - e2) * q;
        const RegionGround world = RegionGround::of(box(-180, -80, 180, 80), m_shapes);
        QCOMPARE_LE(std::abs(world.area_m2 / zone - 1), 1e-4);
        QCOMPARE(world.communities, int(m_shapes.shapes(AreaLevel::Community).size()));
    }

    /// As much as its parts; a lasso that meets itself where it ends is hardly smaller.
    void areaOfARingThatCrossesItself()
    {
        const auto area
            = [&](const std::vector<GeoPoint> &corners) { return RegionGround::of(lasso(corners), m_shapes).area_m2; };
        const GeoPoint a{120.2, 30.3}, b{120.3, 30.4}, c{120.3, 30.3}, d{120.2, 30.4};
        const double parts = area({a, {120.25, 30.35}, d}) + area({c, b, {120.25, 30.35}});
        QCOMPARE_LE(std::abs(area({a, b, c, d}) / parts - 1), 1e-3); // they meet a few metres beside that point
        // The negative control: along geodesics the parts take from each other.
        QCOMPARE_LE(geodesicSize(std::vector{a, b, c, d})->area_m2, 0.01 * parts);
        const double whole = area({a, c, b, d});
        QCOMPARE_LE(std::abs(area({a, c, b, d, {120.2001, 30.2999}, {120.2002, 30.301}}) / whole - 1), 1e-2);
    }

    void sketchBoundsABox()
    {
        RegionSketch sketch;
        QVERIFY(sketch.ring().empty());
        sketch.add({0.3, 0.6});
        QVERIFY(sketch.ring().empty());
        sketch.follow({0.3, 0.2}, 0.1);
        QVERIFY(sketch.ring().empty()); // flat
        sketch.follow({0.1, 0.2}, 0.1);
        QCOMPARE(sketch.ring(), (WorldRing{{0.1, 0.2}, {0.3, 0.2}, {0.3, 0.6}, {0.1, 0.6}}));
        sketch.follow({7, -7}, 0.1);
        QCOMPARE(sketch.ring(), (WorldRing{{0.3, 0}, {1, 0}, {1, 0.6}, {0.3, 0.6}}));
        sketch.follow({notANumber, 0.2}, 0.1);
        QVERIFY(sketch.ring().empty());
    }

    /// However long somebody draws, a lasso has a bounded number of corners and keeps its shape.
    void sketchOfALongLassoIsThinned()
    {
        RegionSketch sketch{.kind = Shape::Lasso};
        const int steps = 20'000;
        for (int i = 0; i < steps; ++i) {
            const double angle = 2 * std::numbers::pi * i / steps;
            sketch.follow({0.5 + 0.1 * std::cos(angle), 0.5 + 0.1 * std::sin(angle)}, 1e-6);
            QCOMPARE_LE(sketch.corners.size(), RegionSketch::mostCorners);
        }
        const WorldRect span = boxOf(sketch.ring());
        QVERIFY(std::abs(span.width() - 0.2) < 0.001 && std::abs(span.height() - 0.2) < 0.001);
        // What does not move adds nothing.
        const std::size_t before = sketch.corners.size();
        sketch.follow({sketch.corners.back().x + 1e-7, sketch.corners.back().y}, 1e-6);
        QCOMPARE(sketch.corners.size(), before);
    }
};

QTEST_GUILESS_MAIN(RegionCountsTest)
#include "tst_regioncounts.moc"
