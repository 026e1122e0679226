// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/casewords.h"

#include "widgets/theme/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

struct Word {
    QLatin1StringView code;
    const char *chinese;
};

constexpr std::array eventWords{
    Word{"reported"_L1, QT_TRANSLATE_NOOP("CaseWords", "上报")},
    Word{"filed"_L1, QT_TRANSLATE_NOOP("CaseWords", "立案")},
    Word{"dispatched"_L1, QT_TRANSLATE_NOOP("CaseWords", "派遣")},
    Word{"recalled"_L1, QT_TRANSLATE_NOOP("CaseWords", "撤回")},
    Word{"transferred"_L1, QT_TRANSLATE_NOOP("CaseWords", "转派")},
    Word{"assisted"_L1, QT_TRANSLATE_NOOP("CaseWords", "增派协办")},
    Word{"delivered"_L1, QT_TRANSLATE_NOOP("CaseWords", "送达")},
    Word{"accepted"_L1, QT_TRANSLATE_NOOP("CaseWords", "签收")},
    Word{"arrived"_L1, QT_TRANSLATE_NOOP("CaseWords", "到场")},
    Word{"handled"_L1, QT_TRANSLATE_NOOP("CaseWords", "办结反馈")},
    Word{"return_asked"_L1, QT_TRANSLATE_NOOP("CaseWords", "申请退回")},
    Word{"returned"_L1, QT_TRANSLATE_NOOP("CaseWords", "退回")},
    Word{"return_refused"_L1, QT_TRANSLATE_NOOP("CaseWords", "不同意退回")},
    Word{"checked"_L1, QT_TRANSLATE_NOOP("CaseWords", "现场核查")},
    Word{"rejected"_L1, QT_TRANSLATE_NOOP("CaseWords", "核查不通过")},
    Word{"closed"_L1, QT_TRANSLATE_NOOP("CaseWords", "结案")},
    Word{"evaluated"_L1, QT_TRANSLATE_NOOP("CaseWords", "评价")},
    Word{"rechecked"_L1, QT_TRANSLATE_NOOP("CaseWords", "抽查")},
    Word{"suspended"_L1, QT_TRANSLATE_NOOP("CaseWords", "挂起")},
    Word{"resumed"_L1, QT_TRANSLATE_NOOP("CaseWords", "恢复")},
    Word{"escalated"_L1, QT_TRANSLATE_NOOP("CaseWords", "升级")},
    Word{"overdue"_L1, QT_TRANSLATE_NOOP("CaseWords", "超期")},
    Word{"supervised"_L1, QT_TRANSLATE_NOOP("CaseWords", "督办")},
    Word{"instructed"_L1, QT_TRANSLATE_NOOP("CaseWords", "批示")},
    Word{"answered"_L1, QT_TRANSLATE_NOOP("CaseWords", "回复督办")},
    Word{"merged"_L1, QT_TRANSLATE_NOOP("CaseWords", "并案")},
    Word{"absorbed"_L1, QT_TRANSLATE_NOOP("CaseWords", "并入一件")},
    Word{"reopened"_L1, QT_TRANSLATE_NOOP("CaseWords", "重新立案")},
    Word{"acknowledged"_L1, QT_TRANSLATE_NOOP("CaseWords", "确认告警")},
    Word{"shelved"_L1, QT_TRANSLATE_NOOP("CaseWords", "搁置告警")},
    Word{"unshelved"_L1, QT_TRANSLATE_NOOP("CaseWords", "取消搁置")},
    Word{"note"_L1, QT_TRANSLATE_NOOP("CaseWords", "备注")},
    Word{"attached"_L1, QT_TRANSLATE_NOOP("CaseWords", "附件")},
    Word{"rung"_L1, QT_TRANSLATE_NOOP("CaseWords", "联系来电人")},
    Word{"contact_seen"_L1, QT_TRANSLATE_NOOP("CaseWords", "查看来电号码")},
};

