// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace wuquan {

/// A file of an incident that somebody wants to have.
struct AttachmentOrder {
    std::int64_t id = 0;
    QString name; ///< without a folder
    QByteArray sha256; ///< of its content
    QString folder; ///< where it is to be written; nothing there is overwritten

    bool operator==(const AttachmentOrder &) const = default;
};

} // namespace wuquan
