// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/measurement.h"

#include "data/geo/geodesic.h"
#include "data/geo/orientation.h"

#include <algorithm>
#include <numeric>

namespace wuquan {

std::vector<double> Measurement::legs() const
{
    std::vector<double> metres;
    for (std::size_t i = 1; i < points.size(); ++i)
        metres.push_back(geodesicMetres(points[i - 1], points[i]).value_or(0));
    if (kind == Kind::Area && isMeasurable())
        metres.push_back(geodesicMetres(points.back(), points.front()).value_or(0));
    return metres;
}

double Measurement::total() const
{
    const std::vector<double> metres = legs();
    return std::accumulate(metres.begin(), metres.end(), 0.0);
}

double Measurement::area() const
{
    if (kind != Kind::Area || !isMeasurable())
        return 0;
    return geodesicSize(points).value_or(PolygonSize{}).area_m2;
}

bool Measurement::crossesItself() const
{
    if (kind != Kind::Area)
        return false;
    // As straight lines in degrees: in a city they lie on the geodesics to the millimetre.
    const auto isBetween = [](GeoPoint a, GeoPoint b, GeoPoint from, GeoPoint to) {
        const double one = orientation(a, b, from), other = orientation(a, b, to);
        return (one < 0 && other > 0) || (one > 0 && other < 0);
    };
    const std::size_t count = points.size();
    for (std::size_t i = 0; i + 2 < count; ++i) {
        // Neighbours share a corner, and so do the first and the last side.
        for (std::size_t k = i + 2; k < count - (i == 0); ++k) {
            const GeoPoint a = points[i], b = points[i + 1], c = points[k], d = points[(k + 1) % count];
            if (std::max(a.longitude, b.longitude) < std::min(c.longitude, d.longitude)
                || std::max(c.longitude, d.longitude) < std::min(a.longitude, b.longitude))
                continue;
            if (isBetween(a, b, c, d) && isBetween(c, d, a, b))
                return true;
        }
    }
    return false;
}

Measurement Measurement::with(GeoPoint point) const
{
    Measurement longer = *this;
    longer.points.push_back(point);
    return longer;
}

} // namespace wuquan
