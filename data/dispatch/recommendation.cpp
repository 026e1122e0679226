// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/dispatch/recommendation.h"

#include "data/geo/mercator.h"
#include "data/geo/roadnet.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

namespace wuquan {

namespace {

constexpr double unknownWay = 5000, perIncident = 400, whenBusy = 800, perChoice = 300, ofDistrict = 600,
                 ofOtherStreet = 3000, perHandled = 100;
constexpr int mostHandled = 3; // then it is no news any more

auto rankOf(const Recommended &r)
{
    return std::tuple(r.state == ResponderState::OffDuty, r.cardChoice.value_or(std::numeric_limits<int>::max()),
        !r.isSuited, r.cost, r.responder);
}

/// Gives each choice of the card to the one it names, or to the best of its kind whom no choice before has.
void followCard(std::vector<Recommended> &all, const DistrictStore &store, const std::vector<CardChoice> &card)
{
    for (const CardChoice &choice : card) {
        Recommended *best = nullptr;
        for (std::size_t i = 0; i < all.size(); ++i) {
            Recommended &one = all[i];
            const bool isMeant
                = choice.responder ? one.responder == *choice.responder : choice.kind == store.responders()[i].kind;
            if (isMeant && !one.cardChoice && one.state != ResponderState::OffDuty
                && (!best || rankOf(one) < rankOf(*best)))
                best = &one;
        }
        if (best)
            best->cardChoice = choice.choice;
    }
}

} // namespace

std::vector<Recommended> recommend(
    const Incident &incident, const DistrictStore &store, const CaseFile &file, std::size_t most, const RoadNet *roads)
{
    std::unordered_map<ResponderId, int> loads;
    for (const Incident &other : store.incidents()) {
        if (other.responder && isOpen(other.state))
            ++loads[*other.responder];
    }
    const bool hasPlace = incident.position && isUsable(*incident.position);
    std::optional<RoadNet::Ways> ways;
    if (hasPlace && roads)
        ways = roads->metresFrom(*incident.position);
    std::vector<Recommended> ranked;
    ranked.reserve(store.responders().size());
    for (const Responder &responder : store.responders()) {
        Recommended made{.responder = responder.id, .state = responder.state};
        const auto choice = std::ranges::find(file.suited, responder.kind);
        made.isSuited = choice != file.suited.end();
        made.handled = file.handled.value(responder.id);
        const auto load = loads.find(responder.id);
        made.load = load == loads.end() ? 0 : load->second;
        if (hasPlace && responder.position && isUsable(*responder.position)) {
            if (ways) {
                const RoadNet::Way way = ways->to(*responder.position);
                made.metres = way.metres;
                made.way = way.isAlongRoads ? WayKind::Roads : WayKind::Estimated;
            } else {
                made.metres = distanceMetres(*incident.position, *responder.position);
            }
        }
        made.isOwnStreet = responder.street && responder.street == incident.street;
        made.cost = made.metres.value_or(unknownWay) + perIncident * made.load
            + (responder.state == ResponderState::Busy ? whenBusy : 0)
            + (made.isSuited ? perChoice * double(choice - file.suited.begin()) : 0)
            - perHandled * std::min(made.handled, mostHandled)
            + (made.isOwnStreet        ? 0
                    : responder.street ? ofOtherStreet
                                       : ofDistrict);
        ranked.push_back(made);
    }
    followCard(ranked, store, file.card);
    const auto end = ranked.begin() + std::ptrdiff_t(std::min(most, ranked.size()));
    std::ranges::partial_sort(ranked, end, {}, rankOf);
    ranked.erase(end, ranked.end());
    return ranked;
}

} // namespace wuquan
