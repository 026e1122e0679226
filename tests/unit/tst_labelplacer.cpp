// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/labels/labelplacer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>

using namespace wuquan;

namespace {

constexpr LabelBox picture{0, 0, 800, 600};
const std::array<LabelSpot, 4> beside = spotsBeside(8);

LabelCandidate label(std::uint64_t key, float x, float y, int width = 60, int height = 20)
{
    return {.key = key, .x = x, .y = y, .width = width, .height = height, .spots = beside};
}

std::vector<LabelCandidate> crowd(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<LabelCandidate> made;
    for (std::size_t i = 0; i < count; ++i) {
        LabelCandidate one = label(i, float(random() % 900) - 50, float(random() % 700) - 50, 20 + int(random() % 90),
            14 + int(random() % 20));
        one.level = int(random() % 3);
        one.weight = float(random() % 10);
        one.air = int(random() % 5);
        made.push_back(one);
    }
    return made;
}

/// Placements by key.
std::map<std::uint64_t, LabelPlacement> byKey(
    std::span<const LabelPlacement> placed, std::span<const LabelCandidate> candidates)
{
    std::map<std::uint64_t, LabelPlacement> made;
    for (const LabelPlacement &placement : placed)
        made.emplace(candidates[placement.candidate].key, placement);
    return made;
}

} // namespace

class LabelPlacerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gridKnowsWhatIsFree()
    {
        std::mt19937 random(1);
        const auto box = [&] {
            const int left = int(random() % 1000) - 100, top = int(random() % 800) - 100;
            return LabelBox{left, top, left + int(random() % 120), top + int(random() % 60)};
        };
        CollisionGrid grid;
        for (const LabelBox &bounds : {picture, LabelBox{-37, 11, 801, 603}, LabelBox{0, 0, 1, 1}, LabelBox{}}) {
            grid.reset(bounds);
            std::vector<LabelBox> taken;
            int freeOnes = 0;
            for (int i = 0; i < 800; ++i) {
                const LabelBox asked = box();
                const auto covers = [&](const LabelBox &other) {
                    const LabelBox both{std::max(asked.left, other.left), std::max(asked.top, other.top),
                        std::min(asked.right, other.right), std::min(asked.bottom, other.bottom)};
                    return both.left < both.right && both.top < both.bottom;
                };
                // Beyond the bounds nothing is promised.
                if (asked.isEmpty() || bounds.contains(asked)) {
                    const bool isFree = std::ranges::none_of(taken, covers);
                    QCOMPARE(grid.isFree(asked), isFree);
                    freeOnes += isFree;
                }
                if (i % 4 == 0 && !asked.isEmpty()) {
                    grid.occupy(asked);
                    taken.push_back(asked);
                }
            }
            if (bounds == picture)
                QCOMPARE_GT(freeOnes, 20);
        }
    }

    void neverOverlap_data()
    {
        QTest::addColumn<std::size_t>("count");
        QTest::newRow("few") << std::size_t(20);
        QTest::newRow("many") << std::size_t(2000);
    }

    void neverOverlap()
    {
        QFETCH(const std::size_t, count);
        const auto candidates = crowd(count, 2);
        const std::vector<LabelBox> obstacles{{100, 100, 300, 140}, {-20, 400, 90, 700}, {500, 0, 501, 600}};
        LabelPlacer placer;
        for (int frame = 0; frame < 3; ++frame) {
            const auto placed = placer.place(picture, obstacles, candidates);
            QCOMPARE_GT(placed.size(), std::size_t(10));
            for (std::size_t i = 0; i < placed.size(); ++i) {
                const LabelCandidate &one = candidates[placed[i].candidate];
                QVERIFY(picture.contains(placed[i].box));
                QCOMPARE(placed[i].box.right - placed[i].box.left, one.width);
                QCOMPARE(placed[i].box.bottom - placed[i].box.top, one.height);
                for (const LabelBox &obstacle : obstacles)
                    QVERIFY(!placed[i].box.intersects(obstacle));
                for (std::size_t k = 0; k < i; ++k)
                    QVERIFY(!placed[i].box.intersects(placed[k].box.grown(candidates[placed[k].candidate].air)));
            }
        }
    }

    /// As slow as can be: by priority, the first spot that touches nothing.
    void isGreedy()
    {
        const auto candidates = crowd(300, 3);
        std::vector<std::size_t> order(candidates.size());
        std::iota(order.begin(), order.end(), 0u);
        std::ranges::sort(order, {},
            [&](std::size_t i) { return std::tuple(-candidates[i].level, -candidates[i].weight, candidates[i].key); });
        std::map<std::uint64_t, LabelBox> expected;
        std::vector<LabelBox> taken;
        for (const std::size_t i : order) {
            const LabelCandidate &one = candidates[i];
            for (const LabelSpot &spot : one.spots) {
                const int left = int(std::lround(one.x + spot.x + spot.widthShare * float(one.width)));
                const int top = int(std::lround(one.y + spot.y + spot.heightShare * float(one.height)));
                const LabelBox box{left, top, left + one.width, top + one.height};
                if (!picture.contains(box)
                    || std::ranges::any_of(taken, [&](const LabelBox &other) { return other.intersects(box); }))
                    continue;
                expected.emplace(one.key, box);
                taken.push_back(box.grown(one.air));
                break;
            }
        }
        LabelPlacer placer;
        const auto placed = byKey(placer.place(picture, {}, candidates), candidates);
        QCOMPARE(placed.size(), expected.size());
        for (const auto &[key, placement] : placed)
            QCOMPARE(placement.box, expected[key]);
    }

    void spotsInTheirOrder()
    {
        LabelPlacer placer;
        const std::vector<LabelCandidate> one{label(1, 400, 300)};
        std::vector<LabelBox> obstacles;
        const std::vector<LabelBox> expected{
            {408, 290, 468, 310}, {332, 290, 392, 310}, {370, 272, 430, 292}, {370, 308, 430, 328}};
        for (const LabelBox &box : expected) {
            placer.forget();
            const auto placed = placer.place(picture, obstacles, one);
            QCOMPARE(placed.size(), std::size_t(1));
            QCOMPARE(placed.front().box, box);
            obstacles.push_back({box.left + 29, box.top + 9, box.left + 31, box.top + 11});
        }
        QVERIFY(placer.place(picture, obstacles, one).empty());
    }

    void shownBeforeStays()
    {
        LabelPlacer placer;
        std::vector<LabelCandidate> candidates{label(1, 400, 300)};
        QCOMPARE(placer.place(picture, {}, candidates).size(), std::size_t(1));
        // A heavier one comes into the same place: it finds another, or none.
        LabelCandidate heavier = label(2, 400, 300);
        heavier.weight = 9;
        candidates.push_back(heavier);
        QCOMPARE(byKey(placer.place(picture, {}, candidates), candidates).at(1).spot, std::size_t(0));
        candidates[1].key = 4;
        candidates[1].spots = std::span(beside).first(1);
        QVERIFY(!byKey(placer.place(picture, {}, candidates), candidates).contains(4));
        // A fresh start gives it to the heavier.
        placer.forget();
        QCOMPARE(byKey(placer.place(picture, {}, candidates), candidates).at(4).spot, std::size_t(0));
        QCOMPARE(byKey(placer.place(picture, {}, candidates), candidates).at(1).spot, std::size_t(1));
        // The level is stronger than what was shown.
        LabelCandidate higher = label(3, 400, 300);
        higher.level = 1;
        higher.spots = std::span(beside).first(1);
        candidates = {label(1, 400, 300)};
        placer.forget();
        QCOMPARE(placer.place(picture, {}, candidates).size(), std::size_t(1));
        candidates.push_back(higher);
        const auto placed = byKey(placer.place(picture, {}, candidates), candidates);
        QCOMPARE(placed.at(3).spot, std::size_t(0));
        QCOMPARE(placed.at(1).spot, std::size_t(1));
        // It keeps the spot it has come to, though its first is free again.
        candidates.pop_back();
        QCOMPARE(byKey(placer.place(picture, {}, candidates), candidates).at(1).spot, std::size_t(1));
    }

    void zoomingDropsNoneThatFits()
    {
        // Spreading a crowd only makes room: what was shown stays, each name in its spot while it is in the picture.
        auto candidates = crowd(400, 4);
        for (LabelCandidate &one : candidates) {
            one.level = 0; // a higher level may push one of a lower away
            one.air = 0;
            one.spots = std::span(beside).first(1); // names on different sides of their points may come nearer
        }
        LabelPlacer placer;
        std::map<std::uint64_t, LabelPlacement> before;
        int stayed = 0;
        for (int frame = 0; frame < 40; ++frame) {
            const auto now = byKey(placer.place(picture, {}, candidates), candidates);
            for (const auto &[key, placement] : before) {
                const LabelCandidate &one = candidates[placement.candidate];
                const LabelSpot &spot = one.spots[placement.spot];
                const float left = one.x + spot.x + spot.widthShare * float(one.width),
                            top = one.y + spot.y + spot.heightShare * float(one.height);
                if (left < 1 || top < 1 || left + float(one.width) > 799 || top + float(one.height) > 599)
                    continue; // left the picture
                QVERIFY2(now.contains(key), qPrintable(QStringLiteral("frame %1, label %2").arg(frame).arg(key)));
                ++stayed;
            }
            before = now;
            for (LabelCandidate &one : candidates) {
                one.x = 400 + (one.x - 400) * 1.1F;
                one.y = 300 + (one.y - 300) * 1.1F;
            }
        }
        QCOMPARE_GT(stayed, 200);
    }

    void asksBeforePlacing()
    {
        LabelPlacer placer;
        const std::vector<LabelCandidate> candidates{label(1, 400, 300), label(2, 100, 100)};
        const auto placed = byKey(
            placer.place(picture, {}, candidates,
                [](std::size_t candidate, std::size_t spot, const LabelBox &) { return candidate == 0 && spot == 2; }),
            candidates);
        QCOMPARE(placed.size(), std::size_t(1));
        QCOMPARE(placed.at(1).spot, std::size_t(2));
    }

    void linesAreNamedInTheirMiddle()
    {
        const std::vector<std::array<float, 2>> line{{10, 10}, {10, 10}, {110, 10}, {110, 90}, {110, 90}};
        const auto spots = spotsAlong(line);
        QCOMPARE(spots.size(), std::size_t(3));
        const std::array<std::pair<float, float>, 3> expected{{{90, 0}, {30, 0}, {100, 50}}};
        for (std::size_t i = 0; i < spots.size(); ++i)
            QVERIFY(std::hypot(spots[i].x - expected[i].first, spots[i].y - expected[i].second) < 1e-3F);
        QVERIFY(spotsAlong(std::span(line).first(1)).empty());
        QCOMPARE(spotsAlong(std::vector<std::array<float, 2>>(2, {5, 5})).size(), std::size_t(3));
    }

    void oddCandidates()
    {
        LabelPlacer placer;
        constexpr float nan = std::numeric_limits<float>::quiet_NaN(),
                        infinite = std::numeric_limits<float>::infinity();
        std::vector<LabelCandidate> candidates{label(1, nan, 300), label(2, 400, infinite), label(3, 400, 300, 0, 20),
            label(4, 400, 300, 60, -1), label(5, 1e30F, 300), label(6, 400, 300, 2000, 20), label(7, 400, 300)};
        candidates.push_back(candidates.back());
        candidates.back().spots = {};
        const auto placed = placer.place(picture, {}, candidates);
        QCOMPARE(placed.size(), std::size_t(1));
        QCOMPARE(placed.front().candidate, std::size_t(6));
        QVERIFY(placer.place({}, {}, candidates).empty());
        QVERIFY(placer.place(picture, {}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(LabelPlacerTest)
#include "tst_labelplacer.moc"
