// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/drillprepare.h"
#include "data/server/drillrunner.h"
#include "tests/support/temporaryserver.h"

#include <QDate>

#include <limits>

namespace wuquan {

/// How wuquanctl ended.
struct EndedProgram {
    int code = -1;
    QString output, errors;
};

/// A server with a district in whose past there is one busy day, and empty databases to practise in; all of them belong
/// to a login that is no superuser. Ends the test program when something can't be made.
class DrillFixture {
public:
    /// Of the busy day, besides those that a drill leaves out.
    static constexpr int incidents = 320;
    static inline const QDate day{2026, 8, 20}; ///< a Thursday

    DrillFixture();

    [[nodiscard]] const TemporaryServer &server() const { return m_server; }
    [[nodiscard]] QString connection(const QString &database, const QString &user = QStringLiteral("keeper")) const;
    [[nodiscard]] postgres::Settings settings(
        const QString &database, const QString &user = QStringLiteral("keeper")) const;
    [[nodiscard]] postgres::Session open(const QString &database, const QString &user = QStringLiteral("keeper")) const;
    /// An empty one of the owner's.
    void makeDatabase(const QString &name) const;
    /// A drill of the busy day in a new database.
    void makeDrill(const QString &name) const;
    /// Everything in a database, as its superuser dumps it.
    [[nodiscard]] QByteArray dump(const QString &database) const;
    [[nodiscard]] std::int64_t number(const QString &database, const QByteArray &sql) const;
    [[nodiscard]] Instant serverTime() const;
    /// One that runs by this clock.
    [[nodiscard]] DrillRunner run(const QString &database, const DrillPart &part, const Clock &clock) const;
    /// Lets the clock go from one thing to do to the next, until so many were brought in or to the end; how many were.
    static int pass(DrillRunner &runner, FixedClock &clock, int most = std::numeric_limits<int>::max());
    [[nodiscard]] static EndedProgram wuquanctl(const QStringList &arguments);

private:
    TemporaryServer m_server;
};

} // namespace wuquan
