// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/cataloguefile.h"

#include "data/core/resources.h"

using namespace Qt::StringLiterals;

namespace wuquan {

QStringList catalogueFields(QStringView line)
{
    QStringList fields(1);
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == u'"') {
            if (quoted && i + 1 < line.size() && line[i + 1] == u'"')
                fields.last() += line[++i];
            else
                quoted = !quoted;
        } else if (c == u',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.last() += c;
        }
    }
    return fields;
}

Result<std::vector<QStringList>> readCatalogue(const QString &resource, const QStringList &columns)
{
    const auto content = readResource(resource);
    if (!content)
        return std::unexpected(content.error());
    const QString text = QString::fromUtf8(*content);
    std::vector<qsizetype> order;
    qsizetype width = 0;
    std::vector<QStringList> rows;
    int number = 0;
    for (QStringView line : QStringView(text).split(u'\n')) {
        ++number;
        if (line.endsWith(u'\r'))
            line.chop(1);
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const QStringList fields = catalogueFields(line);
        if (order.empty()) {
            width = fields.size();
            for (const QString &column : columns) {
                order.push_back(fields.indexOf(column));
                if (order.back() < 0)
                    return failure(ErrorKind::Input, u"%1: column '%2' is missing"_s.arg(resource, column));
            }
            continue;
        }
        if (fields.size() != width)
            return failure(ErrorKind::Input,
                u"%1, line %2: %3 fields where the heading has %4"_s.arg(resource)
                    .arg(number)
                    .arg(fields.size())
                    .arg(width));
        QStringList &row = rows.emplace_back();
        for (qsizetype index : order)
            row += fields[index];
    }
    return rows;
}

} // namespace wuquan
