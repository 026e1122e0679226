// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/error.h"
#include "data/geo/point.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace wuquan {

/// Where an alert is about: a name, and whatever shapes it has.
struct CapArea {
    QString description;
    std::vector<std::vector<GeoPoint>> polygons; ///< four or more points each, the last the first
    std::vector<std::pair<GeoPoint, double>> circles; ///< middle and radius in kilometres, which may be 0
    std::vector<std::pair<QString, QString>> geocodes; ///< name and value

    bool operator==(const CapArea &) const = default;
};

/// What an alert says, in one language.
struct CapInfo {
    QString language = QStringLiteral("zh-CN");
    QStringList categories; ///< one or more of Geo, Met, Safety, Security, Rescue, Fire, Health, Env, …
    QString event;
    QString urgency = QStringLiteral("Unknown"); ///< Immediate, Expected, Future, Past, Unknown
    QString severity = QStringLiteral("Unknown"); ///< Extreme, Severe, Moderate, Minor, Unknown
    QString certainty = QStringLiteral("Unknown"); ///< Observed, Likely, Possible, Unlikely, Unknown
    std::vector<std::pair<QString, QString>> eventCodes; ///< name and value
    std::optional<Instant> onset;
    std::optional<Instant> expires;
    QString senderName;
    QString headline;
    QString description;
    std::vector<std::pair<QString, QString>> parameters; ///< name and value
    std::vector<CapArea> areas;

    bool operator==(const CapInfo &) const = default;
};

/// An alert message of the Common Alerting Protocol 1.2 (OASIS, CAP-v1.2-os, 1 July 2010), as far as this program deals
/// with it: without resources, audiences and instructions.
struct CapMessage {
    QString identifier; ///< without blanks, commas, < and &; likewise:
    QString sender;
    Instant sent;
    QString status = QStringLiteral("Actual"); ///< Actual, Exercise, System, Test or Draft
    QString type = QStringLiteral("Alert"); ///< Alert, Update, Cancel, Ack or Error
    QString scope = QStringLiteral("Restricted"); ///< Public, Restricted (which says to whom) or Private
    QString restriction; ///< of Restricted
    QString addresses; ///< of Private
    QString note;
    QString references; ///< sender,identifier,sent of earlier messages
    std::vector<CapInfo> infos;

    bool operator==(const CapMessage &) const = default;
};

/// Why a message breaks a rule of the standard; none when it keeps them all.
[[nodiscard]] std::optional<QString> faultOf(const CapMessage &message);
/// The message as a document. It must keep the rules.
[[nodiscard]] QByteArray writeCap(const CapMessage &message);
/// A message out of a document of at most 1 MB; ErrorKind::Input with the line and what is wrong there. Elements that
/// the standard has and the message does not are passed over; others, a DTD and entities are refused.
[[nodiscard]] Result<CapMessage> readCap(const QByteArray &document);

} // namespace wuquan
