// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/todobar.h"

#include "data/view/viewstate.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/incidents/incidentproxy.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace wuquan {

TodoButton::TodoButton(Appearance &appearance, QWidget *parent)
    : QAbstractButton(parent)
    , m_appearance(appearance)
{
    setCheckable(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard where it was: in the list
    pressByReturn(*this);
}

void TodoButton::setCount(int count)
{
    if (m_count == count && !accessibleName().isEmpty())
        return;
    m_count = count;
    setAccessibleName(text() + u' ' + formatCount(count));
    updateGeometry();
    update();
}

QSize TodoButton::sizeHint() const
{
    const Theme &theme = m_appearance.theme();
    const QFontMetrics metrics(theme.font(TextRole::Strong));
    const int wide = qMax(metrics.horizontalAdvance(text()), metrics.horizontalAdvance(formatCount(m_count)));
    return {wide + theme.px(9), theme.px(60)};
}

void TodoButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect inner = rect().adjusted(theme.px(6), theme.px(8), 0, -theme.px(8));
    painter.setFont(theme.font(isChecked() ? TextRole::Strong : TextRole::Body));
    painter.setPen(Theme::color(isChecked() ? p.text : p.secondary));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, text());
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignBottom, formatCount(m_count));
    if (isChecked())
        painter.fillRect(QRect(inner.left(), height() - theme.px(3), inner.width() - theme.px(6), theme.px(3)),
            Theme::color(p.focus));
    if (hasFocus()) {
        painter.setPen(QPen(Theme::color(p.focus), theme.px(1.5)));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4));
    }
}

TodoBar::TodoBar(const IncidentProxy &proxy, ViewState &view, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_proxy(proxy)
    , m_view(view)
    , m_buttons(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    const auto retheme = [layout, &appearance] {
        layout->setContentsMargins(appearance.theme().px(10), 0, appearance.theme().px(4), 0);
        layout->setSpacing(0);
    };
    for (const Todo todo : allTodos) {
        auto *button = new TodoButton(appearance, this);
        button->setText(words::todo(todo));
        m_buttons->addButton(button, int(todo));
        layout->addWidget(button);
    }
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) { m_view.setTodo(Todo(id)); });
    connect(&view, &ViewState::filterChanged, this, &TodoBar::recount);
    connect(&proxy, &IncidentProxy::countsChanged, this, &TodoBar::recount);
    connect(&appearance, &Appearance::changed, this, [this, retheme] {
        retheme();
        for (QAbstractButton *button : m_buttons->buttons())
            button->updateGeometry();
        update();
    });
    retheme();
    recount();
}

void TodoBar::recount()
{
    for (QAbstractButton *button : m_buttons->buttons())
        qobject_cast<TodoButton *>(button)->setCount(m_proxy.count(Todo(m_buttons->id(button))));
    m_buttons->button(int(m_view.todo()))->setChecked(true);
}

} // namespace wuquan
