// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/domain/circle.h"
#include "data/server/workingcalendar.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace wuquan {

namespace postgres {
class Session;
}

/// A grid event type as its catalogue file has it; its key in the database is its place in the file, from 1.
struct DemoType {
    QString code, name, nameEn, pinyin;
    Circle circle = Circle::Public;
    std::int16_t defence = 1, platform = 1, level = 1, severity = 3;
    std::int64_t weight = 0; ///< how often, compared with the others of its circle
    int selfHandled = 0; ///< percent solved on the spot
    QString origin{}; ///< a source code, or "mixed"
    QString handler{}; ///< which responders handle it: a value of DemoResponderKind::handles
    QString spot{}; ///< list of words in demo.toml, or "none"
    StepLimit file{}, dispatch{}, handle{}, verify{};
};

struct DemoDeviceKind {
    QString code, name, nameEn;
    bool positioned = true;
    std::int64_t count = 0;
    int offline = 0, fault = 0, alarm = 0; ///< per 10,000
    QString place{}; ///< "road" puts it beside a road where there is one
};

struct DemoPlaceKind {
    QString code, name, nameEn;
    Circle circle = Circle::Public;
    std::int64_t count = 0;
    QString spread{}; ///< community, street or none
    QString pattern{}, patternEn{};
};

struct DemoResponderKind {
    QString code, name, nameEn;
    QString per{}; ///< street, community, grid, which it then looks after, or district
    std::int64_t count = 0;
    QString pattern{}, patternEn{};
    std::optional<std::int16_t> department{};
    std::int16_t headcount = 1;
    QString handles{}; ///< platform code, "police", "fire", "urgent" or "internet"
    QString hours{}; ///< "always", "office", "all" shifts or one by "turns"
    QStringList shifts{}; ///< "07:00-15:00"
    std::int64_t gap = 0; ///< one in so many lacks one of its shifts; 0: none
    std::int16_t reportEvery_min = 0; ///< while on duty; 0: never

    /// The value of wuquan.responder.hours.
    [[nodiscard]] QByteArray databaseHours() const { return shifts.isEmpty() ? hours.toLatin1() : "roster"; }
};

struct DemoIndicator {
    QString code, name, nameEn, measure, outcome, better, definition, definitionEn;
    std::vector<std::size_t> types{}; ///< places in DemoCatalogue::types
};

/// An entry of the responsibility, standard, visit and hazard lists.
struct DemoCatalogueItem {
    QString list;
    std::int16_t item = 1;
    QString name, nameEn;
    std::optional<std::int16_t> circle{}, defence{};
};

/// Every catalogue of the demo district, read from resources/catalogue.
struct DemoCatalogue {
    std::vector<DemoType> types;
    std::vector<DemoDeviceKind> deviceKinds;
    std::vector<DemoPlaceKind> placeKinds;
    std::vector<DemoResponderKind> responderKinds;
    std::vector<DemoIndicator> indicators;
    std::vector<DemoCatalogueItem> items;
    std::vector<std::array<QString, 3>> departments; ///< code, Chinese name, English name
    QHash<QString, std::size_t> typeByCode;

    /// ErrorKind::Input names the file and what is wrong with it.
    static Result<DemoCatalogue> read();
    /// Copies everything into the empty catalogue tables.
    Result<void> load(postgres::Session &session) const;
};

/// Copies the catalogues into a migrated database that has no incident types yet, in one transaction; how many types
/// there are. ErrorKind::Refused when it has some: a catalogue in use is changed by its administrator.
Result<std::int64_t> importCatalogue(postgres::Session &session);

/// The key in the database of an entry by its place in the catalogue.
[[nodiscard]] constexpr std::int16_t keyOf(std::size_t index)
{
    return std::int16_t(index + 1);
}

} // namespace wuquan
