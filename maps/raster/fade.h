// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace wuquan {

/// Takes back a part of what was painted over a picture: each channel of `after` becomes `opacity` (0…1) of itself and
/// the rest of `before`. Both premultiplied, 32 bits a pixel, and of
/// one size.
void fade(QImage &after, const QImage &before, double opacity);

} // namespace wuquan
