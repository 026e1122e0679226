// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/districtstore.h"

#include <QObject>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace wuquan {

/// Why an incident alarms, the gravest first.
enum class AlarmKind : std::uint8_t {
    Urgent, ///< an urgent one that nobody has signed for
    UrgentOverdue, ///< a step of an urgent one is past its time
    PressingOverdue, ///< likewise of a pressing one
};
inline constexpr std::array allAlarmKinds{AlarmKind::Urgent, AlarmKind::UrgentOverdue, AlarmKind::PressingOverdue};

/// An alarm that stands. A plain value.
struct Alarm {
    IncidentId incident;
    AlarmKind kind = AlarmKind::Urgent;
    Instant since; ///< of the report, or of the time that was missed
    bool isShelved = false; ///< put aside for a while: silent, but counted

    bool operator==(const Alarm &) const = default;
};

/// In a flood alarms are told by kind and street.
struct AlarmGroup {
    AlarmKind kind = AlarmKind::Urgent;
    AreaId street; ///< 0: none
    int count = 0;
    IncidentId gravest;

    bool operator==(const AlarmGroup &) const = default;
};

/// The alarms that wait for somebody to take note: counted from the store and the server's clock. An alarm ends when it
/// is acknowledged, when its reason goes, or for a while when it is shelved. More than ten new ones in ten minutes are
/// a flood (rule 5 of the screen rules); what sounds, sounds at most once in ten seconds. Lives in the GUI thread;
/// owned by app.
class AlarmList : public QObject {
    Q_OBJECT
public:
    static constexpr std::ptrdiff_t floodCount = 10;
    static constexpr std::chrono::minutes floodSpan{10};
    static constexpr std::chrono::seconds soundGap{10};

    AlarmList(const DistrictStore &store, std::function<Instant()> serverNow, QObject *parent = nullptr);

    /// Those that are not shelved, the gravest first; of equal ones the longest standing.
    [[nodiscard]] const std::vector<Alarm> &standing() const { return m_standing; }
    [[nodiscard]] int shelvedCount() const { return m_shelved; }
    [[nodiscard]] bool isFlood() const { return m_flood; }
    /// By kind and street, the gravest kind and the largest group first.
    [[nodiscard]] std::vector<AlarmGroup> groups() const;
    /// Looks at the clock again; called every second.
    void tick() { refresh(); }

Q_SIGNALS:
    void changed();
    /// A new one that should be heard: the gravest of those since the last.
    void sounded(const wuquan::Alarm &alarm);

private:
    struct Known {
        AlarmKind kind;
        Instant firstSeen;
        bool wasThere = false; ///< when we came
    };

    void refresh();
    void sound(Instant now);
    [[nodiscard]] static std::optional<Alarm> alarmOf(const Incident &incident, Instant now);

    const DistrictStore &m_store;
    std::function<Instant()> m_serverNow;
    std::vector<Alarm> m_standing;
    int m_shelved = 0;
    bool m_flood = false;
    bool m_hasLooked = false; ///< what stood when we came is not new
    std::unordered_map<IncidentId, Known> m_known; ///< that alarm, shelved or not
    std::optional<Alarm> m_toSound;
    std::optional<Instant> m_lastSound;
};

} // namespace wuquan
