// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fullstate.h"

#include "data/core/shanghai.h"

#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::test {

namespace {

void fillCatalogue(ChangeBatch &batch)
{
    auto catalogue = std::make_shared<Catalogue>(*batch.catalogue);
    catalogue->responderKinds[{1}] = {{1}, u"grid_worker"_s, u"网格员"_s, u"Grid worker"_s, {}};
    catalogue->sources[u"12345"_s] = {u"市民热线"_s, u"Citizen hotline"_s};
    catalogue->attributes[u"title"_s] = u"江干区"_s;
    for (std::int16_t id = 2; id <= 60; ++id) {
        catalogue->incidentTypes[{id}] = {{id}, u"type_%1"_s.arg(id), u"占道经营 %1"_s.arg(id), u"Street vending"_s,
            u"zhan dao jing ying"_s, Circle(1 + id % 5), Severity(1 + id % 3)};
    }
    batch.catalogue = std::move(catalogue);
}

void fillRows(ChangeBatch &batch, std::minstd_rand &random)
{
    for (std::size_t i = 0; i < batch.areas.size(); ++i) {
        batch.areas[i].pinyin = u"ming shi she qu"_s;
        batch.areas[i].population = int(500 + i);
    }
    for (Device &device : batch.devices) {
        device.name = u"明石社区第三网格 监控摄像机 "_s + QString::number(device.id.value).rightJustified(3, u'0');
        if (device.kind != DeviceKindId{1})
            continue;
        device.heading = float(random() % 360);
        device.fieldOfView = float(60 + random() % 40);
        device.reach = float(40 + random() % 90);
    }
    for (Incident &incident : batch.incidents) {
        incident.source = u"12345"_s;
        incident.sourceId = u"HZ-%1"_s.arg(incident.id.value);
        incident.filedAt = incident.reportedAt + 3min;
        incident.dispatchedAt = incident.reportedAt + 8min;
        incident.acceptedAt = incident.reportedAt + 11min;
        incident.dueAt = incident.reportedAt + 24h;
        incident.responder = ResponderId{1 + incident.id.value % 40};
    }
    // One without anything that may be missing, one with everything.
    if (batch.incidents.size() >= 2) {
        Incident &bare = batch.incidents[0], &whole = batch.incidents[1];
        bare.position = {};
        bare.grid = bare.street = {};
        bare.responder = {};
        bare.filedAt = bare.dispatchedAt = bare.acceptedAt = bare.dueAt = {};
        whole.foreignCaseNumber = u"浙A-2026-0017"_s;
        whole.selfHandled = true;
        whole.arrivedAt = whole.handledAt = whole.closedAt = whole.reportedAt + 2h;
    }
    batch.responders.clear(); // these have all that a team can have
    for (int i = 1; i <= 40; ++i) {
        Responder responder{{i}, {1}, ResponderState(i % 3), u"网格员 %1"_s.arg(i), u"Worker %1"_s.arg(i)};
        if (i % 4) {
            responder.street = AreaId{2};
            responder.position = GeoPoint{120.2 + i * 0.001, 30.3};
        }
        responder.headcount = i % 5;
        responder.version = i;
        batch.responders.push_back(responder);
    }
    for (std::int64_t i = 1; i <= 12; ++i) {
        Annotation annotation{{i}, AnnotationKind(1 + i % 4), AnnotationRole(1 + i % 3)};
        for (int point = 0; point < annotationPointCount(annotation.kind).first; ++point)
            annotation.points.push_back({120.2 + double(i) * 0.001, 30.3 + point * 0.001});
        if (i == 5)
            annotation.points.clear(); // a row whose points can't be used
        annotation.text = u"演练集结点 %1"_s.arg(i);
        annotation.author = u"station"_s;
        annotation.createdAt = *batch.serverTime - std::chrono::hours(i);
        annotation.version = i;
        batch.annotations.push_back(annotation);
    }
    batch.irregularRows = {{u"device"_s, u"7"_s, u"position 0, 0"_s}, {u"incident"_s, u"9"_s, u"level"_s}};
}

void fillFigures(ChangeBatch &batch, Instant now, int length, std::minstd_rand &random)
{
    const QDate first = shanghai::dayOf(now).addDays(-length);
    auto cube = std::make_shared<TrendCube>(first, length);
    for (int street = 0; street <= 8; ++street) {
        const auto id = street == 0 ? std::nullopt : std::optional(AreaId{street + 1});
        for (const Circle circle : allCircles) {
            for (int day = 0; day < length; ++day)
                cube->setCount(id, circle, first.addDays(day), int(random() % 30));
            std::vector<int> seconds(20);
            for (int &second : seconds)
                second = int(random() % 86'400);
            cube->addHours(id, circle, first, seconds);
        }
    }
    batch.trends = std::move(cube);
    auto figures = std::make_shared<std::vector<IndicatorFigure>>();
    for (std::int16_t id = 1; id <= 12; ++id) {
        IndicatorFigure figure{{id}, u"figure_%1"_s.arg(id), u"入室盗窃警情同比"_s, u"Burglary, year on year"_s};
        figure.measure = IndicatorMeasure(id % 5);
        figure.definition = u"近 365 天与前 365 天之比,截至昨日 24 时"_s;
        figure.definitionEn = u"The trailing 365 days against the 365 before, up to yesterday 24:00"_s;
        if (id % 2) {
            figure.value = id * 1.5;
            figure.before = id * 2.0;
        }
        figure.numerator = id;
        figure.lowerIsBetter = id % 3;
        figures->push_back(figure);
    }
    batch.indicators = std::move(figures);
    batch.indicatorsAsOf = *batch.serverTime - std::chrono::minutes(10);
    batch.position = FeedPosition{{7'300'000'000'000'000'001, 2, 815'000'000'000'000}, {123'456, 789'012}};
}

} // namespace

ChangeBatch fullState(const SampleSize &size, Instant now, int trendDays)
{
    ChangeBatch batch = sampleDistrict(size, now);
    std::minstd_rand random(20181231);
    fillCatalogue(batch);
    fillRows(batch, random);
    fillFigures(batch, now, trendDays, random);
    return batch;
}

} // namespace wuquan::test
