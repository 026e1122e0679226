// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wuquan {

class Appearance;
class BigFigure;

/// Two big figures of a card: side by side while both are whole, else one above the other. A figure is never cut.
class FigurePair : public QWidget {
    Q_OBJECT
public:
    explicit FigurePair(Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] BigFigure &first() { return *m_first; }
    /// May be hidden; the first then has all the room.
    [[nodiscard]] BigFigure &second() { return *m_second; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] bool fitsBeside(int width) const;
    [[nodiscard]] int gap() const;
    void place();

    const Appearance &m_appearance;
    BigFigure *m_first;
    BigFigure *m_second;
};

} // namespace wuquan
