// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changelog.h"

#include <QByteArrayList>
#include <QHash>
#include <QString>

#include <optional>
#include <span>

namespace wuquan {

/// One table or view that the mirror copies, under the same name in schema wuquan on both sides.
struct MirrorRelation {
    QByteArray name;
    QByteArrayList key; ///< columns, unique on both sides; a sliced relation has one, an integer
    int sliceRows = 0; ///< rows compared and read together; 0: the whole relation, which is small
    std::optional<Entity> entity = {}; ///< under which a change log tells of it
    bool isOptional = false; ///< a source may lack it without anybody being told
    bool keepsOwn = false; ///< rows of ours that the source lacks stay
    QByteArray condition = {}; ///< on the row t of the source: which rows are copied
    /// SQL for a value of ours where the source's text, s.COLUMN, or the lack of it will not do.
    QHash<QByteArray, QByteArray> values = {};

    /// For messages.
    [[nodiscard]] QString shownName() const { return QString::fromUtf8(name); }
};

/// All of them, each behind those it refers to.
[[nodiscard]] std::span<const MirrorRelation> mirrorRelations();

} // namespace wuquan
