// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/datastatus.h"

namespace wuquan {

void DataStatusSource::setStatus(const DataStatus &status)
{
    if (m_status == status)
        return;
    m_status = status;
    Q_EMIT changed();
}

} // namespace wuquan
