// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/indicatorlist.h"

#include "widgets/figures/indicatortile.h"

#include <QVBoxLayout>

namespace wuquan {

IndicatorList::IndicatorList(
    const std::vector<IndicatorFigure> &figures, Language language, Appearance &appearance, QWidget *parent)
    : Popup(300, appearance, parent)
{
    setAccessibleName(tr("其他指标"));
    auto *rows = new QWidget;
    auto *layout = new QVBoxLayout(rows);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const IndicatorFigure &figure : figures) {
        auto *tile = new IndicatorTile(figure, language, appearance);
        layout->addWidget(tile);
        if (!focusProxy())
            setFocusProxy(tile);
        connect(tile, &QAbstractButton::clicked, this, [this, figure] {
            close();
            Q_EMIT chosen(figure);
        });
    }
    column().addWidget(rows);
}

} // namespace wuquan
