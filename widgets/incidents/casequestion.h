// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/domain/dispatch.h"
#include "data/store/districtstore.h"

#include <QWidget>

#include <optional>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace wuquan {

class Appearance;
class FlowLayout;
class PlainLabel;
class ResponderPicker;
class RoadNet;

/// Asks for what an action needs besides the decision: whom to send, a reason, a result. Return answers, Esc leaves.
class CaseQuestion : public QWidget {
    Q_OBJECT
public:
    CaseQuestion(const DistrictStore &store, Language language, Appearance &appearance, QWidget *parent = nullptr);

    /// Whether the action can be done without a question.
    [[nodiscard]] static bool needsNothing(const CaseAction &action);
    void ask(const CaseAction &action, const Incident &incident, const CaseFile &file);
    /// Ranks teams by the way along these roads where the district wants that; null: by the straight way.
    void setRoads(const RoadNet *roads) { m_roads = roads; }
    /// Hides it; nothing is answered.
    void leave();
    [[nodiscard]] bool isAsking() const { return m_action.has_value(); }

Q_SIGNALS:
    void answered(const wuquan::CaseAction &action, const QJsonObject &detail);
    void left();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void askWords();
    void addPhrases(const std::vector<CasePhrase> &phrases);
    void addChoice(const QString &text, const QString &key, const QJsonValue &value);
    void finish();
    void retheme();

    const DistrictStore &m_store;
    Language m_language;
    const Appearance &m_appearance;
    const RoadNet *m_roads = nullptr;
    std::optional<CaseAction> m_action;
    QJsonObject m_detail; ///< what was answered so far
    std::vector<CasePhrase> m_phrases; ///< that are offered for its words
    QVBoxLayout *m_column;
    PlainLabel *m_heading;
    ResponderPicker *m_picker;
    QWidget *m_choices;
    FlowLayout *m_choiceRow;
    QLineEdit *m_words;
    QPushButton *m_confirm;
};

} // namespace wuquan
