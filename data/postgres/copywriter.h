// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/error.h"
#include "data/core/ids.h"

#include <QByteArray>
#include <QDate>
#include <QStringView>

#include <cstdint>
#include <optional>

struct pg_conn;

namespace wuquan::postgres {

/// Writes rows of a running COPY … FROM STDIN (FORMAT binary); memory stays at one buffer of 64 KiB and a row.
/// Values must have exactly the column's type. Made by Session::copyIn; call finish() to commit the statement.
class CopyWriter {
public:
    explicit CopyWriter(pg_conn *connection);
    CopyWriter(CopyWriter &&other) noexcept;
    CopyWriter &operator=(CopyWriter &&) = delete;
    /// Ends an unfinished COPY with an error, so that nothing of it stays.
    ~CopyWriter();

    void beginRow(std::int16_t columns);
    void addNull();
    void add(bool value); ///< boolean
    void add(std::int16_t value); ///< smallint
    void add(std::int32_t value); ///< integer
    void add(std::int64_t value); ///< bigint
    void add(float value); ///< real
    void add(double value); ///< double precision
    void add(QByteArrayView utf8); ///< text, varchar
    void add(QStringView text); ///< text, varchar
    void add(Instant value); ///< timestamptz
    void add(QDate value); ///< date
    void addJsonb(QByteArrayView utf8); ///< jsonb
    template <class Tag, class Rep>
    void add(StrongId<Tag, Rep> id)
    {
        add(id.value);
    }
    template <class T>
    void add(const std::optional<T> &value)
    {
        if (value)
            add(*value);
        else
            addNull();
    }

    /// Bytes handed to libpq or still in the buffer.
    [[nodiscard]] std::int64_t byteCount() const { return m_byteCount; }

    /// Ends the COPY; the number of rows the server took, or its refusal (also of rows before).
    [[nodiscard]] Result<std::int64_t> finish();

private:
    void length(qsizetype bytes);
    void flush();

    pg_conn *m_connection; ///< null once finished or moved from
    QByteArray m_buffer;
    std::int64_t m_byteCount = 0;
    bool m_failed = false;
};

} // namespace wuquan::postgres
