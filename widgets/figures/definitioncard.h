// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/language.h"
#include "data/domain/catalogue.h"
#include "widgets/base/popup.h"

namespace wuquan {

/// What a figure means: definition, numerator, denominator, windows, as-of time.
class DefinitionCard : public Popup {
    Q_OBJECT
public:
    DefinitionCard(const IndicatorFigure &figure, std::optional<Instant> asOf, Language language,
        Appearance &appearance, QWidget *parent);
};

} // namespace wuquan
