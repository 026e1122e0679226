// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time/mirrorcard.h"

#include "widgets/theme/format.h"

namespace wuquan {

MirrorCard::MirrorCard(
    const MirrorNotice &notice, Instant now, Language language, Appearance &appearance, QWidget *parent)
    : Popup(520, appearance, parent)
{
    addFacts(tr("镜像库"),
        {{tr("来源"), notice.from},
            {tr("与来源一致至"), notice.seenAt ? formatMoment(*notice.seenAt, now, language) : tr("首次同步未完成")},
            {tr("未能同步的行"), formatCount(notice.rejected)},
            {tr("按隐私规定不同步"), tr("%1 起事件").arg(formatCount(notice.suppressed))}});
    addNote(localName(language, notice.promise, notice.promiseEn), 4);
}

} // namespace wuquan
