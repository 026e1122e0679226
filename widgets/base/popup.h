// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/factlist.h"

#include <QFrame>

class QVBoxLayout;

namespace wuquan {

class Appearance;

/// A small card over a window that any click outside or Esc closes; it then deletes itself.
class Popup : public QFrame {
    Q_OBJECT
public:
    Popup(double width, Appearance &appearance, QWidget *parent);

    /// Opens above the widget, or below where there is no room, wholly on its screen.
    void popUpAt(const QWidget &anchor);

protected:
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }
    /// Adds a list of facts, whose heading also names the card.
    void addFacts(const QString &heading, const std::vector<Fact> &facts);
    /// Adds a small text in the second tone, cut after so many lines.
    void addNote(const QString &text, int maximumLines);
    void paintEvent(QPaintEvent *event) override;

private:
    Appearance &m_appearance;
    QVBoxLayout *m_column;
};

} // namespace wuquan
