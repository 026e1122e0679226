// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/domain/dispatch.h"
#include "widgets/base/factlist.h"

#include <QCoreApplication>

namespace wuquan {

class DistrictStore;

/// What the case file tells, as lines of a card.
class CaseFacts {
    Q_DECLARE_TR_FUNCTIONS(CaseFacts)
public:
    CaseFacts(const DistrictStore &store, Language language, Instant now)
        : m_store(store)
        , m_language(language)
        , m_now(now)
    {
    }

    /// What was done, the newest first: when, what, by whom, what was said.
    [[nodiscard]] std::vector<Fact> events(const CaseFile &file) const;
    /// Who has or had an order, and how far they are.
    [[nodiscard]] std::vector<Fact> orders(const CaseFile &file) const;
    /// What leaders want, and until when.
    [[nodiscard]] std::vector<Fact> supervisions(const CaseFile &file) const;
    /// Open incidents that may be the same.
    [[nodiscard]] std::vector<Fact> duplicates(const CaseFile &file) const;

private:
    [[nodiscard]] QString moreOf(const CaseEvent &event, const CaseFile &file) const;

    const DistrictStore &m_store;
    Language m_language;
    Instant m_now;
};

} // namespace wuquan
