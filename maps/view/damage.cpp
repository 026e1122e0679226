// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/damage.h"

#include <algorithm>

namespace wuquan {

void DamageLog::add(std::vector<Damage> parts)
{
    if (parts.empty())
        return;
    ++m_revision;
    if (parts.size() > mostParts) {
        m_parts.clear();
        m_knownSince = m_revision;
        return;
    }
    if (m_parts.size() + parts.size() > mostParts) {
        // Whole revisions are forgotten.
        const std::uint64_t last = m_parts[m_parts.size() + parts.size() - mostParts - 1].revision;
        m_parts.erase(m_parts.begin(), std::ranges::upper_bound(m_parts, last, {}, &Damage::revision));
        m_knownSince = last;
    }
    for (Damage &part : parts) {
        part.revision = m_revision;
        m_parts.push_back(part);
    }
}

void DamageLog::addEverything()
{
    m_parts.clear();
    m_knownSince = ++m_revision;
}

std::optional<std::span<const Damage>> DamageLog::since(std::uint64_t revision) const
{
    if (revision < m_knownSince)
        return {};
    return std::span(std::ranges::upper_bound(m_parts, revision, {}, &Damage::revision), m_parts.end());
}

} // namespace wuquan
