// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/view/datastatus.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/base/plainlabel.h"
#include "widgets/charts/trendplot.h"
#include "widgets/charts/trendstrip.h"
#include "widgets/theme/appearance.h"

#include <QTest>
#include <QToolButton>
#include <QTranslator>

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
        clock = FixedClock(halfPastTwo);
        appearance.setTheme(*Theme::load(u"day"_s, 1));
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

    void figuresReachToTheLastAnswer()
    {
        fill();
        const int until = strip->chart(Circle::Residential).series().presentLastYear;
        const Instant heard = clock.now();
        clock.advance(3h);
        status->setStatus({DataStatus::State::Down, u"原因"_s, heard, {}});
        QVERIFY(strip->chart(Circle::Residential).comparison().startsWith(u"今日截至 14:32"_s));
        QCOMPARE(strip->chart(Circle::Residential).series().presentLastYear, until);
        clock.advance(12h);
        strip->refresh();
        QVERIFY(strip->chart(Circle::Residential).comparison().startsWith(u"截至 8月27日 14:32"_s));
        QCOMPARE(strip->chart(Circle::Residential).series().presentLastYear, until);
    }

    void anAnswerCountsNothingAnew()
    {
        fill();
        const TrendChart &chart = strip->chart(Circle::Public);
        const int before = chart.series().present;
        Incident incident = store->incidents().front();
        incident.id = {77'000'000};
        incident.circle = Circle::Public;
        incident.reportedAt = clock.now();
        ChangeBatch batch;
        batch.incidents = {incident};
        store->apply(batch);
        status->setStatus({DataStatus::State::Live, {}, clock.now() + 300ms, {}});
        QCOMPARE(chart.series().present, before);
        status->setStatus({DataStatus::State::Stale, {}, clock.now() + 300ms, {}});
        QCOMPARE(chart.series().present, before + 1);
    }

    void figuresAreNeverElided_data()
    {
        QTest::addColumn<QSize>("window");
        QTest::addColumn<bool>("english");
        for (const QSize size : {QSize(1366, 768), QSize(1920, 1080)}) {
            QTest::addRow("Chinese %d", size.width()) << size << false;
            QTest::addRow("English %d", size.width()) << size << true;
        }
    }
    void figuresAreNeverElided()
    {
        QFETCH(QSize, window);
        QFETCH(bool, english);
        QTranslator translator;
        if (english)
            QVERIFY(translator.load(u":/i18n/wuquan_en.qm"_s) && QCoreApplication::installTranslator(&translator));
        appearance.setTheme(*Theme::load(u"day"_s, Theme::scaleFor(window)));
        ViewState state(english ? Language::English : Language::Chinese);
        TrendStrip trends(*store, state, *status, server, appearance);
        trends.resize(window.width() - 2 * appearance.theme().px(16), appearance.theme().px(280));
        trends.show();
        fill();
        for (const TrendStep step : {TrendStep::Day, TrendStep::Week, TrendStep::Month}) {
            state.setTrendStep(step);
            trends.refresh();
            QCoreApplication::sendPostedEvents(); // layouts follow their texts
            for (const Circle circle : allCircles) {
                const QString change = trends.chart(circle).comparison().section(u"   "_s, 1);
                const auto labels = trends.chart(circle).findChildren<PlainLabel *>();
                QVERIFY(std::ranges::contains(labels, change, &QLabel::text));
                for (const PlainLabel *label : labels) {
                    if (label->isVisible())
                        QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
                }
            }
        }
    }

    void stepsByKey()
    {
        fill();
        for (QToolButton *button : strip->findChildren<QToolButton *>()) {
            if (button->text() == u"月")
                QTest::keyClick(button, Qt::Key_Return);
        }
        QCOMPARE(view->trendStep(), TrendStep::Month);
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

    const Instant halfPastTwo = shanghai::startOf(QDate(2026, 8, 27)) + 14h + 32min;
    FixedClock clock{halfPastTwo};
    ServerClock server{clock};
    Appearance appearance{*Theme::load(u"day"_s, 1)};
    std::unique_ptr<DistrictStore> store;
    std::unique_ptr<ViewState> view;
    std::unique_ptr<DataStatusSource> status;
    std::unique_ptr<TrendStrip> strip;
};

QTEST_MAIN(TestTrendChart)
#include "tst_trendchart.moc"
