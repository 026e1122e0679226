// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/incident.h"

#include <QRectF>
#include <QWidget>

class QPainter;

namespace wuquan {

class Appearance;
struct Theme;

/// Draws ◆ ▲ ● in the colour of the severity, filling the square of this side around the centre of the rectangle.
void paintSeverityMark(QPainter &painter, const QRectF &rectangle, double side, Severity severity, const Theme &theme);

/// The mark as a widget; its accessible name is the word.
class SeverityMark : public QWidget {
    Q_OBJECT
public:
    SeverityMark(Appearance &appearance, double side, QWidget *parent = nullptr);
    void setSeverity(Severity severity);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
    double m_side;
    Severity m_severity = Severity::Normal;
};

} // namespace wuquan
