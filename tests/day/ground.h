// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"
#include "tests/support/temporaryserver.h"

#include <QTemporaryDir>

namespace wuquan::day {

/// A street whose room works today.
struct Street {
    QString name;
    std::int32_t area = 0;
};

/// The district on the morning of the day: the demo's places, teams and history, nothing open, logins with passwords.
class Ground {
public:
    Ground();
    /// Blocks for half a minute.
    [[nodiscard]] Result<void> prepare();

    [[nodiscard]] TemporaryServer &server() { return m_server; }
    [[nodiscard]] const Street &street(std::size_t number) const { return m_streets[number]; }
    /// How a login connects, as --db takes it.
    [[nodiscard]] QString connection(const QString &login) const;
    [[nodiscard]] Result<postgres::Session> open(const QString &login) const;
    /// As the superuser who watches.
    [[nodiscard]] postgres::Settings watcher() const { return m_server.settings(); }
    [[nodiscard]] QString folder(const QString &name) const { return m_folder.filePath(name); }

    /// Takes in the report of this number, in a street; the same however often it is told. Gives the incident.
    [[nodiscard]] Result<std::int64_t> report(std::size_t street, int number);

private:
    /// Where reports of a street come from.
    struct Place {
        std::int32_t grid = 0;
        double longitude = 0, latitude = 0;
    };

    [[nodiscard]] Result<void> demandPasswords();
    [[nodiscard]] Result<void> giveSeats();
    [[nodiscard]] Result<void> readPlaces(postgres::Session &session);
    [[nodiscard]] Result<void> addUser(const QString &by, const QString &login, const QStringList &arguments);

    TemporaryServer m_server;
    QTemporaryDir m_folder;
    std::vector<Street> m_streets;
    std::vector<std::vector<Place>> m_places; ///< by street
    std::vector<std::int16_t> m_types; ///< in turn
    std::optional<postgres::Session> m_source;
};

} // namespace wuquan::day
