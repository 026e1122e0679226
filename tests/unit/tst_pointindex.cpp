// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/pointindex.h"

#include "data/geo/mercator.h"
#include "data/geo/orientation.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>
#include <tuple>

using namespace wuquan;

namespace {

using Points = std::vector<IndexedPoint>;
using Rows = std::vector<std::uint32_t>;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr WorldPoint town{0.8333, 0.4116};

bool isOnMap(const IndexedPoint &point)
{
    return point.at.x >= 0 && point.at.x <= 1 && point.at.y >= 0 && point.at.y <= 1;
}

Points around(std::size_t count, WorldPoint middle, double spread, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<> offset(0, spread);
    Points points(count);
    for (IndexedPoint &point : points) {
        const double x = std::clamp(middle.x + offset(random), 0.0, 1.0);
        point = {{x, std::clamp(middle.y + offset(random), 0.0, 1.0)}, std::uint8_t(random() % 3),
            std::uint8_t(random() % 5)};
    }
    return points;
}

Points mixed()
{
    Points points = around(3000, town, 3e-5, 1);
    const Points dense = around(2000, {0.83331, 0.41161}, 5e-7, 2);
    points.insert(points.end(), dense.begin(), dense.end());
    for (std::size_t i = 0; i < points.size(); i += 97)
        points[i].at = i % 2 ? WorldPoint{notANumber, 0.5} : WorldPoint{0.5, infinite};
    return points;
}

Points edges()
{
    Points points;
    for (const double x : {0.0, 1e-10, 0.5, 1 - 1e-10, 1.0}) {
        for (const double y : {0.0, 1e-10, 0.5, 1 - 1e-10, 1.0})
            points.push_back({{x, y}, 0, 0});
    }
    return points;
}

const std::array<Mark, 5> marks{Mark{MarkShape::Circle, 6, 1}, {MarkShape::Square, 7, 0.5}, {MarkShape::Diamond, 10, 2},
    {MarkShape::Triangle, 9.5, 0}, {MarkShape::Hexagon, 5, 1}};

/// Of all marks that cover the cursor the one that is drawn last.
std::optional<std::uint32_t> plainPick(
    const PointIndex &index, const Points &points, const PickView &view, ScreenPoint cursor)
{
    std::optional<std::uint32_t> found;
    for (std::uint32_t row = 0; row < points.size(); ++row) {
        if (!isOnMap(points[row]) || points[row].style >= view.marks.size())
            continue;
        const ScreenPoint at = view.camera.screenFromWorld(points[row].at);
        double x = at.x * view.pixelRatio, y = at.y * view.pixelRatio;
        if (view.wholePixels) {
            x = std::round(x);
            y = std::round(y);
        }
        if (view.marks[points[row].style].covers(cursor.x * view.pixelRatio - x, cursor.y * view.pixelRatio - y)
            && (!found || index.depth(row) > index.depth(*found)))
            found = row;
    }
    return found;
}

template <class Test>
Rows plainly(const Points &points, std::uint32_t styles, Test test)
{
    Rows rows;
    for (std::uint32_t row = 0; row < points.size(); ++row) {
        if (isOnMap(points[row]) && (styles >> points[row].style & 1) && test(points[row].at))
            rows.push_back(row);
    }
    return rows;
}

Rows plainNearest(const Points &points, WorldPoint place, std::size_t count, std::uint32_t styles)
{
    Rows rows = plainly(points, styles, [](WorldPoint) { return true; });
    std::ranges::sort(rows, {}, [&](std::uint32_t row) {
        const double x = points[row].at.x - place.x, y = points[row].at.y - place.y;
        return std::pair(x * x + y * y, row);
    });
    rows.resize(std::min(rows.size(), count));
    return rows;
}

/// Even-odd by exact sides, borders included.
bool isInRing(std::span<const WorldPoint> ring, WorldPoint p)
{
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        WorldPoint a = ring[j], b = ring[i];
        if (std::pair(b.y, b.x) < std::pair(a.y, a.x))
            std::swap(a, b);
        const double side = orientation({a.x, a.y}, {b.x, b.y}, {p.x, p.y});
        if (side == 0 && p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= a.y && p.y <= b.y)
            return true;
        if ((a.y <= p.y) != (b.y <= p.y) && side > 0)
            inside = !inside;
    }
    return inside;
}

std::vector<WorldPoint> randomRing(std::mt19937 &random, const Points &points, std::size_t corners)
{
    std::vector<WorldPoint> ring;
    while (ring.size() < corners) {
        const WorldPoint at = points[random() % points.size()].at;
        if (std::isfinite(at.x + at.y))
            ring.push_back(at); // corners on points: borders count too
    }
    return ring;
}

