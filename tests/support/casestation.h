// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/shanghai.h"
#include "data/geo/roadnet.h"
#include "data/view/casework.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/base/plainlabel.h"
#include "widgets/incidents/incidentcard.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/applytheme.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace wuquan::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The card of an incident whose case file the test hands out, in a window with a list that has the focus.
struct Station {
    explicit Station(Language language = Language::Chinese, double scale = 1, QSize size = {420, 900})
        : view(language)
        , appearance(*Theme::load(u"day"_s, scale))
    {
        applyTheme(*qApp, appearance.theme());
        status.setStatus({DataStatus::State::Live, {}, clock.now(), {}});
        store.apply(sample::district(clock.now(), {.incidents = 80, .devices = 100, .trends = false}));
        card.dispatchWith({desk, folder, marked, shelf, inRoom, &roads});
        card.setParent(&window);
        list.setParent(&window);
        window.resize(size);
        card.resize(size);
        window.show();
        window.activateWindow();
        list.setFocusPolicy(Qt::StrongFocus);
        list.setFocus();
        isReady = QTest::qWaitForWindowActive(&window);
        const auto &incidents = store.incidents();
        incident = std::ranges::find(incidents, IncidentState::Filed, &Incident::state)->id;
        selection.select(incident);
    }

    [[nodiscard]] CaseFile file(const QStringList &actions) const
    {
        CaseFile made{.incident = incident, .version = 1, .role = u"district"_s, .post = u"区中心"_s};
        for (const QString &action : actions) {
            const bool needsNote = action == "suspend"_L1 || action == "transfer"_L1 || action == "note"_L1;
            made.actions.push_back({action, u"〔"_s + action + u"〕"_s, u"["_s + action + u"]"_s, needsNote, {}});
        }
        made.events = {{clock.now() - 1min, u"dispatched"_s, u"彭埠街道室"_s, {}, {}, 5},
            {clock.now() - 3min, u"filed"_s, u"彭埠街道室"_s, u"请尽快"_s, {}, {}}};
        CaseOrder order;
        order.id = 5;
        order.isMain = true;
        order.receiver = u"巡逻一组"_s;
        order.receiverEn = u"Patrol 1"_s;
        order.sentAt = clock.now() - 1min;
        made.orders = {order};
        made.suited = {store.responders().front().kind};
        return made;
    }
    /// Gives the incident and all teams places beside the road.
    void standBesideTheRoad(const QString &ways)
    {
        ChangeBatch batch;
        batch.attributes = QHash<QString, QString>{{u"ways"_s, ways}};
        batch.incidents = {*store.incident(incident)};
        batch.incidents.front().position = GeoPoint{120.2, 30.2801};
        ++batch.incidents.front().version;
        batch.responders.assign(store.responders().begin(), store.responders().end());
        for (Responder &responder : batch.responders) {
            responder.position = GeoPoint{120.2 + 0.01 * double(responder.id.value), 30.2801};
            ++responder.version;
        }
        store.apply(batch);
    }
    void hand(const CaseFile &made)
    {
        folder.take(wishes.last()[0].value<CaseWish>().number, std::make_shared<const CaseFile>(made));
    }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : card.findChildren<QPushButton *>()) {
            if (button->isVisible() && (button->text().contains(text) || button->accessibleName().contains(text)))
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QString texts() const
    {
        QString all;
        for (const PlainLabel *label : card.findChildren<PlainLabel *>()) {
            if (label->isVisible())
                all += label->text() + u'\n';
        }
        return all;
    }
    [[nodiscard]] DispatchRequest last() const { return requests.last()[0].value<DispatchRequest>(); }

    FixedClock clock{shanghai::startOf(QDate(2026, 8, 27)) + 14h};
    ServerClock server{clock};
    DistrictStore store;
    ViewState view;
    Selection selection;
    DataStatusSource status;
    Appearance appearance;
    DispatchDesk desk{store};
    CaseFolder folder{store, selection};
    MarkedIncidents marked{store};
    AttachmentShelf shelf;
    Room inRoom{store, selection};
    RoadNet roads{std::vector{Road{RoadClass::Primary, {{120.1, 30.28}, {120.4, 30.28}}}}};
    QSignalSpy wishes{&folder, &CaseFolder::wished};
    QSignalSpy requests{&desk, &DispatchDesk::requested};
    IncidentId incident;
    bool isReady = false;
    QWidget window;
    QWidget list;
    IncidentCard card{store, view, selection, status, server, appearance};
};

} // namespace wuquan::test
