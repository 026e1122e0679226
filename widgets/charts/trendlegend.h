// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wuquan {

class Appearance;

/// Says once for all charts what their lines mean.
class TrendLegend : public QWidget {
    Q_OBJECT
public:
    explicit TrendLegend(Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
};

} // namespace wuquan
