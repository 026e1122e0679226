// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/ids.h"

#include <QTimer>
#include <QWidget>

#include <utility>
#include <vector>

class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace wuquan {

class Appearance;
class DataStatusSource;
class DistrictStore;
class DrillMark;
class FilterChips;
class PlainLabel;
class Selection;
class ViewState;

/// The bar at the top of a station: mark, whether it is a drill, title, search, what is filtered, state of the data,
/// the server's time. Ctrl+K goes to the search; Esc clears the filter, then the selection.
class HeaderBar : public QWidget {
    Q_OBJECT
public:
    HeaderBar(const DistrictStore &store, ViewState &view, Selection &selection, const DataStatusSource &status,
        const ServerClock &clock, Appearance &appearance, QWidget *parent = nullptr);

    /// Puts something between what is filtered and the state of the data; takes ownership.
    void add(QWidget &chip);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QLineEdit &search() { return *m_search; }

public Q_SLOTS:
    /// Also leaves the inbox group; with nothing filtered, clears the selection.
    void clearFilter();

Q_SIGNALS:
    /// Somebody wants the other theme; app loads and sets it.
    void themeSwitchRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refreshClock();
    void refreshStatus();
    void refreshTitle();
    void showFilterText();
    void applyText();
    void retheme();
    QToolButton *addMenu(const QString &text);
    void fillMenus();
    void fillStreets();

    const DistrictStore &m_store;
    ViewState &m_view;
    Selection &m_selection;
    const DataStatusSource &m_status;
    const ServerClock &m_clock;
    Appearance &m_appearance;
    QHBoxLayout *m_row;
    DrillMark *m_drill;
    PlainLabel *m_title;
    QLineEdit *m_search;
    QToolButton *m_streets;
    std::vector<std::pair<AreaId, QString>> m_streetChoices; ///< what m_streets lists, by code
    QToolButton *m_circles;
    QToolButton *m_severities;
    FilterChips *m_chips;
    QPushButton *m_theme;
    PlainLabel *m_state;
    PlainLabel *m_time;
    QTimer m_second;
    QTimer m_typing;
};

} // namespace wuquan
