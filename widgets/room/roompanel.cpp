// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room/roompanel.h"

#include "data/core/clock.h"
#include "widgets/base/outlinebutton.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/room/roomwords.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double panelWidth = 480; // design pixels
constexpr std::size_t voidsShown = 6, linesShown = 6, answersShown = 8; ///< so that it stays on a screen of 1080 lines
constexpr int longestWords = 1024; ///< as the database takes them

} // namespace

RoomPanel::RoomPanel(Room &room, const DistrictStore &store, Selection &selection, const ServerClock &clock,
    Language language, Appearance &appearance, QWidget *parent)
    : Popup(panelWidth, appearance, parent)
    , m_room(room)
    , m_store(store)
    , m_selection(selection)
    , m_clock(clock)
    , m_language(language)
    , m_appearance(appearance)
    , m_call(new FactList(FactList::Values::Left, appearance))
    , m_callButtons(new QVBoxLayout)
    , m_voidHeading(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
    , m_voids(new QVBoxLayout)
    , m_shift(new FactList(FactList::Values::Left, appearance))
    , m_words(new QLineEdit)
    , m_write(new QPushButton(tr("记一条")))
    , m_handOver(new QPushButton)
    , m_request(new PlainLabel(appearance, TextRole::Body, Tone::Warning))
{
    setAccessibleName(tr("值班室"));
    const Theme &theme = appearance.theme();
    m_request->setMaximumLines(PlainLabel::allLines);
    m_voidHeading->setText(tr("空档"));
    m_words->setMaxLength(longestWords);
    m_words->setPlaceholderText(tr("写入交接记录，回车提交"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_words, 1);
    line->addWidget(m_write);
    for (QVBoxLayout *list : {m_callButtons, m_voids})
        list->setSpacing(theme.px(6));
    for (QWidget *control :
        {static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_write), static_cast<QWidget *>(m_handOver)}) {
        control->setFont(theme.font(TextRole::Body));
        control->setMinimumHeight(theme.px(36));
    }
    for (QPushButton *button : {m_write, m_handOver}) {
        button->setProperty("flatRole", u"outline"_s);
        pressByReturn(*button);
    }
    column().addWidget(m_call);
    column().addLayout(m_callButtons);
    column().addWidget(m_voidHeading);
    column().addLayout(m_voids);
    column().addWidget(m_shift);
    column().addLayout(line);
    column().addWidget(m_handOver);
    column().addWidget(m_request);
    connect(m_words, &QLineEdit::returnPressed, this, &RoomPanel::writeLine);
    connect(m_write, &QPushButton::clicked, this, &RoomPanel::writeLine);
    connect(m_handOver, &QPushButton::clicked, this, &RoomPanel::handOver);
    connect(&room, &Room::changed, this, &RoomPanel::refresh);
    connect(&room.desk(), &RoomDesk::changed, this, &RoomPanel::refresh);
    refresh();
}

bool RoomPanel::leads() const
{
    return m_room.news().role == "district"_L1 || m_room.news().role == "leader"_L1;
}

bool RoomPanel::isOfRoom() const
{
    const QString &role = m_room.news().role;
    return role == "district"_L1 || role == "head"_L1 || role == "operator"_L1;
}

void RoomPanel::refresh()
{
    showCall();
    showVoids();
    showShift();
    const QString request = words::roomRequest(m_room.desk());
    m_request->setText(request);
    m_request->setVisible(!request.isEmpty());
    if (isVisible())
        resize(width(), column().totalHeightForWidth(width()));
}

void RoomPanel::addButton(QVBoxLayout &to, const QString &text, const QString &name, std::function<void()> pressed)
{
    auto *button = outlineButton(text, m_appearance.theme(), panelWidth - 64);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, std::move(pressed));
    to.addWidget(button);
    button->setVisible(true);
}

