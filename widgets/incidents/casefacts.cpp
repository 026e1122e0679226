// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/casefacts.h"

#include "data/store/districtstore.h"
#include "widgets/incidents/casewords.h"
#include "widgets/incidents/incidentmodel.h"
#include "widgets/theme/format.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::size_t eventsShown = 40; ///< the rest is in the record

} // namespace

QString CaseFacts::moreOf(const CaseEvent &event, const CaseFile &file) const
{
    QStringList more;
    if (event.order) {
        const auto order = std::ranges::find(file.orders, *event.order, &CaseOrder::id);
        if (order != file.orders.end()) {
            const QString receiver = plainLine(localName(m_language, order->receiver, order->receiverEn));
            // Who acts for themselves is named already.
            if (receiver != event.actor)
                more << (order->isMain ? u"→ "_s + receiver : tr("→ %1（协办）").arg(receiver));
        }
    }
    const QJsonValue solved = event.detail.value("solved"_L1);
    if (solved.isBool())
        more << (solved.toBool() ? tr("已解决") : tr("未解决"));
    if (const QString name = event.detail.value("name"_L1).toString(); !name.isEmpty())
        more << plainLine(name);
    if (event.detail.value("score"_L1).isDouble())
        more << tr("%n 分", nullptr, event.detail.value("score"_L1).toInt());
    if (event.detail.value("on_behalf"_L1).toBool())
        more << tr("代办");
    if (!event.note.isEmpty())
        more << plainLine(event.note);
    return more.join(u" · "_s);
}

std::vector<Fact> CaseFacts::events(const CaseFile &file) const
{
    std::vector<Fact> facts;
    for (const CaseEvent &event : file.events) {
        if (facts.size() == eventsShown)
            break;
        QString line = words::eventKind(event.kind) + u" · "_s + plainLine(event.actor);
        if (const QString more = moreOf(event, file); !more.isEmpty())
            line += u" · "_s + more;
        facts.push_back({formatMoment(event.at, m_now, m_language), line});
    }
    return facts;
}

std::vector<Fact> CaseFacts::orders(const CaseFile &file) const
{
    std::vector<Fact> facts;
    for (const CaseOrder &order : file.orders) {
        QString step = tr("待签收");
        if (!order.endedAs.isEmpty())
            step = words::orderEnd(order.endedAs);
        else if (order.returnAskedAt)
            step = tr("申请退回");
        else if (order.arrivedAt)
            step = tr("已到场 %1").arg(formatMoment(*order.arrivedAt, m_now, m_language));
        else if (order.acceptedAt)
            step = tr("已签收 %1").arg(formatMoment(*order.acceptedAt, m_now, m_language));
        else if (order.deliveredAt)
            step = tr("已送达 %1").arg(formatMoment(*order.deliveredAt, m_now, m_language));
        QString line = plainLine(localName(m_language, order.receiver, order.receiverEn)) + u" · "_s + step;
        if (!order.task.isEmpty())
            line += u" · "_s + plainLine(order.task);
        facts.push_back({order.isMain ? tr("主办") : tr("协办"), line});
    }
    return facts;
}

std::vector<Fact> CaseFacts::supervisions(const CaseFile &file) const
{
    std::vector<Fact> facts;
    for (const CaseSupervision &wanted : file.supervisions) {
        QString line = plainLine(wanted.byPost) + u"："_s + plainLine(wanted.words);
        line += wanted.answeredAt ? tr(" · 已回复：%1").arg(plainLine(wanted.answer))
                                  : tr(" · 应于 %1 回复").arg(formatMoment(wanted.dueAt, m_now, m_language));
        facts.push_back({wanted.kind == "instruct"_L1 ? tr("批示") : tr("督办"), line});
    }
    return facts;
}

std::vector<Fact> CaseFacts::duplicates(const CaseFile &file) const
{
    std::vector<Fact> facts;
    for (const CaseDuplicate &duplicate : file.duplicates) {
        const Incident *const other = m_store.incident(duplicate.incident);
        if (!other)
            continue;
        const int metres = int(std::round(duplicate.metres / 5)) * 5;
        facts.push_back({tr("%1 米").arg(metres),
            incidentTitle(m_store, m_language, *other) + u" · "_s
                + formatMoment(other->reportedAt, m_now, m_language)});
    }
    return facts;
}

} // namespace wuquan
