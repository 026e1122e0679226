// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/pressbyreturn.h"

#include <QAbstractButton>
#include <QKeyEvent>

namespace wuquan {

namespace {

/// Belongs to the button that it presses.
class ReturnPress : public QObject {
public:
    explicit ReturnPress(QAbstractButton &button)
        : QObject(&button)
        , m_button(button)
    {
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress)
            return QObject::eventFilter(watched, event);
        const auto &key = static_cast<const QKeyEvent &>(*event);
        if (key.key() != Qt::Key_Return && key.key() != Qt::Key_Enter)
            return QObject::eventFilter(watched, event);
        // A key held down must not open one card after the other.
        if (!key.isAutoRepeat())
            m_button.click();
        return true;
    }

private:
    QAbstractButton &m_button;
};

} // namespace

void pressByReturn(QAbstractButton &button)
{
    button.installEventFilter(new ReturnPress(button));
}

} // namespace wuquan
