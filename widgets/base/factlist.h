// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/incident.h"

#include <QWidget>

#include <optional>
#include <vector>

class QGridLayout;

namespace wuquan {

class Appearance;

/// One line of a FactList.
struct Fact {
    QString label;
    QString value;
    std::optional<Severity> mark = {}; ///< drawn before the label

    bool operator==(const Fact &) const = default;
};

/// Lines of a label and a value beneath a small heading; used by cards. Rebuilt only when something differs.
class FactList : public QWidget {
    Q_OBJECT
public:
    enum class Values { Left, Right };

    FactList(Values values, Appearance &appearance, QWidget *parent = nullptr);
    /// Hides itself when there are no facts.
    void setFacts(const QString &heading, const std::vector<Fact> &facts);

private:
    void rebuild();
    void retheme();

    Appearance &m_appearance;
    Values m_values;
    QString m_heading;
    std::vector<Fact> m_facts;
    QGridLayout *m_grid;
};

} // namespace wuquan
