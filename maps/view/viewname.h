// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

#include <QCoreApplication>

namespace wuquan {

/// What a view of the map may be called: the area in its middle, the smaller the nearer it is.
class ViewName {
    Q_DECLARE_TR_FUNCTIONS(ViewName)
public:
    [[nodiscard]] static QString of(const Frame &frame);
};

} // namespace wuquan
