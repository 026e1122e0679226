// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QFile>

#include <cstdint>
#include <span>

namespace wuquan {

/// The file that tells which rows were not taken and why: CSV in UTF-8 with a byte order mark, so that Excel reads it.
/// It appears whole or not at all (written aside, then renamed); without a rejected row there is none, and that of an
/// earlier run goes. Texts that a spreadsheet would take for a formula get an apostrophe in front.
class RejectedRows {
public:
    /// Writes beside the input: "a.csv" gives "a.rejected.csv".
    explicit RejectedRows(const QString &inputFile);
    RejectedRows(const RejectedRows &) = delete;
    RejectedRows &operator=(const RejectedRows &) = delete;
    /// What was not committed is thrown away.
    ~RejectedRows();

    /// Begins the file and names the columns after the number and the reason; call before the first row. ErrorKind::Io
    /// when there is no place for it.
    [[nodiscard]] Result<void> setHeader(std::span<const QByteArrayView> header, QByteArrayView numberName = "line");
    /// One rejected row. Errors show in commit().
    void add(std::int64_t number, const QString &reason, std::span<const QByteArrayView> fields);

    /// Puts the file in its place; ErrorKind::Io when that or an earlier write failed.
    [[nodiscard]] Result<void> commit();

    [[nodiscard]] std::int64_t count() const { return m_count; }
    [[nodiscard]] const QString &fileName() const { return m_fileName; }

private:
    void writeRow(QByteArrayView first, QByteArrayView second, std::span<const QByteArrayView> fields);
    void writeField(QByteArrayView text);

    QString m_fileName;
    QFile m_part;
    QByteArray m_line;
    std::int64_t m_count = 0;
};

} // namespace wuquan
