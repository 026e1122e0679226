// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "widgets/base/popup.h"

namespace wuquan {

class DistrictStore;

/// Lists the changes that were on screen and that the database lost when another server took over, each with the
/// version that was shown and what there is now.
class WithdrawnCard : public Popup {
    Q_OBJECT
public:
    /// More changes than this are counted, not listed.
    static constexpr std::size_t listed = 12;

    WithdrawnCard(const DistrictStore &store, Language language, Appearance &appearance, QWidget *parent);

Q_SIGNALS:
    /// Somebody has read them; the card closes.
    void acknowledged();
};

} // namespace wuquan
