// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/parallel.h"

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace wuquan {

/// Sorts by the bits from `from` upwards and by nothing else; equal ones keep their order. Bits that all values share
/// cost nothing. A vector of 64-bit numbers, of which it takes another as large while it runs.
template <class Vector>
void radixSort(Vector &values, int from)
{
    constexpr int digitBits = 10;
    constexpr std::size_t digits = std::size_t(1) << digitBits;
    using Counts = std::array<std::uint32_t, digits>;
    std::uint64_t all = ~std::uint64_t(0), any = 0;
    for (const std::uint64_t value : values) {
        all &= value;
        any |= value;
    }
    std::uint64_t differing = values.empty() ? 0 : (all ^ any) >> from << from;
    const std::size_t pieces = piecesOf(values.size(), 50'000);
    std::vector<Counts> counts(pieces);
    Vector sorted(differing ? values.size() : 0);
    while (differing) {
        const int shift = std::countr_zero(differing);
        const auto digit = [shift](std::uint64_t value) { return value >> shift & (digits - 1); };
        inPieces(values.size(), pieces, [&](std::size_t piece, std::size_t begin, std::size_t end) {
            counts[piece].fill(0);
            for (std::size_t i = begin; i < end; ++i)
                ++counts[piece][digit(values[i])];
        });
        std::uint32_t first = 0;
        for (std::size_t d = 0; d < digits; ++d) {
            for (Counts &piece : counts) {
                const std::uint32_t count = piece[d];
                piece[d] = first;
                first += count;
            }
        }
        inPieces(values.size(), pieces, [&](std::size_t piece, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                sorted[counts[piece][digit(values[i])]++] = values[i];
        });
        values.swap(sorted);
        differing = shift + digitBits < 64 ? differing >> (shift + digitBits) << (shift + digitBits) : 0;
    }
}

} // namespace wuquan