void RoomPanel::showCall()
{
    const QString focused = focusWidget() ? focusWidget()->objectName() : QString();
    clearLayout(*m_callButtons);
    std::vector<Fact> facts;
    const auto &call = m_room.news().call;
    if (call) {
        // Who is missing comes first.
        auto posts = call->posts;
        std::ranges::stable_partition(posts, [](const CalledPost &post) { return !post.answeredAt; });
        for (const CalledPost &post : posts) {
            if (post.answeredAt && facts.size() >= answersShown) {
                facts.push_back({{}, tr("另有 %1 个岗位已应").arg(posts.size() - facts.size())});
                break;
            }
            const QString name = plainLine(localName(m_language, post.name, post.nameEn));
            QString answer = tr("未应");
            if (post.answeredAt)
                answer = tr("已应 %1 · %2")
                             .arg(formatMoment(*post.answeredAt, m_clock.now(), m_language), plainLine(post.by))
                    + (post.words.isEmpty() ? QString() : u" · "_s + plainLine(post.words));
            facts.push_back(
                {name, answer, post.answeredAt || !call->isOpen ? std::nullopt : std::optional(Severity::Pressing)});
            if (call->isOpen && post.isMine && !post.answeredAt)
                addButton(*m_callButtons, tr("应到：%1").arg(name), u"answer-%1"_s.arg(post.id),
                    [this, id = call->id, who = post.id] { m_room.desk().answerCall(id, who, {}); });
        }
    }
    if (facts.empty())
        facts.push_back({tr("点名"), tr("近 8 小时没有点名")});
    if (leads() && call && call->isOpen)
        addButton(*m_callButtons, tr("结束点名"), u"end-call"_s, [this, id = call->id] { m_room.desk().endCall(id); });
    else if (leads())
        addButton(*m_callButtons, tr("开始点名"), u"begin-call"_s, [this] { m_room.desk().beginCall({}); });
    const QString when = call ? formatMoment(call->at, m_clock.now(), m_language) : QString();
    m_call->setFacts(!call ? tr("点名")
            : call->isOpen ? tr("点名 · %1 起").arg(when)
                           : tr("点名 · %1 · 已结束").arg(when),
        facts);
    if (auto *again = focused.isEmpty() ? nullptr : findChild<QPushButton *>(focused))
        again->setFocus();
}

void RoomPanel::showVoids()
{
    clearLayout(*m_voids);
    const auto &voids = m_room.news().voids;
    m_voidHeading->setVisible(!voids.empty());
    m_voidHeading->setText(tr("空档 · %1 处").arg(voids.size()));
    for (std::size_t i = 0; i < std::min(voids.size(), voidsShown); ++i) {
        const VoidAlert &alert = voids[i];
        addButton(*m_voids, words::voidAlert(alert, m_store, m_clock.now(), m_language), u"void-%1"_s.arg(alert.id),
            [this, alert] {
                if (alert.responder)
                    m_selection.select(*alert.responder);
                else if (alert.area)
                    m_selection.select(*alert.area);
                close();
            });
    }
}

void RoomPanel::showShift()
{
    const auto &shift = m_room.news().shift;
    for (QWidget *control :
        {static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_write), static_cast<QWidget *>(m_handOver)})
        control->setVisible(isOfRoom());
    m_handOver->setText(m_isSure ? tr("再按一次签字：本班记录从此锁定") : tr("签字交班"));
    std::vector<Fact> facts;
    if (shift) {
        const Instant now = m_clock.now();
        if (shift->openedAt)
            facts.push_back({tr("本班"), tr("%1 起").arg(formatMoment(*shift->openedAt, now, m_language))});
        if (shift->last) {
            const ClosedShift &last = *shift->last;
            QString line = tr("%1 由 %2 交班 · 在办 %3 · 超期 %4")
                               .arg(formatMoment(last.at, now, m_language), plainLine(last.by))
                               .arg(last.open)
                               .arg(last.overdue);
            if (!last.words.isEmpty())
                line += u" · "_s + plainLine(last.words);
            facts.push_back({tr("上一班"), line});
        }
        for (std::size_t i = 0; i < std::min(shift->lines.size(), linesShown); ++i) {
            const ShiftLine &entry = shift->lines[i];
            facts.push_back(
                {formatMoment(entry.at, now, m_language), plainLine(entry.post) + u" · "_s + plainLine(entry.words)});
        }
    }
    if (facts.empty() && isOfRoom())
        facts.push_back({tr("本班"), tr("还没有记录，第一条记录或交班开始本班")});
    m_shift->setFacts(tr("交接班"), facts);
}

void RoomPanel::writeLine()
{
    const QString words = m_words->text().trimmed();
    if (words.isEmpty())
        return;
    m_room.desk().writeShift(words);
    m_words->clear();
}

void RoomPanel::handOver()
{
    if (std::exchange(m_isSure, !m_isSure))
        m_room.desk().handOver(m_words->text().trimmed());
    showShift();
}

} // namespace wuquan