/// What is drawn of a rectangle: all that lies in it, in the order of depths, those of higher ranks above the others.
void compareDrawn(const PointIndex &index, const Points &points, const WorldRect &rect)
{
    Rows drawn;
    std::vector<std::uint32_t> depths;
    index.eachNear(rect, [&](std::span<const TreePoint> run) {
        for (const TreePoint &point : run) {
            if (point.style == TreePoint::gone)
                continue;
            QCOMPARE((IndexedPoint{point.at, point.rank, point.style}), points[point.row]);
            QCOMPARE(index.point(point.row), points[point.row]);
            if (rect.contains(point.at))
                drawn.push_back(point.row);
            if (point.rank == 0)
                depths.push_back(index.depth(point.row));
        }
    });
    QVERIFY(std::ranges::is_sorted(depths, std::less_equal<>())); // none twice
    std::ranges::sort(drawn);
    QCOMPARE(drawn, plainly(points, ~0u, [&](WorldPoint p) { return rect.contains(p); }));
    for (const std::uint32_t row : drawn) {
        if (!depths.empty() && points[row].rank > 0)
            QCOMPARE_GT(index.depth(row), depths.back());
    }
}

/// Everything that can be asked, against the plain programs above.
void compare(const PointIndex &index, const Points &points, unsigned seed)
{
    std::mt19937 random(seed);
    std::size_t hits = 0, misses = 0;
    const Rows placed = plainly(points, ~0u, [](WorldPoint) { return true; });
    QCOMPARE(index.size(), placed.size());
    const auto somewhere = [&] { return placed.empty() ? town : points[placed[random() % placed.size()]].at; };
    for (int i = 0; i < 600; ++i) {
        std::array<Mark, 5> drawn = marks;
        if (i % 3 == 0)
            drawn[random() % 5].radius = 0; // a layer that is off
        const double zoom = double(random() % 110) / 5;
        PickView view{{somewhere(), zoom, 1000, 700}, i % 2 ? 1.25 : 1, i % 5 < 2, drawn};
        const ScreenPoint cursor{500 + double(random() % 4001) / 200 - 10, 350 + double(random() % 4001) / 200 - 10};
        const auto expected = plainPick(index, points, view, cursor);
        QCOMPARE(index.pick(view, cursor), expected);
        (expected ? hits : misses) += 1;
    }
    if (points.size() > 1000)
        QVERIFY2(hits > 100 && misses > 20, qPrintable(QStringLiteral("%1 hits, %2 misses").arg(hits).arg(misses)));
    for (int i = 0; i < 60; ++i) {
        const std::uint32_t styles = i % 2 ? ~0u : std::uint32_t(random());
        WorldRect rect;
        rect.include(somewhere());
        rect.include(somewhere());
        QCOMPARE(index.in(rect, styles), plainly(points, styles, [&](WorldPoint p) { return rect.contains(p); }));
        compareDrawn(index, points, rect);
        const auto ring = placed.empty() ? std::vector<WorldPoint>{} : randomRing(random, points, 3 + random() % 9);
        QCOMPARE(index.in(Region::lasso(ring), styles),
            plainly(points, styles, [&](WorldPoint p) { return isInRing(ring, p); }));
        const WorldPoint place{somewhere().x + double(random() % 100) * 1e-7, somewhere().y};
        const std::size_t count = random() % 40;
        QCOMPARE(index.nearest(place, count, styles), plainNearest(points, place, count, styles));
    }
}

} // namespace

class PointIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThere_data()
    {
        QTest::addColumn<Points>("points");
        QTest::newRow("none") << Points{};
        QTest::newRow("one") << Points{{town, 0, 1}};
        QTest::newRow("seventeen") << around(17, town, 1e-5, 3);
        QTest::newRow("a town with bad rows") << mixed();
        QTest::newRow("all in one place") << Points(2000, {town, 1, 2});
        QTest::newRow("in one place, of all kinds") << [] {
            Points points = around(2000, town, 1e-5, 4);
            for (IndexedPoint &point : points)
                point.at = town;
            return points;
        }();
        QTest::newRow("on a line") << [] {
            Points points = around(2000, town, 1e-5, 5);
            for (IndexedPoint &point : points)
                point.at.y = town.y;
            return points;
        }();
        QTest::newRow("edges of the world") << edges();
        QTest::newRow("only bad rows") << Points(40, {{notANumber, notANumber}, 0, 0});
    }

    void findsWhatIsThere()
    {
        QFETCH(const Points, points);
        compare(PointIndex(points), points, 11);
    }

    void laterIsOnTop()
    {
        PickView view{{town, 18, 800, 600}, 1, false, marks};
        PointIndex index(Points{{town, 0, 0}, {town, 1, 0}, {town, 1, 0}, {town, 0, 0}});
        QCOMPARE(index.pick(view, {400, 300}), std::optional(2u));
        const std::uint64_t order = index.order();
        index.apply(std::vector<IndexedChange>{{0, {town, 2, 0}}});
        QCOMPARE(index.pick(view, {400, 300}), std::optional(0u));
        QCOMPARE(index.order(), order);
        index.apply(std::vector<IndexedChange>{{3, {{0.3, 0.3}, 0, 0}}});
        QCOMPARE_NE(index.order(), order);
        QCOMPARE(index.refused(), std::size_t(0));
        view.marks = std::span(marks).first(0);
        QVERIFY(!index.pick(view, {400, 300}));
    }

    void changesAreFound()
    {
        Points points = mixed();
        PointIndex index(points);
        std::mt19937 random(6);
        for (int round = 0; round < 12; ++round) {
            std::vector<IndexedChange> changes;
            const Points fresh = around(round < 10 ? 400 : 3000, town, 4e-5, random());
            for (const IndexedPoint &point : fresh) {
                const auto row = std::uint32_t(random() % (points.size() + 2));
                if (row >= points.size())
                    points.resize(row + 1, {{notANumber, notANumber}, 0, 0});
                IndexedPoint changed = points[row];
                switch (random() % 5) {
                case 0: // elsewhere
                    changed = point;
                    break;
                case 1: // another state
                    changed.rank = point.rank;
                    changed.style = point.style;
                    break;
                case 2: // a step aside
                    changed.at.x += 1e-9;
                    break;
                case 3: // gone
                    changed.at = {notANumber, notANumber};
                    break;
                default: // back again
                    changed.at = point.at;
                }
                points[row] = changed;
                changes.push_back({row, changed});
            }
            index.apply(changes);
            compare(index, points, unsigned(round));
        }
        QCOMPARE(index.refused(), points.size() - index.size());
    }

    void refusesAndCounts()
    {
        PointIndex index(Points{{town, 0, 0}, {{notANumber, 0.5}, 0, 0}, {{0.5, infinite}, 0, 0}, {{-0.1, 0.5}, 0, 0},
            {{0.5, 1.1}, 0, 0}, {town, 0, 32}, {town, 128, 0}});
        QCOMPARE(index.size(), std::size_t(1));
        QCOMPARE(index.refused(), std::size_t(6));
        index.apply(std::vector<IndexedChange>{
            {1, {town, 0, 0}}, {0, {{notANumber, notANumber}, 0, 0}}, {0, {{notANumber, 1}, 0, 0}}});
        QCOMPARE(index.size(), std::size_t(1));
        QCOMPARE(index.nearest(town, 5), Rows{1});
        QCOMPARE(index.nearest({notANumber, 0.5}, 5), Rows{});
        QCOMPARE(index.in(WorldRect{}), Rows{});
    }

    void areaWithHoles()
    {
        const Ring outer{{120.1, 30.1}, {120.3, 30.1}, {120.3, 30.3}, {120.1, 30.3}};
        const Ring hole{{120.15, 30.15}, {120.25, 30.15}, {120.25, 30.25}, {120.15, 30.25}};
        const Ring other{{120.4, 30.1}, {120.45, 30.1}, {120.42, 30.2}};
        const MultiPolygon shape{{outer, {hole}}, {other, {}}};
        Points points;
        std::mt19937 random(8);
        std::uniform_real_distribution<> longitude(120, 120.5), latitude(30, 30.4);
        for (int i = 0; i < 5000; ++i) {
            const double east = longitude(random);
            points.push_back({worldFromGeo({east, latitude(random)}), 0, 0});
        }
        const auto square = [](const Ring &ring) {
            std::vector<WorldPoint> made;
            for (const GeoPoint p : ring)
                made.push_back(worldFromGeo(p));
            return made;
        };
        const auto expected = plainly(points, ~0u, [&](WorldPoint p) {
            return (isInRing(square(outer), p) && !isInRing(square(hole), p)) || isInRing(square(other), p);
        });
        QCOMPARE(PointIndex(points).in(Region::of(shape)), expected);
        QCOMPARE_GT(expected.size(), std::size_t(500));
    }

    void lassoThatHoldsNothing_data()
    {
        QTest::addColumn<std::vector<WorldPoint>>("ring");
        using Ring = std::vector<WorldPoint>;
        QTest::newRow("empty") << Ring{};
        QTest::newRow("two points") << Ring{{0, 0}, {1, 1}};
        QTest::newRow("not a number") << Ring{{0, 0}, {1, 0}, {1, 1}, {0, notANumber}};
        QTest::newRow("infinite") << Ring{{0, 0}, {infinite, 0}, {1, 1}};
    }

    void lassoThatHoldsNothing()
    {
        QFETCH(const std::vector<WorldPoint>, ring);
        QCOMPARE(PointIndex(mixed()).in(Region::lasso(ring)), Rows{});
    }

    void bowTie()
    {
        const std::vector<WorldPoint> ring{{0.1, 0.1}, {0.9, 0.9}, {0.9, 0.1}, {0.1, 0.9}};
        const Points points{{{0.5, 0.2}, 0, 0}, {{0.2, 0.5}, 0, 0}, {{0.8, 0.5}, 0, 0}, {{0.5, 0.5}, 0, 0}};
        QCOMPARE(PointIndex(points).in(Region::lasso(ring)), (Rows{1, 2, 3}));
    }
};

QTEST_GUILESS_MAIN(PointIndexTest)
#include "tst_pointindex.moc"