constexpr std::array refusalWords{
    Word{"no_seat"_L1, QT_TRANSLATE_NOOP("CaseWords", "这个账号没有岗位")},
    Word{"unknown"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有这件事件，或不在您的范围内")},
    Word{"role"_L1, QT_TRANSLATE_NOOP("CaseWords", "您的岗位不能这样做")},
    Word{"elsewhere"_L1, QT_TRANSLATE_NOOP("CaseWords", "这件事件属于别的街道")},
    Word{"state"_L1, QT_TRANSLATE_NOOP("CaseWords", "现在的状态下不能这样做")},
    Word{"suspended"_L1, QT_TRANSLATE_NOOP("CaseWords", "已挂起，请先恢复")},
    Word{"note_needed"_L1, QT_TRANSLATE_NOOP("CaseWords", "需要写明理由")},
    Word{"unknown_responder"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有这支队伍")},
    Word{"off_duty"_L1, QT_TRANSLATE_NOOP("CaseWords", "这支队伍不在岗")},
    Word{"no_patrol"_L1, QT_TRANSLATE_NOOP("CaseWords", "这支队伍不是巡逻队")},
    Word{"other_street"_L1, QT_TRANSLATE_NOOP("CaseWords", "这支队伍属于别的街道，请区中心派遣")},
    Word{"nobody"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有选派遣对象")},
    Word{"has_order"_L1, QT_TRANSLATE_NOOP("CaseWords", "已经派给它了")},
    Word{"no_order"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有可办的派遣单")},
    Word{"already"_L1, QT_TRANSLATE_NOOP("CaseWords", "已经做过了")},
    Word{"not_accepted"_L1, QT_TRANSLATE_NOOP("CaseWords", "还没有签收")},
    Word{"arrived"_L1, QT_TRANSLATE_NOOP("CaseWords", "已经到场，不能撤回")},
    Word{"co_open"_L1, QT_TRANSLATE_NOOP("CaseWords", "协办还没有办结")},
    Word{"own_case"_L1, QT_TRANSLATE_NOOP("CaseWords", "经手人不能核查自己的事件")},
    Word{"check_needed"_L1, QT_TRANSLATE_NOOP("CaseWords", "需要先现场核查")},
    Word{"result_needed"_L1, QT_TRANSLATE_NOOP("CaseWords", "需要选择结果")},
    Word{"not_chosen"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有抽中，或已抽查")},
    Word{"not_suspended"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有挂起")},
    Word{"top_level"_L1, QT_TRANSLATE_NOOP("CaseWords", "已是最高级别")},
    Word{"nothing_asked"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有待回复的督办")},
    Word{"too_long"_L1, QT_TRANSLATE_NOOP("CaseWords", "搁置的时间太长")},
    Word{"not_shelved"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有搁置")},
    Word{"no_patrol"_L1, QT_TRANSLATE_NOOP("CaseWords", "这支队伍没有巡逻任务")},
    Word{"call_open"_L1, QT_TRANSLATE_NOOP("CaseWords", "已有点名在进行")},
    Word{"call_ended"_L1, QT_TRANSLATE_NOOP("CaseWords", "点名已经结束")},
    Word{"unknown_call"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有这次点名")},
    Word{"unknown_post"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有这个岗位")},
    Word{"other_post"_L1, QT_TRANSLATE_NOOP("CaseWords", "不是您的岗位")},
    Word{"just_handed_over"_L1, QT_TRANSLATE_NOOP("CaseWords", "刚刚已经交班")},
    Word{"too_large"_L1, QT_TRANSLATE_NOOP("CaseWords", "文件太大")},
    Word{"too_many"_L1, QT_TRANSLATE_NOOP("CaseWords", "附件已满")},
    Word{"no_contact"_L1, QT_TRANSLATE_NOOP("CaseWords", "没有留下联系方式")},
    Word{"not_mergeable"_L1, QT_TRANSLATE_NOOP("CaseWords", "不能并入那件事件")},
};

constexpr std::array endWords{
    Word{"done"_L1, QT_TRANSLATE_NOOP("CaseWords", "已办结")},
    Word{"returned"_L1, QT_TRANSLATE_NOOP("CaseWords", "已退回")},
    Word{"recalled"_L1, QT_TRANSLATE_NOOP("CaseWords", "已撤回")},
    Word{"merged"_L1, QT_TRANSLATE_NOOP("CaseWords", "已并案")},
};

constexpr std::array<std::pair<QLatin1StringView, Qt::Key>, 13> actionKeys{std::pair{"file"_L1, Qt::Key_L},
    {"dispatch"_L1, Qt::Key_D}, {"accept"_L1, Qt::Key_A}, {"arrive"_L1, Qt::Key_R}, {"handle"_L1, Qt::Key_H},
    {"verify"_L1, Qt::Key_V}, {"evaluate"_L1, Qt::Key_E}, {"note"_L1, Qt::Key_N}, {"recall"_L1, Qt::Key_U},
    {"transfer"_L1, Qt::Key_T}, {"acknowledge"_L1, Qt::Key_K}, {"attach"_L1, Qt::Key_F}, {"ring"_L1, Qt::Key_C}};

QString inWords(const QString &code, std::span<const Word> list)
{
    const auto found = std::ranges::find(list, code, &Word::code);
    return found == list.end() ? plainLine(code) : QCoreApplication::translate("CaseWords", found->chinese);
}

QString word(const char *chinese)
{
    return QCoreApplication::translate("CaseWords", chinese);
}

} // namespace

QString words::eventKind(const QString &kind)
{
    return inWords(kind, eventWords);
}

QString words::refusal(const QString &code)
{
    return inWords(code, refusalWords);
}

QString words::orderEnd(const QString &endedAs)
{
    return inWords(endedAs, endWords);
}

QString words::decision(const DispatchDesk::Entry &entry, Instant now, Language language)
{
    const DispatchAnswer &answer = entry.answer;
    switch (answer.state) {
    case RequestState::Sending:
        return word(QT_TRANSLATE_NOOP("CaseWords", "正在提交…"));
    case RequestState::Waiting:
        return word(QT_TRANSLATE_NOOP("CaseWords", "还没有发出，等待连接"));
    case RequestState::Unknown:
        return word(QT_TRANSLATE_NOOP("CaseWords", "连接断开，结果未知，正在查询"));
    case RequestState::Done:
        return word(QT_TRANSLATE_NOOP("CaseWords", "已完成，等待刷新"));
    case RequestState::Conflict: {
        if (answer.happened.isEmpty())
            return word(QT_TRANSLATE_NOOP("CaseWords", "没有提交：事件已变"));
        const QString when = answer.at ? formatMoment(*answer.at, now, language) : QString();
        return word(QT_TRANSLATE_NOOP("CaseWords", "没有提交：%1 %2 已%3"))
            .arg(when, plainLine(answer.actor), eventKind(answer.happened));
    }
    case RequestState::Refused:
        return word(QT_TRANSLATE_NOOP("CaseWords", "没有提交：%1"))
            .arg(answer.code.isEmpty() ? plainLine(answer.reason) : refusal(answer.code));
    }
    return {};
}

bool leadsOn(const QString &action)
{
    return std::ranges::contains(std::array{"dispatch"_L1, "accept"_L1, "arrive"_L1, "handle"_L1, "grant_return"_L1,
                                     "verify"_L1, "check"_L1, "recheck"_L1, "evaluate"_L1, "resume"_L1, "answer"_L1},
        action);
}

QKeySequence actionKey(const QString &action)
{
    const auto found = std::ranges::find(actionKeys, action, &std::pair<QLatin1StringView, Qt::Key>::first);
    return found == actionKeys.end() ? QKeySequence() : QKeySequence(found->second);
}

QStringList actionsWithKeys()
{
    QStringList actions;
    for (const auto &[action, key] : actionKeys)
        actions << action;
    return actions;
}

} // namespace wuquan
