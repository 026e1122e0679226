// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/drillscore.h"

#include <QTextStream>

namespace wuquan {

/// The score of a drill as text: sums by step, and a line for each incident.
class DrillTable {
public:
    explicit DrillTable(QTextStream &out)
        : m_out(out)
    {
    }
    void writeSums(const DrillScore &score);
    /// The steps of an incident come one after the other; end() writes the last incident.
    void add(const DrillStep &step);
    void end();

private:
    QTextStream &m_out;
    std::vector<DrillStep> m_steps; ///< of one incident
    bool m_isBegun = false;
};

[[nodiscard]] QString drillCsvTitle();
[[nodiscard]] QString drillCsvLine(const DrillStep &step);

} // namespace wuquan
