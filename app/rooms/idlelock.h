// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <optional>

class QLineEdit;
class QPushButton;

namespace wuquan {

class Appearance;
class PlainLabel;

/// Covers the window after nobody has touched it for a while, until the password of its login is given. What runs goes
/// on: alarms are heard and counted. Child of the window that it covers.
class IdleLock : public QWidget {
    Q_OBJECT
public:
    IdleLock(Appearance &appearance, QWidget &window);

    /// After so much time without a key or the mouse; zero: never, and what is locked is open.
    void lockAfter(std::chrono::milliseconds idle);
    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    /// How long it takes if nobody touches anything; none: it is locked, or never will be.
    [[nodiscard]] std::optional<std::chrono::milliseconds> untilLocked() const
    {
        return m_idle.isActive() ? std::optional(m_idle.remainingTimeAsDuration()) : std::nullopt;
    }
    void lock();
    /// The answer to unlockRequested().
    void answer(bool isRight, const QString &reason);
    /// Whose station it is, and what waits, while it is locked.
    void setTexts(const QString &post, const QString &waiting);

Q_SIGNALS:
    void unlockRequested(const QString &password);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void unlock();
    void ask();
    void retheme();

    Appearance &m_appearance;
    QWidget &m_window;
    QWidget *m_card;
    PlainLabel *m_heading;
    PlainLabel *m_waiting;
    QLineEdit *m_password;
    QPushButton *m_open;
    PlainLabel *m_reason;
    QTimer m_idle;
    bool m_isLocked = false;
    QPointer<QWidget> m_focusBefore;
};

} // namespace wuquan
