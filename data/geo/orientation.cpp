// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/orientation.h"

#include <array>
#include <cstddef>

namespace wuquan {

namespace {

/// An exact sum of doubles, kept as components that do not overlap, smallest first.
class Expansion {
public:
    /// Adds x·y exactly: the rounded product and what rounding lost.
    void addProduct(double x, double y)
    {
        const double product = x * y;
        add(std::fma(x, y, -product));
        add(product);
    }

    /// The largest component has the sign of the sum.
    [[nodiscard]] double sign() const
    {
        for (std::size_t i = m_count; i > 0; --i) {
            if (m_components[i - 1] != 0)
                return m_components[i - 1];
        }
        return 0;
    }

private:
    void add(double value)
    {
        for (std::size_t i = 0; i < m_count; ++i) {
            // Knuth's two-sum: sum and error are exact whatever the sizes.
            const double sum = value + m_components[i];
            const double part = sum - value;
            m_components[i] = (value - (sum - part)) + (m_components[i] - part);
            value = sum;
        }
        m_components[m_count++] = value;
    }

    std::array<double, 12> m_components{};
    std::size_t m_count = 0;
};

double exactOrientation(GeoPoint a, GeoPoint b, GeoPoint p)
{
    Expansion sum;
    sum.addProduct(a.longitude, b.latitude);
    sum.addProduct(-a.longitude, p.latitude);
    sum.addProduct(-p.longitude, b.latitude);
    sum.addProduct(-a.latitude, b.longitude);
    sum.addProduct(a.latitude, p.longitude);
    sum.addProduct(p.latitude, b.longitude);
    return sum.sign();
}

} // namespace

double orientation(GeoPoint a, GeoPoint b, GeoPoint p)
{
    const double left = (a.longitude - p.longitude) * (b.latitude - p.latitude);
    const double right = (a.latitude - p.latitude) * (b.longitude - p.longitude);
    const double difference = left - right;
    // (3 + 16ε)ε with ε = 2^-53: Shewchuk's bound for this order of operations.
    constexpr double bound = 3.3306690738754716e-16;
    if (std::abs(difference) > bound * (std::abs(left) + std::abs(right)))
        return difference;
    return exactOrientation(a, b, p);
}

} // namespace wuquan
