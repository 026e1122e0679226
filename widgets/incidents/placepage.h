// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/incidents/placefacts.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace wuquan {

class Appearance;
class BigFigure;
class PlainLabel;

/// Shows a CardContent.
class PlacePage : public QWidget {
    Q_OBJECT
public:
    explicit PlacePage(Appearance &appearance, QWidget *parent = nullptr);
    void showContent(const CardContent &content);

private:
    void retheme();

    Appearance &m_appearance;
    CardContent m_content;
    QVBoxLayout *m_column;
    QHBoxLayout *m_row;
    PlainLabel *m_areaTitle;
    PlainLabel *m_title;
    PlainLabel *m_line;
    std::vector<BigFigure *> m_figures;
    std::vector<FactList *> m_lists;
};

} // namespace wuquan
