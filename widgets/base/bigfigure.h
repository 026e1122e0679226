// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/plainlabel.h"

#include <QWidget>

namespace wuquan {

/// A big figure or clock with what it means beneath.
class BigFigure : public QWidget {
    Q_OBJECT
public:
    explicit BigFigure(Appearance &appearance, QWidget *parent = nullptr);
    void setFigure(const QString &figure, const QString &caption, Tone tone = Tone::Text);

private:
    PlainLabel *m_figure;
    PlainLabel *m_caption;
};

} // namespace wuquan
