// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rooms/idlelock.h"

#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/theme/appearance.h"

#include <QApplication>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double lockWidth = 380; // design pixels
constexpr int longestPassword = 1024;

bool isByHand(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        return true;
    default:
        return false;
    }
}

/// What must not reach anything below.
bool isForbidden(QEvent::Type type)
{
    return (isByHand(type) && type != QEvent::MouseMove) || type == QEvent::Shortcut || type == QEvent::ShortcutOverride
        || type == QEvent::ContextMenu || type == QEvent::DragEnter || type == QEvent::Drop;
}

} // namespace

IdleLock::IdleLock(Appearance &appearance, QWidget &window)
    : QWidget(&window)
    , m_appearance(appearance)
    , m_window(window)
    , m_card(new QWidget(this))
    , m_heading(new PlainLabel(appearance, TextRole::Heading))
    , m_waiting(new PlainLabel(appearance, TextRole::Body, Tone::Secondary))
    , m_password(new QLineEdit)
    , m_open(new QPushButton(tr("解锁")))
    , m_reason(new PlainLabel(appearance, TextRole::Body, Tone::Warning))
{
    setAccessibleName(tr("已锁定"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMaxLength(longestPassword);
    m_password->setPlaceholderText(tr("口令，回车解锁"));
    m_password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData);
    m_open->setProperty("flatRole", u"outline"_s);
    pressByReturn(*m_open);
    m_reason->setMaximumLines(3);
    m_waiting->setMaximumLines(2);
    auto *column = new QVBoxLayout(m_card);
    for (QWidget *part : {static_cast<QWidget *>(m_heading), static_cast<QWidget *>(m_waiting),
             static_cast<QWidget *>(m_password), static_cast<QWidget *>(m_open), static_cast<QWidget *>(m_reason)})
        column->addWidget(part);
    m_idle.setSingleShot(true);
    m_idle.setTimerType(Qt::PreciseTimer); // a coarse one may be off by half a minute
    connect(&m_idle, &QTimer::timeout, this, &IdleLock::lock);
    connect(m_password, &QLineEdit::returnPressed, this, &IdleLock::ask);
    connect(m_open, &QPushButton::clicked, this, &IdleLock::ask);
    connect(&appearance, &Appearance::changed, this, &IdleLock::retheme);
    qApp->installEventFilter(this);
    hide();
    retheme();
}

void IdleLock::lockAfter(std::chrono::milliseconds idle)
{
    if (m_idle.intervalAsDuration() == idle && (idle.count() == 0 || m_idle.isActive() || m_isLocked))
        return;
    m_idle.stop();
    m_idle.setInterval(idle);
    if (idle.count() == 0)
        unlock();
    else if (!m_isLocked)
        m_idle.start();
}

void IdleLock::lock()
{
    if (std::exchange(m_isLocked, true))
        return;
    // What lies over the window would lie over this too.
    while (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    for (QWidget *dialog : QApplication::topLevelWidgets()) {
        if (dialog != &m_window && dialog->isVisible() && dialog->isWindow())
            dialog->close();
    }
    m_focusBefore = QApplication::focusWidget();
    m_reason->setText({});
    m_reason->hide();
    m_password->clear();
    setGeometry(m_window.rect());
    show();
    raise();
    retheme();
    m_password->setFocus();
}

void IdleLock::unlock()
{
    if (!std::exchange(m_isLocked, false))
        return;
    hide();
    m_password->clear();
    if (m_focusBefore)
        m_focusBefore->setFocus();
    if (m_idle.interval() > 0)
        m_idle.start();
}

void IdleLock::ask()
{
    m_password->setEnabled(false);
    m_open->setEnabled(false);
    Q_EMIT unlockRequested(m_password->text());
}

void IdleLock::answer(bool isRight, const QString &reason)
{
    m_password->setEnabled(true);
    m_open->setEnabled(true);
    if (!m_isLocked)
        return;
    if (isRight) {
        unlock();
        return;
    }
    m_reason->setText(reason);
    m_reason->show();
    m_password->clear();
    m_password->setFocus();
    retheme();
}

void IdleLock::setTexts(const QString &post, const QString &waiting)
{
    m_heading->setText(post.isEmpty() ? tr("已锁定") : tr("已锁定 · %1").arg(post));
    m_waiting->setText(waiting);
    m_waiting->setVisible(!waiting.isEmpty());
    if (m_isLocked)
        retheme();
}

bool IdleLock::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::Resize && m_isLocked) {
        setGeometry(m_window.rect());
        retheme();
    }
    if (isByHand(event->type()) && m_idle.isActive())
        m_idle.start();
    if (!m_isLocked || !isForbidden(event->type()))
        return false;
    // The window's keys are told to nobody, wherever they are pressed; its own card works as ever.
    if (event->type() == QEvent::Shortcut)
        return true;
    auto *const widget = qobject_cast<QWidget *>(watched);
    return widget && widget != this && !isAncestorOf(widget);
}

void IdleLock::retheme()
{
    const Theme &theme = m_appearance.theme();
    auto *const column = m_card->layout();
    column->setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20));
    column->setSpacing(theme.px(10));
    for (QWidget *control : {static_cast<QWidget *>(m_password), static_cast<QWidget *>(m_open)}) {
        control->setFont(theme.font(TextRole::Body));
        control->setMinimumHeight(theme.px(38));
    }
    const int wide = theme.px(lockWidth);
    const int high = column->hasHeightForWidth() ? column->totalHeightForWidth(wide) : column->totalSizeHint().height();
    m_card->setGeometry((width() - wide) / 2, (height() - high) / 2, wide, high);
    update();
}

void IdleLock::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    QPainter painter(this);
    painter.fillRect(rect(), Theme::color(p.background)); // nothing is to be read through it
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::color(p.line), theme.px(1)));
    painter.setBrush(Theme::color(p.panel));
    painter.drawRoundedRect(QRectF(m_card->geometry()), theme.px(4), theme.px(4));
}

} // namespace wuquan
