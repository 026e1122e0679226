// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorpromise.h"

#include "data/mirror/mirrorsource.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

// Longer is said to be bounded by the load.
constexpr std::chrono::seconds usual{30};

} // namespace

MirrorPromise firstPromise(const SourceCapabilities &source, double load)
{
    MirrorPromise promise;
    promise.load = load;
    bool hasVersions = true;
    for (const SourceRelation &relation : source.relations) {
        if (!relation.problem.isEmpty() && !relation.isAbsent)
            promise.missing << relation.relation->shownName();
        hasVersions = hasVersions && (relation.hasVersion || relation.relation->sliceRows == 0 || !relation.isUsable());
    }
    promise.way = source.canFollow() ? MirrorWay::Log : hasVersions ? MirrorWay::Versions : MirrorWay::Snapshots;
    return promise;
}

QString MirrorPromise::chinese() const
{
    const QString all = QString::number(everything.count());
    QString text;
    switch (way) {
    case MirrorWay::Log:
        text = u"变更日志：每次变更 1 秒内可见；目录 %1 秒内核对"_s.arg(all);
        break;
    case MirrorWay::Versions:
        text = u"版本列：新增和修改 %1 秒内可见，删除经逐片比对 %2 秒内可见"_s.arg(
            QString::number(versions.count()), all);
        break;
    case MirrorWay::Snapshots:
        text = u"逐片比对快照：%1 秒内可见；最终状态不遗漏，中间状态可能略过"_s.arg(all);
        break;
    }
    if (everything > usual)
        text += u"（来源库负载限 %1%，无法更快）"_s.arg(load * 100);
    if (!missing.isEmpty())
        text += u"；暂不同步：%1"_s.arg(missing.join(u"、"_s));
    return text;
}

QString MirrorPromise::english() const
{
    const QString all = QString::number(everything.count());
    QString text;
    switch (way) {
    case MirrorWay::Log:
        text = u"change log: every change within 1 s; catalogues compared within %1 s"_s.arg(all);
        break;
    case MirrorWay::Versions:
        text = u"version columns: inserts and updates within %1 s, deletes by comparison within %2 s"_s.arg(
            QString::number(versions.count()), all);
        break;
    case MirrorWay::Snapshots:
        text = u"comparison of snapshots in slices: within %1 s, no final state missed, intermediate states may be"_s
                   .arg(all);
        break;
    }
    if (everything > usual)
        text += u" (not faster within a load of %1 % on the source)"_s.arg(load * 100);
    if (!missing.isEmpty())
        text += u"; not copied at present: %1"_s.arg(missing.join(u", "_s));
    return text;
}

} // namespace wuquan
