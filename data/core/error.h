// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <expected>

namespace wuquan {

/// What kind of thing went wrong, for those who must decide what to do next.
enum class ErrorKind {
    Input, ///< what the user or a file gave is not usable
    Io, ///< a file or folder could not be read or written
    Connection, ///< the database could not be reached, or was lost
    Database, ///< the database refused a statement; sqlState says which rule
    Refused, ///< we are not allowed, or refuse ourselves
    Cancelled, ///< somebody asked to stop
};

/// One error: its kind, PostgreSQL's SQLSTATE when there is one, and a sentence for the user.
struct Error {
    ErrorKind kind;
    QString message;
    QByteArray sqlState = {};

    bool operator==(const Error &) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> failure(ErrorKind kind, const QString &message, const QByteArray &sqlState = {})
{
    return std::unexpected(Error{kind, message, sqlState});
}

} // namespace wuquan
