// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractButton;

namespace wuquan {

/// Lets Return and Enter press a button that has the focus; Qt's buttons know only the space bar.
void pressByReturn(QAbstractButton &button);

} // namespace wuquan
