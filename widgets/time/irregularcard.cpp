// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time/irregularcard.h"

#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

IrregularCard::IrregularCard(const std::vector<IrregularRow> &rows, Appearance &appearance, QWidget *parent)
    : Popup(520, appearance, parent)
{
    const auto kind = [](const QString &table) {
        const std::optional<Entity> entity = entityOfTable(table);
        return entity ? words::entity(*entity) : table;
    };
    std::vector<Fact> facts;
    for (std::size_t i = 0; i < std::min(rows.size(), listed); ++i)
        facts.push_back({kind(rows[i].table) + u' ' + rows[i].key, rows[i].reason});
    addFacts(tr("异常数据 %1 条").arg(formatCount(qint64(rows.size()))), facts);
    addNote(rows.size() > listed
            ? tr("另有 %1 条。这些行已保留,缺少的部分不显示。").arg(formatCount(qint64(rows.size() - listed)))
            : tr("这些行已保留,缺少的部分不显示。"),
        2);
}

} // namespace wuquan
