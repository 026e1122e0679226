// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/selection.h"

namespace wuquan {

void Selection::select(const SelectedThing &thing)
{
    if (m_thing == thing)
        return;
    m_thing = thing;
    Q_EMIT changed();
}

} // namespace wuquan
