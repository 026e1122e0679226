// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QLabel>

namespace wuquan {

class Appearance;

/// Which token of the theme a text is written in.
enum class Tone { Text, Secondary, Faint, Warning, Urgent };

[[nodiscard]] QColor toneColor(const Palette &palette, Tone tone);

/// A label for texts from anywhere: never markup, one line (plainLine) that elides and then tells the whole text as a
/// tooltip; setMaximumLines lets it wrap.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    PlainLabel(Appearance &appearance, TextRole role, Tone tone = Tone::Text, QWidget *parent = nullptr);

    /// Hides QLabel's own, so that no text passes by plainLine.
    void setText(const QString &text);
    void setTone(Tone tone);
    /// As many lines as plainLine leaves characters.
    static constexpr int allLines = 256;
    void setMaximumLines(int lines);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return m_maximumLines > 1; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QStringList lines(int width) const;
    [[nodiscard]] int lineHeight() const;
    void retheme();
    void updateToolTip();

    const Appearance &m_appearance;
    TextRole m_role;
    Tone m_tone;
    int m_maximumLines = 1;
};

} // namespace wuquan
