// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/domain/mirrornotice.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

std::optional<MirrorNotice> MirrorNotice::of(const QHash<QString, QString> &attributes)
{
    MirrorNotice notice;
    notice.from = attributes.value(u"mirror_from"_s);
    if (notice.from.isEmpty())
        return {};
    notice.promise = attributes.value(u"mirror_promise"_s);
    notice.promiseEn = attributes.value(u"mirror_promise_en"_s);
    const QDateTime seenAt = QDateTime::fromString(attributes.value(u"mirror_seen_at"_s), Qt::ISODateWithMs);
    if (seenAt.isValid())
        notice.seenAt = Instant(std::chrono::milliseconds(seenAt.toMSecsSinceEpoch()));
    const int within = attributes.value(u"mirror_within_s"_s).toInt();
    if (within > 0)
        notice.within = std::chrono::seconds(within);
    notice.rejected = std::max(0LL, attributes.value(u"mirror_rejected"_s).toLongLong());
    notice.suppressed = std::max(0LL, attributes.value(u"mirror_suppressed"_s).toLongLong());
    return notice;
}

bool MirrorNotice::isLate(Instant now) const
{
    constexpr auto toldWithin = 20s; // one that is late is forgiven
    return !seenAt || now - *seenAt > within + toldWithin;
}

} // namespace wuquan
