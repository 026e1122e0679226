// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/serverbinaries.h"

#include "data/server/childprocess.h"

#include <QDir>
#include <QRegularExpression>

#include <vector>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

// The newest features used: the builtin locale provider of initdb.
constexpr int oldestVersion = 17;

/// The version that "postgres --version" names; 0 when it does not run.
int versionOf(const QString &folder)
{
    ChildStart start;
    start.command = {QFile::encodeName(folder + u"/postgres"_s), "--version"};
    const auto output = runChild(start);
    if (!output)
        return 0;
    static const QRegularExpression number(u" (\\d+)"_s);
    return number.match(QString::fromUtf8(*output)).captured(1).toInt();
}

std::vector<ServerBinaries> installed()
{
    std::vector<ServerBinaries> found;
    const auto add = [&found](const QString &folder, int version) {
        if (version > 0 && QFile::exists(folder + u"/initdb"_s) && QFile::exists(folder + u"/postgres"_s))
            found.push_back({version, folder});
    };
    const QDir debian(u"/usr/lib/postgresql"_s);
    for (const QString &name : debian.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        add(debian.filePath(name) + u"/bin"_s, name.toInt());
    for (const QString &name : QDir(u"/usr"_s).entryList({u"pgsql-*"_s}, QDir::Dirs))
        add(u"/usr/"_s + name + u"/bin"_s, name.sliced(6).toInt());
    for (const QString &folder : qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts)) {
        if (QFile::exists(folder + u"/initdb"_s))
            add(folder, versionOf(folder));
    }
    return found;
}

} // namespace

Result<ServerBinaries> ServerBinaries::find(int wanted)
{
    ServerBinaries best;
    int newest = 0;
    for (const ServerBinaries &candidate : installed()) {
        newest = std::max(newest, candidate.majorVersion);
        if (wanted > 0 ? candidate.majorVersion == wanted
                       : candidate.majorVersion >= oldestVersion && candidate.majorVersion > best.majorVersion)
            best = candidate;
    }
    if (best.majorVersion > 0)
        return best;
    if (wanted > 0)
        return failure(ErrorKind::Refused,
            u"the data folder was made by PostgreSQL %1, which is not installed; install the package postgresql-%1"_s
                .arg(wanted));
    if (newest > 0)
        return failure(ErrorKind::Refused,
            u"PostgreSQL %1 is too old for the embedded database; install the package postgresql-%2 or newer"_s
                .arg(newest)
                .arg(oldestVersion));
    return failure(ErrorKind::Refused,
        u"there is no PostgreSQL server on this machine; install the package postgresql, or name a database with --db"_s);
}

} // namespace wuquan
