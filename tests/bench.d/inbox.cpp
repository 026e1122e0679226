// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "tests/support/benchmark.h"
#include "widgets/incidents/incidentinbox.h"
#include "widgets/incidents/incidenttable.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/applytheme.h"

#include <QApplication>
#include <QScrollBar>

#include <cstdio>

using namespace wuquan;
using namespace wuquan::bench;
using namespace Qt::StringLiterals;

/// The inbox with 50,000 open incidents on a screen of 1080 lines: how long until its first rows are there (median of
/// 7), how long a frame takes while somebody scrolls through it, and how long another incident takes to appear.
int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    SystemClock clock;
    ServerClock serverClock(clock);
    const Theme theme = orGiveUp(Theme::load(u"day"_s, 1));
    Appearance appearance(theme);
    applyTheme(application, theme);
    DistrictStore store;
    store.apply(sample::district(clock.now(), {.incidents = 50'000, .devices = 1000, .trends = false}));
    ViewState view(Language::Chinese);
    Selection selection;
    DataStatusSource status;
    status.setStatus({DataStatus::State::Live, {}, clock.now(), {}});

    std::vector<double> first, scroll, another;
    for (int i = 0; i < 7; ++i) {
        std::unique_ptr<IncidentInbox> inbox;
        first.push_back(millisecondsOf([&] {
            inbox = std::make_unique<IncidentInbox>(store, view, selection, status, serverClock, appearance);
            inbox->resize(500, 580);
            inbox->setVisible(true);
            return inbox->grab(); // laid out and painted as on a screen
        }));
        if (inbox->proxy().rowCount() != 50'000 || !inbox->table().viewport()->isVisible())
            giveUp(u"the inbox shows %1 rows"_s.arg(inbox->proxy().rowCount()));
        if (i > 0)
            continue;
        QScrollBar &bar = *inbox->table().verticalScrollBar();
        for (int step = 0; step < 600; ++step) {
            // Three rows a frame, and now and then a long way, as with the handle.
            const int to = step % 20 == 19 ? (step * 7919) % bar.maximum() : bar.value() + 3 * bar.singleStep();
            scroll.push_back(millisecondsOf([&] {
                bar.setValue(to);
                return inbox->table().grab();
            }));
        }
        for (int n = 0; n < 50; ++n) {
            Incident incident = store.incidents()[std::size_t(n) * 997];
            incident.id = IncidentId{90'000'000 + n};
            incident.severity = Severity::Urgent;
            incident.version = 1;
            ChangeBatch batch;
            batch.incidents = {incident};
            another.push_back(millisecondsOf([&] {
                store.apply(batch);
                return inbox->table().grab();
            }));
        }
        ChangeBatch back;
        for (int n = 0; n < 50; ++n)
            back.incidentsRemoved.push_back(IncidentId{90'000'000 + n});
        store.apply(back);
    }
    std::printf("bench inbox first_rows_ms %.1f ms\n", median(first));
    std::printf("bench inbox scroll_ms %.2f ms\n", quantile(scroll, 0.95));
    std::printf("bench inbox scroll_median_ms %.2f ms\n", median(scroll));
    std::printf("bench inbox another_ms %.2f ms\n", quantile(another, 0.95));
    return 0;
}
