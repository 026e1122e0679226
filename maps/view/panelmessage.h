// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QFont>
#include <QLabel>

namespace wuquan {

/// What a panel over the map has to say, in as many lines as it needs: plain text, in the colour of a warning when
/// something is wrong. GUI thread.
class PanelMessage : public QLabel {
public:
    explicit PanelMessage(QWidget *panel);

    /// False when it says just that already.
    bool say(const QString &text, bool isFault);
    void setLook(const Palette &palette, double scale);
    /// Pixels that it takes in such a width; 0 while nothing is said.
    [[nodiscard]] int heightIn(int width) const;

private:
    bool m_isFault = false;
    QFont m_type;
};

} // namespace wuquan
