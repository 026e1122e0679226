// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/suppressedtypes.h"

namespace wuquan {

QByteArray suppressedTypeCondition()
{
    static const QByteArray words
        = "('domestic_violence', 'counselling', 'dispute', 'mediation', 'relocation_dispute', "
          "'old_petition', '家暴', '家庭暴力', '家庭暴力警情', '心理咨询', '心理咨询服务', "
          "'矛盾纠纷', '矛盾纠纷调解', '拆迁纠纷', '信访积案')";
    return "it.code in " + words + " or it.name in " + words;
}

} // namespace wuquan
