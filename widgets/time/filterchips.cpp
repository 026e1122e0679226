// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time/filterchips.h"

#include "data/store/districtstore.h"
#include "data/view/viewstate.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace wuquan {

FilterChips::FilterChips(const DistrictStore &store, ViewState &view, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_view(view)
    , m_appearance(appearance)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    for (const Part part : {AreaPart, CirclePart, SeverityPart, TextPart}) {
        m_chips.push_back(addButton(u"chip"_s));
        connect(m_chips.back(), &QPushButton::clicked, this, [this, part] { remove(part); });
    }
    m_clear = addButton(u"plain"_s);
    m_clear->setText(tr("清除 Esc"));
    m_clear->setAccessibleName(tr("清除筛选"));
    connect(m_clear, &QPushButton::clicked, this, &FilterChips::clearRequested);
    connect(&view, &ViewState::filterChanged, this, &FilterChips::refresh);
    connect(&appearance, &Appearance::changed, this, &FilterChips::retheme);
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.areas)
            refresh();
    });
    retheme();
    refresh();
}

QPushButton *FilterChips::addButton(const QString &role)
{
    auto *button = new QPushButton(this);
    button->setProperty("flatRole", role);
    pressByReturn(*button);
    m_row->addWidget(button);
    return button;
}

void FilterChips::remove(Part part)
{
    Filter filter = m_view.filter();
    switch (part) {
    case AreaPart:
        filter.area.reset();
        break;
    case CirclePart:
        filter.circle.reset();
        break;
    case SeverityPart:
        filter.severity.reset();
        break;
    case TextPart:
        filter.text.clear();
        break;
    }
    m_view.setFilter(filter);
}

void FilterChips::refresh()
{
    constexpr qsizetype longest = 12;
    const Filter &filter = m_view.filter();
    const Area *area = filter.area ? m_store.area(*filter.area) : nullptr;
    const QString texts[] = {
        area              ? plainLine(localName(m_view.language(), area->name, area->nameEn))
            : filter.area ? tr("未知区域")
                          : QString(),
        filter.circle ? words::circleName(*filter.circle) : QString(),
        filter.severity ? words::severity(*filter.severity) : QString(),
        filter.text.isEmpty() ? QString() : tr("“%1”").arg(plainLine(filter.text)),
    };
    bool any = m_view.todo() != Todo::All;
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const QString &text = texts[i];
        // An ampersand would become a mnemonic.
        QString shown = text.size() > longest * 2 ? text.left(longest * 2 - 1) + u'…' : text;
        m_chips[i]->setText(shown.replace(u'&', u"&&"_s) + u"  ×"_s);
        m_chips[i]->setAccessibleName(tr("移除筛选 %1").arg(text));
        m_chips[i]->setVisible(!text.isEmpty());
        any |= !text.isEmpty();
    }
    m_clear->setVisible(any);
}

void FilterChips::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_row->setSpacing(theme.px(8));
    for (QPushButton *button : findChildren<QPushButton *>()) {
        button->setFont(theme.font(TextRole::Body));
        button->setFixedHeight(theme.px(34));
    }
}

} // namespace wuquan
