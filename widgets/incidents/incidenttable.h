// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "widgets/incidents/incidentproxy.h"

#include <QTreeView>

#include <unordered_map>

namespace wuquan {

class Appearance;
class MarkedIncidents;

/// The rows of the inbox. A QTreeView, because with uniform heights it lays rows out only when it is painted. Clocks
/// are drawn here by the server's time and repainted only where their text has changed. A row becomes the current one
/// by keys or the mouse, never by getting the focus: what is current is selected everywhere.
class IncidentTable : public QTreeView {
    Q_OBJECT
public:
    IncidentTable(IncidentProxy &proxy, const ServerClock &clock, Language language, Appearance &appearance,
        QWidget *parent = nullptr);

    /// Lets rows be ticked; it must outlive the table.
    void tickWith(MarkedIncidents &marked);
    /// Repaints the clocks of visible rows whose text is another than the one painted.
    void tick();
    /// How wide the column of clocks must be for the longest text in it.
    [[nodiscard]] int clockWidth() const;
    /// What is cut in this row and column, whole; empty where nothing is cut.
    [[nodiscard]] QString cutText(int row, int column) const;
    /// Whether the focus is drawn around the list, because no selected row is in sight to carry it.
    [[nodiscard]] bool framesFocus() const;

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }
    void resizeEvent(QResizeEvent *event) override;

private:
    void retheme();
    void layoutColumns();
    void sortBy(int column);
    /// Whether the key was about ticks.
    bool tickByKey(const QKeyEvent &event);
    void tickTo(int row);
    [[nodiscard]] QRect innerCell(const QRect &cell, int column) const;
    [[nodiscard]] QString clockText(const IncidentRow &row) const;
    void drawCell(QPainter &painter, const QRect &cell, int column, const IncidentRow &row, bool isFilled) const;
    void drawTick(QPainter &painter, const QRect &row) const;

    IncidentProxy &m_proxy;
    MarkedIncidents *m_marked = nullptr; ///< null: rows have no ticks
    const ServerClock &m_clock;
    Language m_language;
    const Appearance &m_appearance;
    mutable std::unordered_map<IncidentId, QString> m_painted; ///< clocks on screen
};

} // namespace wuquan
