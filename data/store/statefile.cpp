// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/statefile.h"

#include "data/store/statepayload.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr QByteArrayView magic = "WUQUANST";
constexpr qsizetype versionAt = 8;
constexpr qsizetype lengthAt = 16;
constexpr qsizetype hashAt = 24;
constexpr qsizetype headLength = 56;

/// Writes a state file to a device that can seek, no more of it in memory than a piece; false when the device fails.
bool write(const ChangeBatch &state, QIODevice &to)
{
    QByteArray head(headLength, '\0');
    bool isWritten = to.write(head) == head.size();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    quint64 length = 0;
    state::writePayload(state, [&](QByteArrayView piece) {
        hash.addData(piece);
        length += quint64(piece.size());
        isWritten = isWritten && to.write(piece.data(), piece.size()) == piece.size();
    });
    std::ranges::copy(magic, head.data());
    qToLittleEndian<quint32>(state::formatVersion, head.data() + versionAt);
    qToLittleEndian<quint64>(length, head.data() + lengthAt);
    std::ranges::copy(hash.resultView(), head.data() + hashAt);
    return isWritten && to.seek(0) && to.write(head) == head.size();
}

QByteArray hashOf(QByteArrayView payload)
{
    return QCryptographicHash::hash(payload, QCryptographicHash::Sha256);
}

/// How long the payload is by its head; the head itself is checked, the payload not yet.
Result<quint64> payloadLength(QByteArrayView head)
{
    if (head.size() < headLength || !head.startsWith(magic))
        return failure(ErrorKind::Input, u"it is no state file"_s);
    const auto version = qFromLittleEndian<quint32>(head.data() + versionAt);
    if (version != state::formatVersion)
        return failure(ErrorKind::Input,
            u"its format is version %1, this program's is %2"_s.arg(version).arg(state::formatVersion));
    return qFromLittleEndian<quint64>(head.data() + lengthAt);
}

std::unexpected<Error> named(const QString &path, const Error &error)
{
    return failure(error.kind, u"the state file %1: %2"_s.arg(path, error.message));
}

std::unexpected<Error> named(const QString &path, const QFileDevice &file)
{
    return named(path, {ErrorKind::Io, file.errorString()});
}

} // namespace

QByteArray encodeState(const ChangeBatch &state)
{
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    write(state, buffer);
    return file;
}

Result<ChangeBatch> decodeState(QByteArrayView file)
{
    const auto length = payloadLength(file);
    if (!length)
        return std::unexpected(length.error());
    const QByteArrayView payload = file.sliced(headLength);
    if (quint64(payload.size()) != *length)
        return failure(ErrorKind::Input, u"it is not as long as it says"_s);
    if (QByteArrayView(hashOf(payload)) != file.sliced(hashAt, headLength - hashAt))
        return failure(ErrorKind::Input, u"it is damaged: its checksum does not fit"_s);
    return state::batchFromPayload(payload);
}

Result<void> writeState(const QString &path, const ChangeBatch &state)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return named(path, {ErrorKind::Io, u"the folder %1 can't be made"_s.arg(folder)});
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return named(path, file);
    // Before anything is in it.
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return named(path, file);
    if (!write(state, file) || !file.commit())
        return named(path, file);
    return {};
}

Result<ChangeBatch> readState(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return named(path, {ErrorKind::Io, u"it is no file"_s});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return named(path, file);
    // The head first: what is no state is not read as a whole, however long it is.
    const QByteArray head = file.peek(headLength);
    if (const auto length = payloadLength(head); !length)
        return named(path, length.error());
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return named(path, file);
    auto state = decodeState(bytes);
    if (!state)
        return named(path, state.error());
    return state;
}

} // namespace wuquan
