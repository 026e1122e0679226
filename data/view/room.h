// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/room.h"
#include "data/store/districtstore.h"
#include "data/view/requestdesk.h"
#include "data/view/selection.h"

#include <QObject>

#include <memory>

namespace wuquan {

/// What this station has asked for in its room and does not know to be done.
class RoomDesk final : public RequestDesk<RoomRequest, RoomAnswer> {
    Q_OBJECT
public:
    explicit RoomDesk(const DistrictStore &store, QObject *parent = nullptr)
        : RequestDesk(store, parent)
    {
    }

    void pointHere(
        std::optional<IncidentId> incident, std::optional<GeoPoint> place, double zoom, const QString &words);
    void beginCall(const QString &words);
    void answerCall(std::int64_t call, std::int64_t post, const QString &words);
    void endCall(std::int64_t call);
    void writeShift(const QString &words);
    void handOver(const QString &words);

Q_SIGNALS:
    void requested(const wuquan::RoomRequest &request); ///< for the writer
    void settled(const wuquan::RoomRequest &request);

private:
    void ask(RoomRequest request);
    /// The news is soon: what was done needs no row to be believed.
    [[nodiscard]] bool isShown(const Entry &) const override { return true; }
    void tellSettled(const Entry &entry) override { Q_EMIT settled(entry.request); }
};

/// What is going on in the room besides the incidents: who looks at what, where somebody wants all to look, the
/// roll-call, the shift, and where somebody is missing. Lives in the GUI thread; owned by app, which carries news in
/// and what is looked at out.
class Room : public QObject {
    Q_OBJECT
public:
    Room(const DistrictStore &store, const Selection &selection, QObject *parent = nullptr);

    [[nodiscard]] const RoomNews &news() const { return m_news; }
    /// Whether the last attempt to hear something succeeded.
    [[nodiscard]] bool isHeard() const { return m_isHeard; }
    [[nodiscard]] RoomDesk &desk() { return m_desk; }
    /// The posts that look at an incident now, besides ours.
    [[nodiscard]] QStringList onlookers(IncidentId incident) const;

public Q_SLOTS:
    void take(const std::shared_ptr<const wuquan::RoomNews> &news);
    void lose();

Q_SIGNALS:
    void changed();
    /// Somebody else wants us to look, and has not said so before.
    void pointedAt(const wuquan::RoomPointer &pointer);
    void looked(std::optional<wuquan::IncidentId> incident); ///< for the reader

private:
    const Selection &m_selection;
    RoomDesk m_desk;
    RoomNews m_news;
    bool m_isHeard = false;
    std::optional<std::int64_t> m_lastPointer; ///< none: nothing was heard yet
};

} // namespace wuquan
