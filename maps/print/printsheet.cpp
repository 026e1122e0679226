// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/printsheet.h"

#include <algorithm>
#include <cmath>

namespace wuquan {

namespace {
constexpr double titleMillimetres = 12;
constexpr double explanationMillimetres = 24;
constexpr double footMillimetres = 9;
constexpr double gapMillimetres = 2;
} // namespace

PrintSheet::PrintSheet(QSize size, double dotsPerInch)
    : resolution(dotsPerInch)
{
    const auto dots = [this](double length) { return int(std::lround(millimetres(length))); };
    const int gap = dots(gapMillimetres);
    title = {0, 0, size.width(), dots(titleMillimetres)};
    foot = {0, size.height() - dots(footMillimetres), size.width(), dots(footMillimetres)};
    explanation = {0, foot.top() - dots(explanationMillimetres), size.width(), dots(explanationMillimetres)};
    map = {0, title.bottom() + 1, size.width(), std::max(1, explanation.top() - gap - title.bottom() - 1)};
}

} // namespace wuquan
