// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/request.h"

#include <QUuid>

#include <algorithm>
#include <utility>
#include <vector>

namespace wuquan {

/// What this station has asked the database to do and does not see in the store yet: a wish until its row has come
/// back. Requests and answers have a key, answers a state.
template <class Request, class Answer>
class PendingRequests {
public:
    struct Entry {
        Request request;
        Answer answer;
        int heardSince = 0; ///< polls of the feed that were heard after it was done
    };

    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const Entry *find(const QUuid &key) const
    {
        const auto at
            = std::ranges::find(m_entries, key, [](const Entry &entry) -> const QUuid & { return entry.request.key; });
        return at == m_entries.end() ? nullptr : &*at;
    }

    void add(const Request &request)
    {
        Answer answer;
        answer.key = request.key;
        m_entries.push_back({request, std::move(answer)});
    }
    /// Whether it was asked here.
    bool answer(const Answer &answer)
    {
        const auto *found = find(answer.key);
        if (!found)
            return false;
        m_entries[std::size_t(found - m_entries.data())].answer = answer;
        return true;
    }
    /// The feed has given out all that a poll told.
    void hear()
    {
        for (Entry &entry : m_entries)
            entry.heardSince += entry.answer.state == RequestState::Done ? 1 : 0;
    }
    void forget(const QUuid &key)
    {
        std::erase_if(m_entries, [&](const Entry &entry) { return entry.request.key == key; });
    }
    /// Takes out what was done and is on the screen. Of two polls that end after an answer the second began after it:
    /// whatever the row has become is in the store then.
    template <class Agrees>
    [[nodiscard]] std::vector<Entry> takeShown(const Agrees &agrees)
    {
        std::vector<Entry> shown;
        std::erase_if(m_entries, [&](const Entry &entry) {
            if (entry.answer.state != RequestState::Done || !(entry.heardSince >= 2 || agrees(entry)))
                return false;
            shown.push_back(entry);
            return true;
        });
        return shown;
    }

private:
    std::vector<Entry> m_entries; ///< in the order in which they were asked for
};

} // namespace wuquan
