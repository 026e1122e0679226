// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/store/districtstore.h"
#include "widgets/base/factlist.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace wuquan {

class Appearance;
class CaseActions;
class CaseFiles;
class CaseFolder;
class Room;
struct CaseWork;
class FigurePair;
class PlainLabel;
class SeverityMark;

/// What the card says of one incident.
class IncidentPage : public QWidget {
    Q_OBJECT
public:
    IncidentPage(const DistrictStore &store, const ServerClock &clock, Language language, Appearance &appearance,
        QWidget *parent = nullptr);

    /// Shows what may be done with the incident, and its whole history; all must outlive the page.
    void dispatchWith(const CaseWork &work);
    void showIncident(const Incident &incident);
    /// Says that the filter hides the incident elsewhere, and offers to clear it.
    void setOutsideFilter(bool outside);
    /// Counts the clock on.
    void tick();

Q_SIGNALS:
    void clearFilterRequested();

private:
    [[nodiscard]] QString place(const Incident &incident) const;
    [[nodiscard]] std::vector<Fact> details(const Incident &incident) const;
    [[nodiscard]] std::vector<Fact> course(const Incident &incident) const;
    /// Who reported it: "网格员 上报", "设备上报".
    [[nodiscard]] QString reportedBy(const QString &source) const;
    void showClock(const Incident &incident);
    void showCase();
    void showOnlookers();
    void retheme();

    const DistrictStore &m_store;
    const ServerClock &m_clock;
    Language m_language;
    Appearance &m_appearance;
    const CaseFolder *m_folder = nullptr; ///< null: nothing is known but the row
    const Room *m_room = nullptr; ///< likewise
    std::optional<IncidentId> m_id;
    QVBoxLayout *m_column;
    QHBoxLayout *m_heading;
    QHBoxLayout *m_outside;
    SeverityMark *m_mark;
    PlainLabel *m_title;
    PlainLabel *m_line;
    PlainLabel *m_onlookers;
    PlainLabel *m_outsideText;
    QPushButton *m_clearFilter;
    FigurePair *m_clocks; ///< of the step, and of the report
    CaseActions *m_actions = nullptr;
    CaseFiles *m_files = nullptr;
    FactList *m_supervisions;
    FactList *m_duplicates;
    FactList *m_orders;
    FactList *m_course;
    FactList *m_details;
};

} // namespace wuquan
