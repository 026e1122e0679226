// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/domain/circle.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <array>
#include <cmath>
#include <vector>

namespace wuquan {

/// A count of the year before the trailing one and its change on it.
struct DemoChange {
    std::int64_t before = 0;
    double change = 0; ///< percent

    /// The count of the trailing 365 days, to the nearest whole one.
    [[nodiscard]] std::int64_t now() const { return std::llround(double(before) * (100 + change) / 100); }
};

/// How many of the incidents of an indicator have its outcome, by year, the trailing one first.
struct DemoOutcome {
    std::vector<double> percent;
    std::int64_t count = -1; ///< of the trailing year where it is fixed, else −1
};

/// What the generator aims at, from resources/catalogue/demo.toml.
struct DemoTargets {
    QString title, titleEn;
    int years = 5;
    std::vector<int> older; ///< percent of the second year, for the third year and those before
    std::array<std::int64_t, 5> circleNow{}; ///< incidents of the trailing 365 days by circle
    std::array<double, 5> circleChange{}; ///< percent on the 365 days before
    QHash<QString, DemoChange> indicators; ///< by indicator code
    QHash<QString, DemoChange> suppressed; ///< by kind
    QHash<QString, DemoOutcome> outcomes; ///< by indicator code
    int largerAccidentDaysAgo = 0;
    struct Reported {
        double value = 0;
        QString note, noteEn;
    };
    QHash<QString, Reported> reported; ///< by indicator code
    struct Range {
        int low = 0, high = 0;
    };
    int openUrgent = 0;
    Range openPressing, openTotal, openOverdue;
    int gridStaff = 0, secondedStaff = 0;
    struct RunCard {
        QStringList day, night; ///< codes of kinds of responders, the first choice first
    };
    QHash<QString, RunCard> runCards; ///< by a value of DemoResponderKind::handles
    QHash<QString, QStringList> spots; ///< words for titles

    /// ErrorKind::Input names the entry that is missing or out of range.
    static Result<DemoTargets> read();
};

} // namespace wuquan
