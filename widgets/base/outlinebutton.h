// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLayout;
class QPushButton;

namespace wuquan {

struct Theme;

/// A button of one line in a list of choices, cut where the text is wider than so many design pixels; its accessible
/// name is the whole text. Without a parent: its layout gives it one.
[[nodiscard]] QPushButton *outlineButton(const QString &text, const Theme &theme, double widest);

/// Takes all widgets out of a layout. They go when control returns to the event loop: one of them may have been pressed
/// for it.
void clearLayout(QLayout &layout);

} // namespace wuquan
