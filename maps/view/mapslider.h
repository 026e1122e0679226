// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QWidget>

#include <vector>

namespace wuquan {

/// A line with one handle, or with two for a range, and its value in words beside it. The pointer moves the nearest
/// handle; ← and → move the lower one, ↑ and ↓ the upper one. GUI thread.
class MapSlider : public QWidget {
    Q_OBJECT
public:
    /// From least to most in steps; the values ascend.
    /// Where on the line the values lie: evenly, or closer together the farther they are from the most, whose
    /// neighbours can then be told apart however far the line reaches.
    enum class Spread { Even, WideAtMost };
    MapSlider(
        double least, double most, double step, std::vector<double> values, const Palette &palette, QWidget *parent);

    void setPalette(const Palette &palette);
    void setScale(double scale);
    /// Design pixels that are kept for the words.
    void setTextWidth(double width) { m_textWidth = width; }
    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setSpread(Spread spread);
    /// Tells nobody.
    void setValues(std::vector<double> values);
    [[nodiscard]] const std::vector<double> &values() const { return m_values; }

Q_SIGNALS:
    void moved(); ///< somebody moved a handle to another value

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRectF track() const;
    [[nodiscard]] double place(double value) const;
    [[nodiscard]] double value(double place) const;
    /// Moves one handle as far as the others let it.
    void move(std::size_t handle, double to);

    double m_least, m_most, m_step;
    std::vector<double> m_values;
    std::size_t m_held = 0;
    Spread m_spread = Spread::Even;
    QString m_text;
    double m_textWidth = 44;
    Palette m_palette;
    double m_scale = 1;
};

} // namespace wuquan
