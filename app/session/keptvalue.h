// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/maplayers.h"

#include <QString>

class QSettings;

namespace wuquan {

// How files that a station keeps say things.

/// What a file calls a layer.
[[nodiscard]] QString codeOf(MapLayer layer);

/// The value of a key; the usual one where the file has none or no number.
[[nodiscard]] double keptNumber(const QSettings &file, const QString &key, double usual);

} // namespace wuquan
