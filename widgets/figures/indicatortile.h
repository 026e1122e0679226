// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/domain/catalogue.h"

#include <QAbstractButton>

namespace wuquan {

class Appearance;

/// The figure of an indicator as people read it: "−8.9%", "70.97%", "147", "1,204 天".
[[nodiscard]] QString indicatorText(const IndicatorFigure &figure, Language language);
/// What it is compared with: "5,189 → 4,727", "三年前 5.67%"; empty when with nothing.
[[nodiscard]] QString indicatorComparison(const IndicatorFigure &figure, Language language);

/// Whether the figure moved the good way; none when it moved nowhere or there is nothing to compare with.
[[nodiscard]] std::optional<bool> isBetter(const IndicatorFigure &figure);

/// One indicator: figure above, name below. Better and worse are told by the direction of a small arrow and by a word
/// where it is worse, never by a colour. A click asks for its definition.
class IndicatorTile : public QAbstractButton {
    Q_OBJECT
public:
    IndicatorTile(const IndicatorFigure &figure, Language language, Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] const IndicatorFigure &figure() const { return m_figure; }
    void setFigure(const IndicatorFigure &figure);
    /// Narrower margins, for a strip with little room.
    void setCompact(bool compact);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    IndicatorFigure m_figure;
    Language m_language;
    const Appearance &m_appearance;
    bool m_compact = false;
};

} // namespace wuquan
