// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/store/districtstore.h"
#include "widgets/base/factlist.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace wuquan {

class Appearance;
class BigFigure;
class PlainLabel;
class SeverityMark;

/// What the card says of one incident.
class IncidentPage : public QWidget {
    Q_OBJECT
public:
    IncidentPage(const DistrictStore &store, const ServerClock &clock, Language language, Appearance &appearance,
        QWidget *parent = nullptr);

    void showIncident(const Incident &incident);
    /// Counts the clock on.
    void tick();

private:
    [[nodiscard]] QString place(const Incident &incident) const;
    [[nodiscard]] std::vector<Fact> details(const Incident &incident) const;
    [[nodiscard]] std::vector<Fact> course(const Incident &incident) const;
    /// Who reported it: "网格员 上报", "设备上报".
    [[nodiscard]] QString reportedBy(const QString &source) const;
    void showClock(const Incident &incident);
    void retheme();

    const DistrictStore &m_store;
    const ServerClock &m_clock;
    Language m_language;
    const Appearance &m_appearance;
    std::optional<IncidentId> m_id;
    QVBoxLayout *m_column;
    QHBoxLayout *m_heading;
    QHBoxLayout *m_clocks;
    SeverityMark *m_mark;
    PlainLabel *m_title;
    PlainLabel *m_line;
    BigFigure *m_step;
    BigFigure *m_reported;
    FactList *m_course;
    FactList *m_details;
};

} // namespace wuquan
