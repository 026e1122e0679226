// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/view/datastatus.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/charts/trendplot.h"
#include "widgets/charts/trendstrip.h"
#include "widgets/theme/appearance.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

/// Trend charts: figures from cube and store, steps, streets, states.
class TestTrendChart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        store = std::make_unique<DistrictStore>();
        view = std::make_unique<ViewState>(Language::Chinese);
        status = std::make_unique<DataStatusSource>();
        strip = std::make_unique<TrendStrip>(*store, *view, *status, server, appearance);
    }
    void cleanup()
    {
        strip.reset();
        store.reset();
    }

    void loadsThenLives()
    {
        QCOMPARE(strip->chart(Circle::Public).state(), Panel::State::Loading);
        status->setStatus({DataStatus::State::Down, u"原因"_s, {}, {}});
        QCOMPARE(strip->chart(Circle::Public).state(), Panel::State::Failed);
        fill();
        QCOMPARE(strip->chart(Circle::Public).state(), Panel::State::Live);
        status->setStatus({DataStatus::State::Stale, {}, clock.now() - 20s, {}});
        QCOMPARE(strip->chart(Circle::Public).state(), Panel::State::Stale);
    }

    void todayIsCountedFromTheStore()
    {
        fill();
        const Instant midnight = shanghai::startOf(shanghai::dayOf(clock.now()));
        for (const Circle circle : allCircles) {
            const auto today = std::ranges::count_if(store->incidents(),
                [&](const Incident &incident) { return incident.circle == circle && incident.reportedAt >= midnight; });
            QCOMPARE(strip->chart(circle).series().present, int(today));
            QCOMPARE(strip->chart(circle).series().presentLastYear,
                store->trends().countUntil(std::nullopt, circle, shanghai::dayOf(clock.now()).addDays(-364),
                    shanghai::secondOfDay(clock.now())));
        }
    }

    void stepsFollowTheView()
    {
        fill();
        QCOMPARE(strip->chart(Circle::Campus).series().points.size(), 30U);
        view->setTrendStep(TrendStep::Week);
        QCOMPARE(strip->chart(Circle::Campus).series().points.size(), 26U);
        view->setTrendStep(TrendStep::Month);
        QCOMPARE(strip->chart(Circle::Campus).series().points.size(), 12U);
        QVERIFY(strip->chart(Circle::Campus).comparison().startsWith(u"本月截至 14:32"_s));
    }

    void aGridShowsItsStreet()
    {
        fill();
        const Incident &incident = store->incidents().front();
        view->setFilter({.area = incident.grid});
        const TrendSeries &series = strip->chart(incident.circle).series();
        const QDate yesterday = store->trends().endDay().addDays(-1);
        QCOMPARE(series.points[28].thisYear,
            store->trends().sum(incident.street, incident.circle, yesterday, yesterday.addDays(1)));
    }

    void withoutLastYearItSaysTheCount()
    {
        fill();
        const Incident &incident = store->incidents().front();
        view->setFilter({.area = incident.street}); // the sample has no hours for streets
        QVERIFY(strip->chart(incident.circle).comparison().contains(u"去年同期 0"_s));
    }

    void axisEnds_data()
    {
        QTest::addColumn<double>("largest");
        QTest::addColumn<double>("end");
        QTest::newRow("nothing") << 0.0 << 4.0;
        QTest::newRow("few") << 3.0 << 4.0;
        QTest::newRow("seven") << 7.0 << 8.0;
        QTest::newRow("just above") << 101.0 << 120.0;
        QTest::newRow("exact") << 200.0 << 200.0;
        QTest::newRow("much") << 8100.0 << 10000.0;
    }
    void axisEnds()
    {
        QFETCH(double, largest);
        QFETCH(double, end);
        QCOMPARE(TrendPlot::axisEnd(largest), end);
    }

    void useTheHeightOfThePanel()
    {
        fill();
        for (const Circle circle : allCircles) {
            double largest = 0;
            for (const TrendPoint &point : strip->chart(circle).series().points)
                largest = std::max({largest, double(point.thisYear.value_or(0)), double(point.lastYear.value_or(0)),
                    point.expected ? point.expected->high : 0});
            QVERIFY(largest > 0.6 * TrendPlot::axisEnd(largest));
        }
    }

private:
    void fill()
    {
        store->apply(sample::district(clock.now(), {.incidents = 60, .devices = 0}));
        status->setStatus({DataStatus::State::Live, {}, clock.now(), {}});
        strip->refresh();
    }

    FixedClock clock{shanghai::startOf(QDate(2026, 8, 27)) + 14h + 32min};
    ServerClock server{clock};
    Appearance appearance{*Theme::load(u"day"_s, 1)};
    std::unique_ptr<DistrictStore> store;
    std::unique_ptr<ViewState> view;
    std::unique_ptr<DataStatusSource> status;
    std::unique_ptr<TrendStrip> strip;
};

QTEST_MAIN(TestTrendChart)
#include "tst_trendchart.moc"
