// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/domain/catalogue.h"
#include "widgets/base/popup.h"

#include <vector>

namespace wuquan {

/// The indicators that a strip has no room for, one below the other; it closes when one is chosen.
class IndicatorList : public Popup {
    Q_OBJECT
public:
    IndicatorList(
        const std::vector<IndicatorFigure> &figures, Language language, Appearance &appearance, QWidget *parent);

Q_SIGNALS:
    void chosen(const wuquan::IndicatorFigure &figure);
};

} // namespace wuquan
