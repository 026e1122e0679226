// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/rejectedrows.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <charconv>
#include <filesystem>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype longestField = 4096; ///< bytes; a row that is refused for its length is not copied whole

/// Whether a spreadsheet would run the text; plain numbers such as -0.5 are harmless.
bool isFormula(QByteArrayView text)
{
    if (text.isEmpty() || !QByteArrayView("=+-@\t\r").contains(text[0]))
        return false;
    double value = 0;
    const char *begin = text.begin() + (text[0] == '+' ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, text.end(), value);
    return error != std::errc() || end != text.end();
}

QString rejectedName(const QString &inputFile)
{
    const QFileInfo info(inputFile);
    return info.dir().filePath(info.completeBaseName() + u".rejected.csv"_s);
}

} // namespace

RejectedRows::RejectedRows(const QString &inputFile)
    : m_fileName(rejectedName(inputFile))
    , m_part(m_fileName + u".part"_s)
{
}

RejectedRows::~RejectedRows()
{
    if (m_part.isOpen())
        m_part.remove();
}

Result<void> RejectedRows::setHeader(std::span<const QByteArrayView> header, QByteArrayView numberName)
{
    // Before anything is taken: who can't keep what is rejected must not begin.
    if (!m_part.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failure(ErrorKind::Io, u"%1: %2"_s.arg(m_part.fileName(), m_part.errorString()));
    m_line.clear();
    writeRow(numberName, "reason", header);
    m_part.write("\xef\xbb\xbf" + m_line);
    return {};
}

void RejectedRows::add(std::int64_t number, const QString &reason, std::span<const QByteArrayView> fields)
{
    ++m_count;
    m_line.clear();
    writeRow(QByteArray::number(qint64(number)), reason.toUtf8(), fields);
    m_part.write(m_line);
}

void RejectedRows::writeRow(QByteArrayView first, QByteArrayView second, std::span<const QByteArrayView> fields)
{
    writeField(first);
    m_line += ',';
    writeField(second);
    for (const QByteArrayView field : fields) {
        m_line += ',';
        writeField(field);
    }
    m_line += "\r\n";
}

void RejectedRows::writeField(QByteArrayView text)
{
    // Bytes that are no UTF-8 become U+FFFD, a NUL its picture.
    QByteArray clean = QString::fromUtf8(text.first(std::min(text.size(), longestField))).toUtf8();
    clean.replace(QByteArrayView("\0", 1), "\xe2\x90\x80");
    if (isFormula(clean))
        clean.prepend('\'');
    const bool plain
        = std::ranges::none_of(clean, [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; });
    m_line += plain ? clean : '"' + clean.replace('"', "\"\"") + '"';
}

Result<void> RejectedRows::commit()
{
    if (m_count == 0) {
        m_part.remove();
        if (QFile::exists(m_fileName) && !QFile::remove(m_fileName))
            return failure(ErrorKind::Io, u"%1 of an earlier run can't be removed"_s.arg(m_fileName));
        return {};
    }
    const bool written = m_part.isOpen() && m_part.flush() && m_part.error() == QFileDevice::NoError;
    if (!written)
        return failure(ErrorKind::Io, u"%1: %2"_s.arg(m_part.fileName(), m_part.errorString()));
    m_part.close();
    std::error_code error;
    std::filesystem::rename(m_part.filesystemFileName(), QFileInfo(m_fileName).filesystemFilePath(), error);
    if (error)
        return failure(ErrorKind::Io, u"%1: %2"_s.arg(m_fileName, QString::fromStdString(error.message())));
    return {};
}

} // namespace wuquan
