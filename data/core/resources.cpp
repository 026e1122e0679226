// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/resources.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {
// Set once by main before any thread starts, read-only afterwards.
QString &resourceFolder()
{
    static QString folder;
    return folder;
}
} // namespace

void setResourceFolder(const QString &folder)
{
    resourceFolder() = folder;
}

QString resourcePath(const QString &name)
{
    if (const QString own = resourceFolder() + u'/' + name; !resourceFolder().isEmpty() && QFile::exists(own))
        return own;
    return u":/wuquan/"_s + name;
}

Result<QByteArray> readResource(const QString &name)
{
    QFile file(resourcePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    return file.readAll();
}

QStringList resourceNames(const QString &folder)
{
    QStringList names = QDir(u":/wuquan/"_s + folder).entryList(QDir::Files);
    if (!resourceFolder().isEmpty()) {
        names += QDir(resourceFolder() + u'/' + folder).entryList(QDir::Files);
        names.removeDuplicates();
    }
    names.sort();
    return names;
}

} // namespace wuquan
