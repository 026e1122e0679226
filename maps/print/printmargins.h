// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/print/communitycounts.h"
#include "maps/print/printorder.h"

#include <QCoreApplication>

namespace wuquan {

/// What stands around the map on a sheet: title and how current it is, legend, notes, scale, who printed it, whose
/// work it is. All of it text and lines. Lives for one drawing; frame, order and sheet must outlive it.
class PrintMargins {
    Q_DECLARE_TR_FUNCTIONS(PrintMargins)
public:
    /// The frame is the map's; counts: null when the print has none.
    PrintMargins(const PrintOrder &order, const PrintSheet &sheet, const Frame &frame, const CommunityCounts *counts);

    void draw(QPainter &painter) const;
    /// How many times smaller than the ground the map of the frame is.
    [[nodiscard]] static double scaleNumber(const Frame &frame);
    /// "1:25,000" with no more figures than are true.
    [[nodiscard]] static QString scaleText(double number);
    /// Who printed it, where and when, and before that that it is a drill.
    [[nodiscard]] static QString watermark(const PrintFacts &facts, bool isDrill);
    [[nodiscard]] static QString drillWord();
    /// How current the data is; in other words when it is not.
    [[nodiscard]] static QString currency(const PrintFacts &facts);
    /// What must be known of what is shown, and what is not.
    [[nodiscard]] QStringList notes() const;
    [[nodiscard]] static bool isCurrent(const PrintFacts &facts) { return facts.state == DataStatus::State::Live; }

private:
    void drawTitle(QPainter &painter) const;
    void drawExplanation(QPainter &painter) const;
    /// The marks that the legend of a screen leaves out; returns where the next line begins.
    [[nodiscard]] QPointF drawMarks(QPainter &painter, QPointF at) const;
    void drawScale(QPainter &painter, const QRectF &room) const;
    void drawFoot(QPainter &painter) const;
    [[nodiscard]] QFont font(double points, bool bold = false) const;

    const PrintOrder &m_order;
    const PrintSheet &m_sheet;
    const Frame &m_frame;
    const CommunityCounts *m_counts;
};

} // namespace wuquan
