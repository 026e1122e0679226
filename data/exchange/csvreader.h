// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringDecoder>

#include <cstdint>
#include <span>
#include <vector>

class QIODevice;

namespace wuquan {

/// In which bytes a text file is written.
enum class TextEncoding : std::uint8_t {
    Utf8, ///< with or without a byte order mark
    Gb18030, ///< and so GBK and GB2312
};

/// Why a record can't be taken apart.
enum class CsvProblem : std::uint8_t { None, TooLong, HasNul, BadEncoding, StrayQuote, OpenQuote };

/// The problem in words for a list of rejected rows.
[[nodiscard]] QString csvProblemText(CsvProblem problem);

/// Reads RFC 4180 and what Excel makes of it, record by record, with flat memory: a byte order mark, LF, CRLF or CR
/// line ends, line ends and doubled quotes inside quotes, quotes in the middle of a bare field (kept as they are).
/// Empty lines are skipped. A record that is malformed ends at its first line end, so that one stray quote costs one
/// row and not the rest of the file; one longer than 1 MiB is bad and is not kept. Owned by one thread.
class CsvReader {
public:
    static constexpr qsizetype maximumRecordBytes = 1 << 20;

    /// The device must be open and outlive the reader.
    CsvReader(QIODevice &device, TextEncoding encoding = TextEncoding::Utf8, char delimiter = ',');

    /// Reads one record; false at the end. ErrorKind::Io when the device fails.
    [[nodiscard]] Result<bool> next();

    /// Number of the physical line on which the record begins, from 1.
    [[nodiscard]] std::int64_t line() const { return m_line; }
    [[nodiscard]] CsvProblem problem() const { return m_problem; }
    /// UTF-8, valid until next(); empty when there is a problem.
    [[nodiscard]] std::span<const QByteArrayView> fields() const { return m_fields; }
    /// The record as read, without its line end and cut to what was kept; UTF-8 unless that was the problem.
    [[nodiscard]] QByteArrayView raw() const { return m_raw; }
    /// Bytes of the device that have been read so far, for progress.
    [[nodiscard]] std::int64_t bytesRead() const { return m_bytesRead; }

private:
    enum class Scan : std::uint8_t { Complete, NeedsMore };

    [[nodiscard]] Result<void> fill();
    [[nodiscard]] Scan scanRecord();
    [[nodiscard]] Result<void> readRecord();
    [[nodiscard]] Result<void> skipLine();
    void consumeLineEnd();
    void endRecord(const char *end);
    void failRecord(CsvProblem problem);
    void validate();
    void addQuoted(const char *begin, const char *end, bool hasDoubledQuotes);

    QIODevice &m_device;
    TextEncoding m_encoding;
    QStringDecoder m_decoder;
    char m_delimiter;
    bool m_atEnd = false; ///< the device has no more bytes
    bool m_started = false;
    bool m_afterReturn = false; ///< a line feed that comes next belongs to the carriage return before it
    std::int64_t m_bytesRead = 0;

    QByteArray m_block;
    QByteArray m_buffer; ///< UTF-8; records are views into it
    const char *m_begin = nullptr; ///< first byte not yet given out
    const char *m_end = nullptr;
    std::int64_t m_nextLine = 1;

    std::int64_t m_line = 0;
    CsvProblem m_problem = CsvProblem::None;
    std::vector<QByteArrayView> m_fields;
    QByteArrayView m_raw;
    QByteArray m_unquoted; ///< fields whose doubled quotes were halved; never grows, so that views into it hold
    qsizetype m_unquotedSize = 0;
};

} // namespace wuquan
