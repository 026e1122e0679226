// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/outlinebutton.h"

#include "widgets/base/pressbyreturn.h"
#include "widgets/theme/theme.h"

#include <QLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace wuquan {

QPushButton *outlineButton(const QString &text, const Theme &theme, double widest)
{
    auto *const button = new QPushButton;
    button->setFont(theme.font(TextRole::Body));
    button->setText(button->fontMetrics().elidedText(text, Qt::ElideRight, theme.px(widest)).replace(u'&', u"&&"_s));
    button->setAccessibleName(text);
    button->setMinimumHeight(theme.px(34));
    button->setProperty("flatRole", u"outline"_s);
    pressByReturn(*button);
    return button;
}

void clearLayout(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->setParent(nullptr);
        delete item;
    }
}

} // namespace wuquan
