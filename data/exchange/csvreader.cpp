// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/csvreader.h"

#include <QIODevice>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype blockBytes = 256 << 10;

const char *find(const char *begin, const char *end, char byte)
{
    const void *found = begin == end ? nullptr : std::memchr(begin, byte, std::size_t(end - begin));
    return found ? static_cast<const char *>(found) : end;
}

/// The first line end or the end.
const char *lineEnd(const char *begin, const char *end)
{
    const char *feed = find(begin, end, '\n');
    return find(begin, feed, '\r');
}

} // namespace

QString csvProblemText(CsvProblem problem)
{
    switch (problem) {
    case CsvProblem::None:
        break;
    case CsvProblem::TooLong:
        return u"the row is longer than 1 MiB"_s;
    case CsvProblem::HasNul:
        return u"the row has a NUL byte"_s;
    case CsvProblem::BadEncoding:
        return u"the row is not in the encoding of the mapping"_s;
    case CsvProblem::StrayQuote:
        return u"text follows a closing quote"_s;
    case CsvProblem::OpenQuote:
        return u"a quote is opened and not closed"_s;
    }
    return {};
}

CsvReader::CsvReader(QIODevice &device, TextEncoding encoding, char delimiter)
    : m_device(device)
    , m_encoding(encoding)
    , m_delimiter(delimiter)
    , m_unquoted(maximumRecordBytes + 4 * blockBytes, Qt::Uninitialized)
{
    if (encoding == TextEncoding::Gb18030)
        m_decoder = QStringDecoder("GB18030");
}

Result<void> CsvReader::fill()
{
    if (m_encoding == TextEncoding::Gb18030 && !m_decoder.isValid())
        return failure(ErrorKind::Io, u"this Qt can't decode GB18030 (it was built without ICU)"_s);
    m_block.resize(blockBytes);
    const qint64 got = m_device.read(m_block.data(), m_block.size());
    if (got < 0)
        return failure(ErrorKind::Io, m_device.errorString());
    m_block.truncate(got);
    m_bytesRead += got;
    m_atEnd = got == 0;
    QByteArray kept(m_begin, m_end - m_begin);
    kept.reserve(kept.size() + blockBytes);
    if (m_encoding == TextEncoding::Gb18030)
        kept += QString(m_decoder.decode(m_block)).toUtf8();
    else
        kept += m_block;
    m_buffer = std::move(kept);
    m_begin = m_buffer.constData();
    m_end = m_begin + m_buffer.size();
    if (!m_started && (m_end - m_begin >= 3 || m_atEnd)) {
        m_started = true;
        if (m_end - m_begin >= 3 && std::memcmp(m_begin, "\xef\xbb\xbf", 3) == 0)
            m_begin += 3;
    }
    return {};
}

void CsvReader::consumeLineEnd()
{
    if (m_begin == m_end)
        return;
    m_afterReturn = *m_begin == '\r';
    ++m_begin;
    ++m_nextLine;
}

Result<bool> CsvReader::next()
{
    m_problem = CsvProblem::None;
    for (;;) {
        while (m_begin < m_end && (*m_begin == '\n' || *m_begin == '\r')) {
            if (m_afterReturn && *m_begin == '\n') {
                m_afterReturn = false;
                ++m_begin;
            } else {
                consumeLineEnd();
            }
        }
        if (m_started && m_begin < m_end)
            break;
        if (m_atEnd)
            return false;
        if (const auto filled = fill(); !filled)
            return std::unexpected(filled.error());
    }
    m_afterReturn = false;
    m_line = m_nextLine;
    if (const auto read = readRecord(); !read)
        return std::unexpected(read.error());
    return true;
}

Result<void> CsvReader::readRecord()
{
    while (scanRecord() == Scan::NeedsMore) {
        if (m_end - m_begin > maximumRecordBytes) {
            const bool oneLine = lineEnd(m_begin, m_end) == m_end;
            failRecord(oneLine ? CsvProblem::TooLong : CsvProblem::OpenQuote);
            return oneLine ? skipLine() : Result<void>{};
        }
        if (const auto filled = fill(); !filled)
            return filled;
    }
    if (m_problem != CsvProblem::None)
        failRecord(m_problem);
    else
        validate();
    return {};
}

