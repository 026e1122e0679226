// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/domain/mirrornotice.h"
#include "widgets/base/popup.h"

namespace wuquan {

/// Says which database this one is a mirror of, how current it is and what it promises.
class MirrorCard : public Popup {
    Q_OBJECT
public:
    MirrorCard(const MirrorNotice &notice, Instant now, Language language, Appearance &appearance, QWidget *parent);
};

} // namespace wuquan
