// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRect;

namespace wuquan {

struct Theme;

/// Draws the focus of a list or page: a line of 2 px inside the edge of the rectangle.
void paintFocusFrame(QPainter &painter, const QRect &rectangle, const Theme &theme);

} // namespace wuquan
