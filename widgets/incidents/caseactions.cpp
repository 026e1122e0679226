// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/caseactions.h"

#include "widgets/base/flowlayout.h"
#include "widgets/base/outlinebutton.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/incidents/batchline.h"
#include "widgets/incidents/casequestion.h"
#include "widgets/incidents/casewords.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QApplication>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

CaseActions::CaseActions(const DistrictStore &store, CaseWork work, const ServerClock &clock, Language language,
    Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_work(work)
    , m_desk(work.desk)
    , m_folder(work.folder)
    , m_clock(clock)
    , m_language(language)
    , m_appearance(appearance)
    , m_column(new QVBoxLayout(this))
    , m_decision(new QWidget)
    , m_decisionText(new PlainLabel(appearance, TextRole::Body, Tone::Warning))
    , m_dismiss(new QPushButton)
    , m_batch(new BatchLine(work, appearance))
    , m_unread(new PlainLabel(appearance, TextRole::Body, Tone::Warning))
    , m_reached(new PlainLabel(appearance, TextRole::Strong))
    , m_buttons(new QWidget)
    , m_row(new FlowLayout(m_buttons))
    , m_question(new CaseQuestion(store, language, appearance))
{
    m_question->setRoads(work.roads);
    m_column->setContentsMargins(0, 0, 0, 0);
    auto *line = new QHBoxLayout(m_decision);
    line->setContentsMargins(0, 0, 0, 0);
    m_decisionText->setMaximumLines(PlainLabel::allLines);
    line->addWidget(m_decisionText, 1);
    m_dismiss->setProperty("flatRole", u"outline"_s);
    pressByReturn(*m_dismiss);
    line->addWidget(m_dismiss, 0, Qt::AlignTop);
    m_column->addWidget(m_batch);
    m_column->addWidget(m_decision);
    m_reached->hide();
    m_column->addWidget(m_reached);
    m_unread->setMaximumLines(PlainLabel::allLines);
    m_unread->hide();
    m_column->addWidget(m_unread);
    m_column->addWidget(m_buttons);
    m_column->addWidget(m_question);
    connect(m_dismiss, &QPushButton::clicked, this, [this] {
        if (m_told)
            m_desk.dismiss(*m_told);
    });
    connect(new QShortcut(Qt::Key_O, m_dismiss), &QShortcut::activated, m_dismiss, &QPushButton::click);
    connect(m_question, &CaseQuestion::answered, this, &CaseActions::act);
    connect(m_question, &CaseQuestion::left, this, &CaseActions::leaveQuestion);
    connect(&m_folder, &CaseFolder::changed, this, &CaseActions::follow);
    connect(&m_desk, &DispatchDesk::changed, this, &CaseActions::showDecision);
    connect(&m_desk, &DispatchDesk::settled, this, &CaseActions::showReached);
    connect(&appearance, &Appearance::changed, this, &CaseActions::retheme);
    for (const QString &action : actionsWithKeys())
        connect(new QShortcut(actionKey(action), this), &QShortcut::activated, this, [this, action] { begin(action); });
    follow();
    retheme();
}

const Incident *CaseActions::incident() const
{
    return m_folder.state() == CaseFolder::State::None ? nullptr : m_store.incident(m_of);
}

void CaseActions::follow()
{
    const IncidentId now = m_folder.incident();
    if (now != m_of) {
        m_of = now;
        m_wanted.clear();
        m_reached->hide();
        if (m_question->isAsking())
            leaveQuestion();
    }
    showActions();
    showDecision();
    const bool isFailed = m_folder.state() == CaseFolder::State::Failed;
    if (isFailed)
        m_unread->setText(tr("案卷未读到，操作可能已变：%1").arg(plainLine(m_folder.reason())));
    m_unread->setVisible(isFailed);
    if (m_folder.state() != CaseFolder::State::Read || !m_folder.file())
        return;
    confirmDelivery();
    if (!m_wanted.isEmpty())
        begin(std::exchange(m_wanted, {}));
}

void CaseActions::showActions()
{
    const CaseFile *const file = m_folder.file();
    std::vector<CaseAction> offered;
    if (file) {
        std::ranges::copy_if(file->actions, std::back_inserter(offered), [&](const CaseAction &action) {
            return action.action != "deliver"_L1 && (action.action != "merge"_L1 || !file->duplicates.empty());
        });
        if (!file->contact.isEmpty()) {
            offered.push_back({caseAction::ring, tr("联系来电人 %1").arg(file->contact), {}, false, {}});
            if (file->role != "operator"_L1)
                offered.push_back({caseAction::seeContact, tr("查看号码"), {}, true, {}});
        }
        if (file->attachmentLimit > 0)
            offered.push_back({caseAction::attach, tr("添加附件"), {}, false, {}});
    }
    // The usual one is where the eye begins.
    const auto usual = std::ranges::find_if(offered, leadsOn, &CaseAction::action);
    const bool hasUsual = usual != offered.end();
    if (hasUsual)
        std::rotate(offered.begin(), usual, usual + 1);
    if (offered == m_shown)
        return;
    m_shown = std::move(offered);
    const bool hadFocus = m_buttons->isAncestorOf(QApplication::focusWidget());
    clearLayout(*m_row);
    for (const CaseAction &action : m_shown)
        addButton(action, hasUsual && &action == &m_shown.front());
    m_buttons->setVisible(!m_shown.empty() && !m_question->isAsking());
    if (hadFocus && m_row->count() > 0)
        m_row->itemAt(0)->widget()->setFocus();
}

QString CaseActions::labelOf(const CaseAction &action) const
{
    QString label = plainLine(localName(m_language, action.name, action.nameEn));
    if (action.order && m_folder.file()) {
        const auto &orders = m_folder.file()->orders;
        const auto order = std::ranges::find(orders, *action.order, &CaseOrder::id);
        if (order != orders.end())
            label = plainLine(localName(m_language, order->receiver, order->receiverEn)) + u'：' + label;
    }
    return label;
}

void CaseActions::addButton(const CaseAction &action, bool isUsual)
{
    const Theme &theme = m_appearance.theme();
    auto *button = new QPushButton(m_buttons);
    const QString key = action.order ? QString() : actionKey(action.action).toString();
    const QString label = labelOf(action);
    button->setText(key.isEmpty() ? label : label + u"  "_s + key);
    button->setAccessibleName(label);
    button->setProperty("flatRole", isUsual ? u"primary"_s : u"outline"_s);
    button->setFont(theme.font(isUsual ? TextRole::Strong : TextRole::Body));
    button->setMinimumHeight(theme.px(36));
    pressByReturn(*button);
    connect(button, &QPushButton::clicked, this, [this, action] { start(action); });
    m_row->addWidget(button);
    button->setVisible(true); // at once: a layout would do it later
}

void CaseActions::showDecision()
{
    const DispatchDesk::Entry *const entry = m_desk.entryOf(m_of);
    m_told = entry ? std::optional(entry->request.key) : std::nullopt;
    m_decision->setVisible(entry != nullptr);
    const bool isUnderWay = entry && !isFinal(entry->answer.state);
    m_buttons->setEnabled(!isUnderWay);
    if (!entry)
        return;
    m_decisionText->setText(words::decision(*entry, m_clock.now(), m_language));
    const bool failed = entry->answer.state == RequestState::Conflict || entry->answer.state == RequestState::Refused;
    m_decisionText->setTone(failed || entry->answer.state == RequestState::Unknown ? Tone::Warning : Tone::Secondary);
    m_dismiss->setText(entry->answer.state == RequestState::Waiting ? tr("取消 O") : tr("知道了 O"));
    m_dismiss->setVisible(failed || entry->answer.state == RequestState::Waiting);
}

void CaseActions::begin(const QString &action)
{
    const CaseFile *const file = m_folder.file();
    if (!file && m_folder.state() == CaseFolder::State::Reading) {
        m_wanted = action;
        return;
    }
    const auto found = std::ranges::find_if(
        m_shown, [&](const CaseAction &shown) { return shown.action == action && !shown.order; });
    if (found != m_shown.end() && m_buttons->isEnabled())
        start(*found);
    else if (found == m_shown.end() && m_folder.state() == CaseFolder::State::Reading)
        m_wanted = action; // the card shows the row that is new already, the file follows
}

void CaseActions::start(const CaseAction &action)
{
    const Incident *const about = incident();
    const CaseFile *const file = m_folder.file();
    if (!about || !file)
        return;
    if (action.action == caseAction::attach) {
        Q_EMIT fileWanted();
        return;
    }
    if (!isAncestorOf(QApplication::focusWidget()))
        m_focusBefore = QApplication::focusWidget();
    if (CaseQuestion::needsNothing(action)) {
        act(action, action.order ? QJsonObject{{"order"_L1, qint64(*action.order)}} : QJsonObject());
        return;
    }
    m_buttons->hide();
    m_question->ask(action, *about, *file);
}

void CaseActions::act(const CaseAction &action, const QJsonObject &detail)
{
    leaveQuestion();
    std::vector<QUuid> keys;
    for (const IncidentId incident : targets(action)) {
        if (const auto key = m_desk.act(incident, action.action, detail))
            keys.push_back(*key);
    }
    if (keys.size() > 1)
        m_batch->follow(plainLine(localName(m_language, action.name, action.nameEn)), std::move(keys));
}

std::vector<IncidentId> CaseActions::targets(const CaseAction &action) const
{
    // An order and a caller are those of one incident.
    const bool isOfOne = action.order || action.action == caseAction::ring || action.action == caseAction::seeContact
        || action.action == "merge"_L1;
    if (isOfOne || !m_work.marked.contains(m_of))
        return {m_of};
    return m_work.marked.all();
}

/// The number that was asked for: rung at once, or to be seen until another incident is selected.
void CaseActions::showReached(const DispatchRequest &request, const DispatchAnswer &answer)
{
    if (answer.phone.isEmpty() || request.incident != m_of)
        return;
    const bool isRung = request.action == caseAction::ring && QDesktopServices::openUrl(QUrl(u"tel:"_s + answer.phone));
    if (isRung)
        return;
    m_reached->setText(request.action == caseAction::ring ? tr("本机没有拨号程序") : tr("来电人 %1").arg(answer.phone));
    m_reached->show();
}

void CaseActions::leaveQuestion()
{
    m_question->leave();
    m_buttons->setVisible(!m_shown.empty());
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
}

/// An order has reached its receiver when their screen shows it.
void CaseActions::confirmDelivery()
{
    const CaseFile &file = *m_folder.file();
    if (file.role != "field"_L1 && file.role != "department"_L1)
        return;
    const auto deliver = std::ranges::find(file.actions, u"deliver"_s, &CaseAction::action);
    if (deliver != file.actions.end())
        m_desk.act(
            m_of, deliver->action, deliver->order ? QJsonObject{{"order"_L1, qint64(*deliver->order)}} : QJsonObject());
}

void CaseActions::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_column->setSpacing(theme.px(10));
    m_row->setSpacing(theme.px(8));
    m_dismiss->setFont(theme.font(TextRole::Body));
    m_dismiss->setMinimumHeight(theme.px(34));
    m_shown.clear();
    showActions();
}

} // namespace wuquan