/// Takes the record at m_begin apart. NeedsMore: its end is not in the buffer yet; nothing has been consumed.
CsvReader::Scan CsvReader::scanRecord()
{
    m_fields.clear();
    m_unquotedSize = 0;
    m_problem = CsvProblem::None;
    const char *at = m_begin;
    for (;;) {
        if (at < m_end && *at == '"') {
            const char *from = at + 1;
            const char *quote = from;
            bool doubled = false;
            for (;;) {
                quote = find(quote, m_end, '"');
                if (quote == m_end || (quote + 1 == m_end && !m_atEnd)) {
                    m_problem = CsvProblem::OpenQuote;
                    return m_atEnd ? Scan::Complete : Scan::NeedsMore;
                }
                if (quote + 1 == m_end || quote[1] != '"')
                    break;
                doubled = true;
                quote += 2;
            }
            at = quote + 1;
            if (at < m_end && *at != m_delimiter && *at != '\n' && *at != '\r') {
                m_problem = CsvProblem::StrayQuote;
                return lineEnd(m_begin, m_end) == m_end && !m_atEnd ? Scan::NeedsMore : Scan::Complete;
            }
            addQuoted(from, quote, doubled);
        } else {
            const char *from = at;
            while (at < m_end && *at != m_delimiter && *at != '\n' && *at != '\r')
                ++at;
            m_fields.emplace_back(from, at - from);
        }
        if (at == m_end && !m_atEnd)
            return Scan::NeedsMore;
        if (at == m_end || *at != m_delimiter) {
            endRecord(at);
            return Scan::Complete;
        }
        ++at;
    }
}

void CsvReader::addQuoted(const char *begin, const char *end, bool hasDoubledQuotes)
{
    if (!hasDoubledQuotes) {
        m_fields.emplace_back(begin, end - begin);
        return;
    }
    char *const start = m_unquoted.data() + m_unquotedSize;
    char *to = start;
    for (const char *from = begin; from < end; ++from) {
        *to++ = *from;
        if (*from == '"')
            ++from;
    }
    m_unquotedSize += to - start;
    m_fields.emplace_back(start, to - start);
}

/// The record ends here: consumes it and its line end, counting the line ends inside its quotes.
void CsvReader::endRecord(const char *end)
{
    m_raw = QByteArrayView(m_begin, end - m_begin);
    for (const char *at = lineEnd(m_begin, end); at < end; at = lineEnd(at + 1, end)) {
        if (*at == '\n' || at + 1 == end || at[1] != '\n')
            ++m_nextLine;
    }
    m_begin = end;
    consumeLineEnd();
}

/// Gives the first line of the record up and goes on behind it.
void CsvReader::failRecord(CsvProblem problem)
{
    endRecord(lineEnd(m_begin, m_end));
    m_problem = problem;
    m_fields.clear();
}

/// Throws the rest of an overlong line away; its beginning stays in raw() until the next record.
Result<void> CsvReader::skipLine()
{
    static constexpr qsizetype keptBytes = 4096;
    const QByteArray beginning = m_raw.first(std::min(m_raw.size(), keptBytes)).toByteArray();
    for (m_begin = m_end; m_begin == m_end && !m_atEnd; m_begin = lineEnd(m_begin, m_end)) {
        if (const auto filled = fill(); !filled)
            return filled;
    }
    consumeLineEnd();
    std::memcpy(m_unquoted.data(), beginning.constData(), std::size_t(beginning.size()));
    m_raw = QByteArrayView(m_unquoted.constData(), beginning.size());
    return {};
}

void CsvReader::validate()
{
    if (m_raw.size() > maximumRecordBytes)
        m_problem = CsvProblem::TooLong;
    else if (m_raw.contains('\0'))
        m_problem = CsvProblem::HasNul;
    else if (!m_raw.isValidUtf8()
        || (m_encoding == TextEncoding::Gb18030 && m_raw.contains(QByteArrayView("\xef\xbf\xbd"))))
        // A decoder leaves U+FFFD where bytes made no sense; nobody writes that character on purpose.
        m_problem = CsvProblem::BadEncoding;
    if (m_problem != CsvProblem::None)
        m_fields.clear();
}

} // namespace wuquan
