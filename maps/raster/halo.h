// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRgb>

namespace wuquan {

/// A drawing of one ink with a halo around it, as large as the drawing; both colours not premultiplied. Of the drawing
/// (ARGB32, premultiplied) only the coverage counts. The halo of a pixel is the greatest of three times the
/// coverage, at most full, within `radius` pixels, less and less from half a pixel before it on: what a pen of that
/// radius leaves along the outline, for a hundredth of the time.
[[nodiscard]] QImage withHalo(const QImage &drawing, double radius, QRgb ink, QRgb halo);

} // namespace wuquan
