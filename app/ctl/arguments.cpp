// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

using namespace Qt::StringLiterals;

namespace wuquan {

std::optional<QString> takeOption(QStringList &arguments, const QString &name)
{
    const QString option = u"--"_s + name;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == option) {
            arguments.removeAt(i);
            return i < arguments.size() ? arguments.takeAt(i) : QString();
        }
        if (arguments[i].startsWith(option + u'='))
            return arguments.takeAt(i).sliced(option.size() + 1);
    }
    return std::nullopt;
}

bool takeFlag(QStringList &arguments, const QString &name)
{
    return arguments.removeAll(u"--"_s + name) > 0;
}

} // namespace wuquan
