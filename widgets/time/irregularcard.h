// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changebatch.h"
#include "widgets/base/popup.h"

namespace wuquan {

/// Lists the rows that could not be used as they are, each with its reason.
class IrregularCard : public Popup {
    Q_OBJECT
public:
    /// More rows than this are counted, not listed.
    static constexpr std::size_t listed = 12;

    IrregularCard(const std::vector<IrregularRow> &rows, Appearance &appearance, QWidget *parent);
};

} // namespace wuquan
