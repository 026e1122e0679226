// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/casequestion.h"

#include "data/dispatch/recommendation.h"
#include "widgets/base/flowlayout.h"
#include "widgets/base/outlinebutton.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/incidents/incidentmodel.h"
#include "widgets/incidents/responderpicker.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double choiceWidth = 340; // design pixels
constexpr int longestWords = 1024; ///< as the database takes them

bool sendsSomebody(const QString &action)
{
    return action == "dispatch"_L1 || action == "transfer"_L1 || action == "assist"_L1;
}

/// The best whom this seat may send: a street room sends none of another street, and would only be refused.
std::vector<Recommended> sendable(
    const Incident &incident, const DistrictStore &store, const CaseFile &file, const RoadNet *roads)
{
    std::vector<Recommended> best = recommend(incident, store, file, store.responders().size(), roads);
    if (file.role == "operator"_L1 || file.role == "head"_L1) {
        std::erase_if(best, [&](const Recommended &who) {
            const Responder *const responder = store.responder(who.responder);
            return !who.isOwnStreet && responder && responder->street;
        });
    }
    best.resize(std::min(best.size(), ResponderPicker::shownMost));
    return best;
}

bool hasResult(const QString &action)
{
    return action == "check"_L1 || action == "recheck"_L1;
}

} // namespace

CaseQuestion::CaseQuestion(const DistrictStore &store, Language language, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_language(language)
    , m_appearance(appearance)
    , m_column(new QVBoxLayout(this))
    , m_heading(new PlainLabel(appearance, TextRole::Body, Tone::Secondary))
    , m_picker(new ResponderPicker(store, language, appearance))
    , m_choices(new QWidget)
    , m_choiceRow(new FlowLayout(m_choices))
    , m_words(new QLineEdit)
    , m_confirm(new QPushButton)
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_words->setMaxLength(longestWords);
    m_confirm->setProperty("flatRole", u"outline"_s);
    pressByReturn(*m_confirm);
    for (QWidget *part : {static_cast<QWidget *>(m_heading), static_cast<QWidget *>(m_picker), m_choices,
             static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_confirm)}) {
        m_column->addWidget(part);
        part->hide();
    }
    connect(m_picker, &ResponderPicker::chosen, this, [this](ResponderId responder) {
        m_detail.insert("responder"_L1, qint64(responder.value));
        if (m_action && m_action->needsNote)
            askWords();
        else
            finish();
    });
    connect(m_picker, &ResponderPicker::left, this, &CaseQuestion::left);
    const auto confirm = [this] {
        if (const QString words = m_words->text().trimmed(); !words.isEmpty()) {
            m_detail.insert("note"_L1, words);
            finish();
        }
    };
    connect(m_words, &QLineEdit::returnPressed, this, confirm);
    connect(m_confirm, &QPushButton::clicked, this, confirm);
    connect(m_words, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_confirm->setEnabled(!text.trimmed().isEmpty()); });
    connect(&appearance, &Appearance::changed, this, &CaseQuestion::retheme);
    hide();
    retheme();
}

bool CaseQuestion::needsNothing(const CaseAction &action)
{
    return !action.needsNote && !sendsSomebody(action.action) && !hasResult(action.action)
        && action.action != "evaluate"_L1 && action.action != "merge"_L1;
}

void CaseQuestion::ask(const CaseAction &action, const Incident &incident, const CaseFile &file)
{
    leave();
    m_action = action;
    m_detail = {};
    m_phrases = file.phrases.value(action.action);
    if (action.order)
        m_detail.insert("order"_L1, qint64(*action.order));
    m_heading->setText(localName(m_language, action.name, action.nameEn));
    m_heading->show();
    if (sendsSomebody(action.action)) {
        const bool byRoads = m_store.catalogue().attributes.value(u"ways"_s) == "roads"_L1;
        m_picker->setRecommended(sendable(incident, m_store, file, byRoads ? m_roads : nullptr));
        m_picker->show();
        show();
        m_picker->begin();
        return;
    }
    if (hasResult(action.action)) {
        addChoice(tr("已解决"), u"solved"_s, true);
        addChoice(tr("未解决"), u"solved"_s, false);
    } else if (action.action == "evaluate"_L1) {
        for (int score = 5; score >= 1; --score)
            addChoice(tr("%n 分", nullptr, score), u"score"_s, score);
    } else if (action.action == "merge"_L1) {
        for (const CaseDuplicate &duplicate : file.duplicates) {
            if (const Incident *other = m_store.incident(duplicate.incident))
                addChoice(
                    tr("并入 %1 · %2 米").arg(incidentTitle(m_store, m_language, *other)).arg(int(duplicate.metres)),
                    u"into"_s, qint64(other->id.value));
        }
    } else {
        show();
        askWords();
        return;
    }
    m_choices->show();
    show();
    if (QWidget *first = m_choices->findChild<QPushButton *>())
        first->setFocus(Qt::ShortcutFocusReason);
}

void CaseQuestion::addChoice(const QString &text, const QString &key, const QJsonValue &value)
{
    auto *button = outlineButton(text, m_appearance.theme(), choiceWidth);
    connect(button, &QPushButton::clicked, this, [this, key, value] {
        m_detail.insert(key, value);
        finish();
    });
    m_choiceRow->addWidget(button);
    button->setVisible(true); // it is to have the focus at once
}

void CaseQuestion::addPhrases(const std::vector<CasePhrase> &phrases)
{
    clearLayout(*m_choiceRow);
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        const QString words = plainLine(localName(m_language, phrases[i].words, phrases[i].wordsEn));
        auto *button = outlineButton(u"%1  Alt+%2"_s.arg(words).arg(i + 1), m_appearance.theme(), choiceWidth);
        button->setShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + int(i))));
        connect(button, &QPushButton::clicked, this, [this, words] {
            m_words->setText(words);
            m_words->setFocus(Qt::OtherFocusReason);
        });
        m_choiceRow->addWidget(button);
        button->setVisible(true);
    }
    m_choices->setVisible(!phrases.empty());
}

void CaseQuestion::askWords()
{
    m_picker->hide();
    addPhrases(m_phrases);
    m_words->clear();
    m_words->setPlaceholderText(tr("理由或内容，回车提交"));
    m_confirm->setText(m_heading->text());
    m_confirm->setEnabled(false);
    m_words->show();
    m_confirm->show();
    m_words->setFocus(Qt::ShortcutFocusReason);
}

void CaseQuestion::leave()
{
    m_action.reset();
    clearLayout(*m_choiceRow);
    for (QWidget *part : {static_cast<QWidget *>(m_heading), static_cast<QWidget *>(m_picker), m_choices,
             static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_confirm)})
        part->hide();
    hide();
}

void CaseQuestion::finish()
{
    if (!m_action)
        return;
    const CaseAction action = *m_action;
    const QJsonObject detail = m_detail;
    leave();
    Q_EMIT answered(action, detail);
}

/// Esc is the window's, unless a question is asked.
bool CaseQuestion::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isAsking()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void CaseQuestion::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isAsking())
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

void CaseQuestion::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_column->setSpacing(theme.px(8));
    m_choiceRow->setSpacing(theme.px(8));
    m_words->setFont(theme.font(TextRole::Body));
    m_words->setMinimumHeight(theme.px(36));
    m_confirm->setFont(theme.font(TextRole::Body));
    m_confirm->setMinimumHeight(theme.px(34));
}

} // namespace wuquan
