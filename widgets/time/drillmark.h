// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wuquan {

class Appearance;
struct Theme;

/// 演练: the sign in the header of a database in which nothing is real. A word on ink between slanted stripes, so that
/// it is told by shape too, and without a hue, which would mean a status.
class DrillMark : public QWidget {
    Q_OBJECT
public:
    explicit DrillMark(Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    /// Slanted stripes of ink on the panel's colour.
    static void paintStripes(QPainter &painter, const QRect &rect, const Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retheme();

    const Appearance &m_appearance;
};

} // namespace wuquan
