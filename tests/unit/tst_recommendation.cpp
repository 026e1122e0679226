// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/dispatch/recommendation.h"
#include "data/geo/roadnet.h"

#include <QTest>

#include <random>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Whom to send: suited before others, near before far, free before busy; the same for the same state.
class RecommendationTest : public QObject {
    Q_OBJECT

private:
    static constexpr GeoPoint here{120.2, 30.3};
    DistrictStore m_store;
    Incident m_incident;

    void make(std::vector<Responder> responders, std::vector<Incident> others = {})
    {
        ChangeBatch batch;
        batch.startsAnew = true;
        batch.responders = std::move(responders);
        batch.incidents = std::move(others);
        m_store.apply(batch);
    }
    [[nodiscard]] std::vector<std::int64_t> order(std::vector<ResponderKindId> suited, std::size_t most = 10) const
    {
        std::vector<std::int64_t> ids;
        for (const Recommended &r : recommend(m_incident, m_store, CaseFile{.suited = suited}, most))
            ids.push_back(r.responder.value);
        return ids;
    }
    static Responder responder(std::int64_t id, int kind, double east_m, ResponderState state = ResponderState::Free)
    {
        Responder made;
        made.id = ResponderId{id};
        made.kind = ResponderKindId{ResponderKindId::Value(kind)};
        made.state = state;
        made.street = AreaId{2};
        made.position = GeoPoint{here.longitude + east_m / 96'000, here.latitude};
        made.version = 1;
        return made;
    }

private Q_SLOTS:
    void init()
    {
        m_incident = {};
        m_incident.id = IncidentId{1};
        m_incident.street = AreaId{2};
        m_incident.position = here;
    }

    void suitedThenNear()
    {
        make({responder(1, 7, 100), responder(2, 3, 2000), responder(3, 3, 900), responder(4, 4, 950)});
        QCOMPARE(order({{3}, {4}}), (std::vector<std::int64_t>{3, 4, 2, 1}));
        QCOMPARE(order({{3}, {4}}, 2), (std::vector<std::int64_t>{3, 4}));
        QCOMPARE(order({}), (std::vector<std::int64_t>{1, 3, 4, 2})); // nobody is said to be suited
    }

    /// Who has handled such a thing before is worth some way, up to a point.
    void whoHasHandledItBefore()
    {
        make({responder(1, 3, 100), responder(2, 3, 350), responder(3, 3, 390)});
        const auto first = [&](QHash<ResponderId, int> handled) {
            return recommend(m_incident, m_store, CaseFile{.suited = {{3}}, .handled = std::move(handled)}, 10).front();
        };
        QCOMPARE(first({}).responder, ResponderId{1});
        QCOMPARE(first({{ResponderId{2}, 2}}).responder, ResponderId{1});
        QCOMPARE(first({{ResponderId{2}, 3}}).responder, ResponderId{2});
        QCOMPARE(first({{ResponderId{2}, 3}}).handled, 3);
        QCOMPARE(first({{ResponderId{2}, 3}, {ResponderId{3}, 50}}).responder, ResponderId{2}); // habit is not all
    }

    void busyAndOffDuty()
    {
        make({responder(1, 3, 100, ResponderState::OffDuty), responder(2, 3, 200, ResponderState::Busy),
            responder(3, 3, 800)});
        QCOMPARE(order({{3}}), (std::vector<std::int64_t>{3, 2, 1}));
        const auto ranked = recommend(m_incident, m_store, CaseFile{.suited = {{3}}}, 10);
        QCOMPARE(ranked[0].metres.value() > 790 && ranked[0].metres.value() < 810, true);
        QVERIFY(ranked[2].state == ResponderState::OffDuty);
    }

    void loadStreetAndNoPlace()
    {
        Responder far = responder(4, 3, 0), district = responder(5, 3, 0), nowhere = responder(6, 3, 0);
        far.street = AreaId{3};
        district.street.reset();
        nowhere.position.reset();
        Incident other;
        other.id = IncidentId{9};
        other.version = 1;
        other.state = IncidentState::Handling;
        other.responder = ResponderId{1};
        Incident closed = other;
        closed.id = IncidentId{10};
        closed.state = IncidentState::Closed;
        closed.responder = ResponderId{2};
        make({responder(1, 3, 0), responder(2, 3, 300), far, district, nowhere}, {other, closed});
        // 300 m of way, 400 for an incident at hand, 600 of the district, 3,000 of another street, 5,000 unknown.
        QCOMPARE(order({{3}}), (std::vector<std::int64_t>{2, 1, 5, 4, 6}));
        const auto ranked = recommend(m_incident, m_store, CaseFile{.suited = {{3}}}, 10);
        QCOMPARE(ranked[1].load, 1);
        QCOMPARE(ranked[0].load, 0);
        QVERIFY(!ranked[4].metres);
        QVERIFY(ranked[0].isOwnStreet && !ranked[3].isOwnStreet);
        // An incident without a place: the rest decides.
        m_incident.position.reset();
        QCOMPARE(order({{3}}).front(), 2);
    }

    /// The run card goes first, in its order; of a kind the best, and never who is off duty.
    void theRunCardFirst()
    {
        make({responder(1, 3, 100), responder(2, 3, 200), responder(3, 4, 900), responder(4, 4, 800),
            responder(5, 5, 5000), responder(6, 5, 10, ResponderState::OffDuty), responder(7, 9, 4000)});
        const std::vector<ResponderKindId> suited{{3}};
        const auto ranked = [&](const std::vector<CardChoice> &card) {
            std::vector<std::pair<std::int64_t, int>> order;
            for (const Recommended &r : recommend(m_incident, m_store, CaseFile{.suited = suited, .card = card}, 10))
                order.emplace_back(r.responder.value, r.cardChoice.value_or(0));
            return order;
        };
        using Order = std::vector<std::pair<std::int64_t, int>>;
        const CardChoice anyFive{1, std::nullopt, ResponderKindId{5}}, seven{2, ResponderId{7}, std::nullopt};
        const CardChoice anyFour{3, std::nullopt, ResponderKindId{4}};
        QCOMPARE(ranked({}), (Order{{1, 0}, {2, 0}, {4, 0}, {3, 0}, {7, 0}, {5, 0}, {6, 0}}));
        QCOMPARE(ranked({anyFive, seven, anyFour}), (Order{{5, 1}, {7, 2}, {4, 3}, {1, 0}, {2, 0}, {3, 0}, {6, 0}}));
        // Named twice, the kind gives its second one; who is off duty, or not there, leaves the place empty.
        const CardChoice off{1, ResponderId{6}, std::nullopt}, nobody{1, ResponderId{99}, std::nullopt};
        CardChoice secondFour = anyFour;
        secondFour.choice = 4;
        QCOMPARE(ranked({off, nobody, anyFour, secondFour}),
            (Order{{4, 3}, {3, 4}, {1, 0}, {2, 0}, {7, 0}, {5, 0}, {6, 0}}));
    }

    /// Near as the crow flies and far along the road; where no road leads, an estimate that says so.
    void alongRoads()
    {
        const auto at = [](double east_m, double north_m) {
            return GeoPoint{here.longitude + east_m / 96'000, here.latitude + north_m / 111'195};
        };
        // A road that goes 2 km east and comes back 300 m further north, and one that hangs together with nothing.
        const std::vector<Road> roads{{RoadClass::Primary, {at(0, 0), at(2000, 0), at(2000, 300), at(0, 300)}},
            {RoadClass::Primary, {at(0, 1500), at(1000, 1500)}}};
        const RoadNet net(roads);
        Responder across = responder(1, 3, 0), along = responder(2, 3, 0), island = responder(3, 3, 0);
        across.position = at(0, 300);
        along.position = at(1000, 0);
        island.position = at(0, 1500);
        make({across, along, island});
        const std::vector<ResponderKindId> suited{{3}};
        const auto straight = recommend(m_incident, m_store, CaseFile{.suited = suited}, 10);
        QCOMPARE(straight[0].responder, ResponderId{1});
        QVERIFY(straight[0].way == WayKind::Straight);
        const auto ranked = recommend(m_incident, m_store, CaseFile{.suited = suited}, 10, &net);
        QCOMPARE(ranked[0].responder, ResponderId{2});
        QVERIFY(ranked[0].way == WayKind::Roads);
        QVERIFY2(std::abs(*ranked[0].metres - 1000) < 15, qPrintable(QString::number(*ranked[0].metres)));
        QCOMPARE(ranked[1].responder, ResponderId{3});
        QVERIFY(ranked[1].way == WayKind::Estimated);
        QVERIFY2(std::abs(*ranked[1].metres - 1500 * 1.3) < 15, qPrintable(QString::number(*ranked[1].metres)));
        QCOMPARE(ranked[2].responder, ResponderId{1});
        QVERIFY2(std::abs(*ranked[2].metres - 4300) < 40, qPrintable(QString::number(*ranked[2].metres)));
    }

    void equalOnesGoByTheirKey()
    {
        std::vector<Responder> many;
        for (std::int64_t id = 500; id > 0; --id)
            many.push_back(responder(id, int(id % 3), 100));
        make(many);
        const auto ids = order({{1}}, 500);
        QCOMPARE(ids.size(), 500u);
        QCOMPARE(ids.front(), 1);
        QVERIFY(std::ranges::is_sorted(ids.begin(), ids.begin() + 167));
    }
};

QTEST_GUILESS_MAIN(RecommendationTest)
#include "tst_recommendation.moc"
