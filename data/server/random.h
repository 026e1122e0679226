// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace wuquan {

/// A small generator whose numbers are the same on every machine and compiler: xoshiro256** of Blackman and Vigna,
/// seeded by splitmix64. Integers only, because the library's distributions and libm differ between platforms.
class Random {
public:
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0)
    {
        std::uint64_t x = seed ^ (stream * 0xd1342543de82ef95u);
        for (std::uint64_t &word : m_state)
            word = splitMix(x);
    }

    /// The next number of the splitmix64 sequence; also a good hash of x.
    static std::uint64_t splitMix(std::uint64_t &x)
    {
        std::uint64_t z = (x += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

    std::uint64_t next()
    {
        const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
        const std::uint64_t t = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= t;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

    /// 0…bound−1; bound below 2³².
    std::int64_t below(std::int64_t bound) { return std::int64_t(((next() >> 32) * std::uint64_t(bound)) >> 32); }
    /// low…high, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
    bool percent(int chance) { return below(100) < chance; }
    /// 0…1000, most often in the middle.
    std::int64_t middling() { return (below(501) + below(501)); }

    template <class T>
    const T &oneOf(const std::vector<T> &values)
    {
        return values[std::size_t(below(std::int64_t(values.size())))];
    }

private:
    std::array<std::uint64_t, 4> m_state;
};

/// Picks indices in proportion to integer weights.
class Weighted {
public:
    Weighted() = default;
    explicit Weighted(std::span<const std::int64_t> weights)
    {
        std::int64_t sum = 0;
        m_sums.reserve(weights.size());
        for (std::int64_t weight : weights)
            m_sums.push_back(sum += weight);
    }
    [[nodiscard]] bool isEmpty() const { return m_sums.empty() || m_sums.back() == 0; }
    [[nodiscard]] std::int64_t total() const { return m_sums.empty() ? 0 : m_sums.back(); }
    std::size_t pick(Random &random) const
    {
        return std::size_t(std::ranges::upper_bound(m_sums, random.below(m_sums.back())) - m_sums.begin());
    }

private:
    std::vector<std::int64_t> m_sums;
};

/// Shares total out in proportion to the weights by largest remainder; the shares sum to total exactly.
[[nodiscard]] inline std::vector<std::int64_t> shared(std::int64_t total, std::span<const std::int64_t> weights)
{
    std::int64_t sum = 0;
    for (std::int64_t weight : weights)
        sum += weight;
    std::vector<std::int64_t> shares(weights.size(), 0);
    if (sum == 0)
        return shares;
    std::vector<std::pair<std::int64_t, std::size_t>> remainders;
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        shares[i] = total * weights[i] / sum;
        left -= shares[i];
        remainders.emplace_back(-(total * weights[i] % sum), i);
    }
    std::ranges::sort(remainders);
    for (std::size_t i = 0; i < std::size_t(left); ++i)
        ++shares[remainders[i].second];
    return shares;
}

} // namespace wuquan
