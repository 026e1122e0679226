// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/incidents/placefacts.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace wuquan {

class Appearance;
class FigurePair;
class PlainLabel;

/// Shows a CardContent.
class PlacePage : public QWidget {
    Q_OBJECT
public:
    explicit PlacePage(Appearance &appearance, QWidget *parent = nullptr);
    void showContent(const CardContent &content);
    /// What the button F does with this area: filters to it, or takes the filter back; nothing hides the button.
    enum class AreaFilter { Impossible, Possible, Set };
    void setAreaFilter(AreaFilter filter);

Q_SIGNALS:
    void areaFilterToggled();

private:
    void retheme();

    Appearance &m_appearance;
    CardContent m_content;
    QVBoxLayout *m_column;
    PlainLabel *m_areaTitle;
    PlainLabel *m_title;
    PlainLabel *m_line;
    QPushButton *m_filter;
    FigurePair *m_figures;
    std::vector<FactList *> m_lists;
};

} // namespace wuquan
