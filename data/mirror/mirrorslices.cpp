// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorslices.h"

#include <algorithm>

namespace wuquan {

namespace {

/// Slices in the order of their keys with new ones, to be read, where keys are in none; what overlaps is left out.
std::vector<MirrorSlice> withoutGaps(std::vector<MirrorSlice> stored)
{
    std::ranges::sort(stored, {}, &MirrorSlice::from);
    const MirrorSlice all;
    std::vector<MirrorSlice> slices;
    std::int64_t covered = all.from;
    for (const MirrorSlice &slice : stored) {
        if (slice.from < covered || slice.to <= slice.from)
            continue;
        if (slice.from > covered)
            slices.push_back({.from = covered, .to = slice.from, .digest = {}});
        slices.push_back(slice);
        covered = slice.to;
    }
    if (covered < all.to)
        slices.push_back({.from = covered, .to = all.to, .digest = {}});
    return slices;
}

} // namespace

MirrorSlices::MirrorSlices(int rowsEach)
    : m_rowsEach(rowsEach)
    , m_slices(1)
{
}

MirrorSlices::MirrorSlices(int rowsEach, std::vector<MirrorSlice> stored)
    : m_rowsEach(rowsEach)
    , m_slices(withoutGaps(std::move(stored)))
{
    if (rowsEach == 0 && m_slices.size() > 1)
        m_slices.assign(1, {});
}

int MirrorSlices::readLimit(std::size_t index) const
{
    return index + 1 == m_slices.size() ? m_rowsEach : m_rowsEach * 3 / 2;
}

void MirrorSlices::splitAfter(std::size_t index, std::int64_t key)
{
    MirrorSlice &slice = m_slices[index];
    if (key >= slice.to || key <= slice.from)
        return;
    MirrorSlice rest{.from = key, .to = slice.to, .digest = {}, .isNew = slice.isNew};
    slice.to = key;
    slice.digest.reset();
    m_slices.insert(m_slices.begin() + std::ptrdiff_t(index) + 1, rest);
}

bool MirrorSlices::joinSmall()
{
    const std::size_t before = m_slices.size();
    for (std::size_t i = 0; i + 1 < m_slices.size();) {
        const MirrorSlice &next = m_slices[i + 1];
        const auto &a = m_slices[i].digest;
        const auto &b = next.digest;
        // An empty one goes as well, but for the last: that grows.
        const bool isLast = i + 2 == m_slices.size();
        if (a && b && (a->rows + b->rows < m_rowsEach / 2 || (!isLast && (a->rows == 0 || b->rows == 0)))) {
            m_slices[i].to = next.to;
            m_slices[i].digest.reset();
            m_slices.erase(m_slices.begin() + std::ptrdiff_t(i) + 1);
        } else {
            ++i;
        }
    }
    return m_slices.size() != before;
}

} // namespace wuquan
