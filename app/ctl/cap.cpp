// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"

#include "data/exchange/capincident.h"
#include "data/postgres/session.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

ExitCode exportOne(
    CommandContext &context, postgres::Session &session, IncidentId incident, const CapEnvelope &envelope)
{
    const auto message = capOfIncident(session, incident, envelope, SystemClock().now());
    if (!message)
        return fail(context, message.error());
    context.out << QString::fromUtf8(writeCap(*message));
    context.out.flush();
    return ExitDone;
}

ExitCode importOne(CommandContext &context, postgres::Session &session, const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(context, {ErrorKind::Io, u"%1: %2"_s.arg(name, file.errorString())});
    const auto message = readCap(file.readAll());
    if (!message)
        return fail(context, {message.error().kind, u"%1: %2"_s.arg(name, message.error().message)});
    const auto taken = takeCap(session, *message);
    if (!taken)
        return fail(context, taken.error());
    context.out << "incident " << taken->incident.value
                << (taken->isNew ? ": taken in\n" : ": had been taken in before\n");
    context.out.flush();
    return ExitDone;
}

ExitCode runCap(CommandContext &context)
{
    QStringList arguments = context.arguments;
    CapEnvelope envelope;
    envelope.status = takeOption(arguments, u"status"_s).value_or(QString());
    envelope.sender = takeOption(arguments, u"sender"_s).value_or(u"wuquan"_s);
    envelope.restriction = takeOption(arguments, u"to"_s).value_or(u"command rooms"_s);
    envelope.note = takeOption(arguments, u"note"_s).value_or(QString());
    const QString what = arguments.isEmpty() ? QString() : arguments.takeFirst();
    bool isNumber = false;
    const qint64 incident = arguments.size() == 1 ? arguments.front().toLongLong(&isNumber) : 0;
    if (arguments.size() != 1 || (what != "export"_L1 && what != "import"_L1) || (what == "export"_L1 && !isNumber))
        return usage(context, capCommand, u"say export and an incident's number, or import and a file"_s);
    auto session = sessionOf(context);
    if (!session)
        return fail(context, session.error());
    return what == "export"_L1 ? exportOne(context, *session, IncidentId{incident}, envelope)
                               : importOne(context, *session, arguments.front());
}

} // namespace

const Command capCommand{"cap"_L1,
    "cap export INCIDENT [--status Actual|Exercise|Test] [--sender NAME] [--to WHOM] [--note TEXT] | cap import FILE"_L1,
    "an incident as a message of the Common Alerting Protocol 1.2, or one taken from it"_L1, runCap};

} // namespace wuquan
