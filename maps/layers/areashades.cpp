// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/areashades.h"

#include "maps/style/type.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr int reportedDays = 30;
constexpr std::array<double, 4> openClasses{1, 2, 4, 7};

/// A number without more digits than it needs.
QString number(double value)
{
    return QLocale::c().toString(value, 'g', 6);
}

} // namespace

double roundedUp(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 0;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (value <= step * power * (1 + 1e-9))
            return step * power;
    }
    return 10 * power;
}

Rgb shadeColour(const Palette &palette, int shade)
{
    constexpr int eighth = ShadeScale::steps / 4;
    const int begin = std::clamp(shade, 0, ShadeScale::steps) / eighth;
    const auto stop = [&](int i) { return i == 0 ? palette.background : palette.choropleth[std::size_t(i - 1)]; };
    const double share = double(std::clamp(shade, 0, ShadeScale::steps) % eighth) / eighth;
    return share > 0 ? mixed(stop(begin), stop(begin + 1), share) : stop(begin);
}

int ShadeScale::shade(double value) const
{
    if (!(value > 0) || !(full > 0))
        return 0;
    if (isContinuous)
        return std::max(1, int(std::lround(std::min(value / full, 1.0) * steps)));
    const auto above = std::ranges::count_if(from, [&](double begin) { return value >= begin; });
    return std::max(1, int(above)) * steps / 4;
}

QStringList ShadeScale::labels(const QString &unit) const
{
    if (isContinuous)
        return {u"0"_s + unit, number(full / 2) + unit, u'≥' + number(full) + unit};
    QStringList made{u"0"_s + unit};
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (i + 1 == from.size())
            made << u'≥' + number(from[i]) + unit;
        else if (!isWhole)
            made << (i == 0 ? u'<' + number(from[1]) : number(from[i]) + u'–' + number(from[i + 1])) + unit;
        else if (from[i + 1] - from[i] > 1)
            made << number(from[i]) + u'–' + number(from[i + 1] - 1);
        else
            made << number(from[i]);
    }
    return made;
}

AreaShades::AreaShades(
    const DistrictStore &store, const ViewState &view, const AreaShapes &shapes, const OpenCounts &open)
    : m_measure(view.areaShading().measure)
{
    const auto each = [&](const auto &valueOf) {
        for (const Area &area : store.areas()) {
            if (const std::optional<double> value = valueOf(area.id))
                m_values[area.id] = *value;
        }
    };
    switch (m_measure) {
    case AreaMeasure::Open:
        each([&](AreaId id) { return std::optional<double>(open.count(id)); });
        break;
    case AreaMeasure::Overdue: {
        const OpenCounts overdue(store, view.filter(),
            [&](const Incident &incident) { return store.asOf() && isOverdue(incident, *store.asOf()); });
        each([&](AreaId id) { return std::optional<double>(overdue.count(id)); });
        break;
    }
    case AreaMeasure::OpenPerArea:
        each([&](AreaId id) -> std::optional<double> {
            const AreaShape *shape = shapes.shape(id);
            return shape && shape->squareMetres > 0 ? std::optional(open.count(id) * 1e6 / shape->squareMetres)
                                                    : std::nullopt;
        });
        break;
    case AreaMeasure::Reported:
        countReported(store, view.filter().circle);
        break;
    case AreaMeasure::DevicesSilent:
        countSilent(store);
        break;
    }
    for (const AreaLevel level : {AreaLevel::District, AreaLevel::Street, AreaLevel::Community, AreaLevel::Grid})
        m_scales[std::size_t(level) - 1] = scaleOf(shapes.shapes(level), view.areaShading().isContinuous);
}

void AreaShades::countReported(const DistrictStore &store, std::optional<Circle> circle)
{
    const TrendCube &trends = store.trends();
    for (const Area &area : store.areas()) {
        if (area.level != AreaLevel::Street || trends.isEmpty())
            continue;
        double sum = 0;
        for (const Circle one : allCircles) {
            if (!circle || one == *circle)
                sum += trends.sum(area.id, one, trends.endDay().addDays(-reportedDays), trends.endDay());
        }
        m_values[area.id] = sum;
    }
}

void AreaShades::countSilent(const DistrictStore &store)
{
    struct Count {
        int all = 0, silent = 0;
    };
    std::unordered_map<AreaId, Count> grids, sums;
    const DeviceColumns &devices = store.devices();
    for (std::size_t row = 0; row < devices.size(); ++row) {
        Count &count = grids[devices.grid[row]];
        ++count.all;
        count.silent += devices.state[row] == DeviceState::Offline || devices.state[row] == DeviceState::Fault;
    }
    for (const auto &[grid, count] : grids) {
        store.eachUpwards(grid, [&](const Area &area) {
            sums[area.id].all += count.all;
            sums[area.id].silent += count.silent;
        });
    }
    // An export knows devices by community.
    const auto isGrid = [&](const auto &one) {
        const Area *area = store.area(one.first);
        return area && area->level == AreaLevel::Grid;
    };
    if (!sums.empty() && std::ranges::none_of(sums, isGrid))
        m_finest = AreaLevel::Community;
    for (const auto &[id, count] : sums)
        m_values[id] = 100.0 * count.silent / count.all;
}

ShadeScale AreaShades::scaleOf(const std::vector<AreaShape> &shapes, bool isContinuous) const
{
    double most = 0;
    for (const AreaShape &shape : shapes)
        most = std::max(most, value(shape.id).value_or(0));
    ShadeScale scale;
    scale.isContinuous = isContinuous;
    scale.isWhole = m_measure != AreaMeasure::OpenPerArea && m_measure != AreaMeasure::DevicesSilent;
    double step = roundedUp(most / 4);
    if (scale.isWhole && step > 0)
        step = std::max(step, 1.0);
    scale.full = 4 * step;
    if (m_measure == AreaMeasure::Open && !isContinuous) {
        scale.from = openClasses;
        scale.full = openClasses.back();
    } else if (scale.isWhole && step <= 1) {
        scale.from = {1, 2, 3, 4};
    } else {
        scale.from = {scale.isWhole ? 1 : 0.0, step, 2 * step, 3 * step};
    }
    return scale;
}

AreaLevel AreaShades::levelOf(AreaLevel wanted) const
{
    return m_measure == AreaMeasure::Reported ? AreaLevel::Street : std::min(wanted, m_finest);
}

std::optional<double> AreaShades::value(AreaId area) const
{
    const auto at = m_values.find(area);
    return at == m_values.end() ? std::nullopt : std::optional(at->second);
}

int AreaShades::shade(AreaId area, AreaLevel level) const
{
    return scale(level).shade(value(area).value_or(0));
}

QString AreaShades::unit() const
{
    return m_measure == AreaMeasure::DevicesSilent ? u"%"_s : QString();
}

QString AreaShades::text(double value) const
{
    return QLocale::c().toString(value, 'f', value < 10 && value != std::round(value) ? 1 : 0) + unit();
}

} // namespace wuquan
