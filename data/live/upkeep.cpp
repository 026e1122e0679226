// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/upkeep.h"

#include "data/core/log.h"

using namespace Qt::StringLiterals;

namespace wuquan {

QCoro::Task<> Upkeep::answer()
{
    const auto done = co_await ask(u"upkeep"_s, {});
    if (const int count = done ? done->value<int>().value_or(0) : 0; count > 0)
        qCInfo(logFeed) << "upkeep changed" << count << "rows";
}

} // namespace wuquan
