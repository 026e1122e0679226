// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/request.h"
#include "data/store/districtstore.h"

#include <QObject>
#include <QUuid>

#include <algorithm>
#include <utility>
#include <vector>

namespace wuquan {

/// What every desk says; a template can't say anything by itself.
class DeskSignals : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void withdrawn(const QUuid &key); ///< for the writer
    void changed(); ///< the entries, or what is allowed
};

/// What this station has asked the database to do and does not see in the store yet: a wish until its row has come
/// back. Requests and answers have a key, answers a state. Lives in the GUI thread; owned by app, which carries
/// requests to a writer and answers back.
template <class Request, class Answer>
class RequestDesk : public DeskSignals {
public:
    struct Entry {
        Request request;
        Answer answer;
        int heardSince = 0; ///< polls of the feed that were heard after it was done
    };

    /// What is not settled, in the order it was asked for.
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const Entry *entry(const QUuid &key) const
    {
        const auto at = find(key);
        return at == m_entries.end() ? nullptr : &*at;
    }
    /// Forgets what was refused or in conflict, and takes back what still waits to be sent.
    void dismiss(const QUuid &key)
    {
        const auto at = find(key);
        if (at == m_entries.end())
            return;
        const RequestState state = at->answer.state;
        if (state == RequestState::Waiting)
            Q_EMIT withdrawn(key); // it may be too late: the answer says
        else if (isFinal(state) && state != RequestState::Done)
            m_entries.erase(at);
        Q_EMIT changed();
    }
    void answer(const Answer &answer)
    {
        const auto at = std::ranges::find(m_entries, answer.key, &RequestDesk::keyOf);
        if (at == m_entries.end())
            return;
        at->answer = answer;
        Q_EMIT changed();
        settle();
    }
    /// The feed has given out all that a poll told.
    void hear()
    {
        for (Entry &entry : m_entries)
            entry.heardSince += entry.answer.state == RequestState::Done ? 1 : 0;
        settle();
    }

protected:
    explicit RequestDesk(const DistrictStore &store, QObject *parent)
        : DeskSignals(parent)
        , m_store(store)
    {
    }

    [[nodiscard]] const DistrictStore &store() const { return m_store; }
    void add(const Request &request)
    {
        Answer answer;
        answer.key = request.key;
        m_entries.push_back({request, std::move(answer)});
        Q_EMIT changed();
    }
    void forget(QUuid key)
    {
        std::erase_if(m_entries, [&](const Entry &entry) { return entry.request.key == key; });
    }
    /// Lets go of what was done and is on the screen. Of two polls that end after an answer the second began after it:
    /// whatever the row has become is in the store then.
    void settle()
    {
        std::vector<Entry> shown;
        std::erase_if(m_entries, [&](const Entry &entry) {
            if (entry.answer.state != RequestState::Done || !(entry.heardSince >= 2 || isShown(entry)))
                return false;
            shown.push_back(entry);
            return true;
        });
        if (shown.empty())
            return;
        for (const Entry &entry : shown)
            tellSettled(entry);
        Q_EMIT changed();
    }

private:
    [[nodiscard]] static const QUuid &keyOf(const Entry &entry) { return entry.request.key; }
    [[nodiscard]] auto find(const QUuid &key) const { return std::ranges::find(m_entries, key, &RequestDesk::keyOf); }
    /// Whether the store shows what was done.
    [[nodiscard]] virtual bool isShown(const Entry &entry) const = 0;
    virtual void tellSettled(const Entry &entry) = 0;

    const DistrictStore &m_store;
    std::vector<Entry> m_entries;
};

} // namespace wuquan
