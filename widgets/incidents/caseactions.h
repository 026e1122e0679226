// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/store/districtstore.h"
#include "data/view/casework.h"

#include <QPointer>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace wuquan {

class Appearance;
class BatchLine;
class CaseQuestion;
class FlowLayout;
class PlainLabel;

/// What may be done with the selected incident, one key or click each, and what came of the last decision. What the
/// database offers is offered; what it says is shown.
class CaseActions : public QWidget {
    Q_OBJECT
public:
    CaseActions(const DistrictStore &store, CaseWork work, const ServerClock &clock, Language language,
        Appearance &appearance, QWidget *parent = nullptr);

    /// Does it, or asks for what it needs; waits for the case file when that is still being read.
    void begin(const QString &action);

Q_SIGNALS:
    void fileWanted(); ///< somebody wants to put a file with the incident

private:
    void follow();
    void showActions();
    void showDecision();
    void addButton(const CaseAction &action, bool isUsual);
    void start(const CaseAction &action);
    void act(const CaseAction &action, const QJsonObject &detail);
    /// What is decided now is decided about all of these.
    [[nodiscard]] std::vector<IncidentId> targets(const CaseAction &action) const;
    void showReached(const DispatchRequest &request, const DispatchAnswer &answer);
    void leaveQuestion();
    void confirmDelivery();
    [[nodiscard]] QString labelOf(const CaseAction &action) const;
    [[nodiscard]] const Incident *incident() const;
    void retheme();

    const DistrictStore &m_store;
    CaseWork m_work;
    DispatchDesk &m_desk;
    CaseFolder &m_folder;
    const ServerClock &m_clock;
    Language m_language;
    const Appearance &m_appearance;
    QVBoxLayout *m_column;
    QWidget *m_decision;
    PlainLabel *m_decisionText;
    QPushButton *m_dismiss;
    BatchLine *m_batch;
    PlainLabel *m_unread; ///< that the case file could not be read
    PlainLabel *m_reached; ///< the caller's number, while it may be seen
    QWidget *m_buttons;
    FlowLayout *m_row;
    CaseQuestion *m_question;
    std::vector<CaseAction> m_shown;
    std::optional<QUuid> m_told; ///< the decision that is shown
    QString m_wanted; ///< action that waits for the case file
    IncidentId m_of; ///< whose actions these are
    QPointer<QWidget> m_focusBefore; ///< gets the focus back
};

} // namespace wuquan
