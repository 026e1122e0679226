// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"

#include "data/postgres/session.h"
#include "data/server/auditchain.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

Result<std::vector<ChainHead>> readFiles(const QStringList &names)
{
    std::vector<ChainHead> heads;
    for (const QString &name : names) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Io, u"%1: %2"_s.arg(name, file.errorString()));
        const auto read = parseHeads(file, name);
        if (!read)
            return read;
        heads.insert(heads.end(), read->begin(), read->end());
    }
    return heads;
}

ExitCode verify(CommandContext &context, postgres::Session &session, std::vector<ChainHead> heads)
{
    const auto headCount = heads.size();
    const auto report = verifyChains(session, std::move(heads), [&context](const ChainFault &fault) {
        context.out << "incident " << fault.incident;
        if (fault.seq)
            context.out << ", event " << *fault.seq;
        context.out << ": " << fault.english << '\n';
    });
    if (!report)
        return fail(context, report.error());
    context.out << report->chains << " chains with " << report->events << " events";
    if (headCount > 0)
        context.out << ", compared with " << headCount << " heads";
    context.out << (report->faults == 0 ? u": whole"_s : u": %1 faults"_s.arg(report->faults)) << '\n';
    if (headCount == 0)
        context.out << "events at the end of a chain that were removed show only with --heads\n";
    context.out.flush();
    return report->faults == 0 ? ExitDone : ExitFailed;
}

ExitCode heads(CommandContext &context, postgres::Session &session, QDate day)
{
    context.out << headsTitle() << '\n';
    const auto done
        = readHeads(session, day, [&context](const ChainHead &head) { context.out << headLine(head) << '\n'; });
    context.out.flush();
    return done ? ExitDone : fail(context, done.error());
}

ExitCode runAudit(CommandContext &context)
{
    QStringList arguments = context.arguments;
    const auto day = takeOption(arguments, u"day"_s);
    const qsizetype at = arguments.indexOf(u"--heads"_s);
    const QStringList files = at < 0 ? QStringList() : arguments.sliced(at + 1);
    if (at >= 0)
        arguments.resize(at);
    const QString what = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (!arguments.isEmpty())
        return usage(context, auditCommand, u"unknown argument %1"_s.arg(arguments.constFirst()));
    const QDate date = day ? QDate::fromString(*day, Qt::ISODate) : QDate();
    if (what == "heads"_L1) {
        if (!date.isValid() || at >= 0)
            return usage(context, auditCommand, u"audit heads wants --day and a day such as 2026-11-26"_s);
    } else if (what != "verify"_L1) {
        return usage(context, auditCommand, u"say what to do: verify or heads"_s);
    } else if (day || (at >= 0 && files.isEmpty())) {
        return usage(context, auditCommand, day ? u"--day is for audit heads"_s : u"--heads wants files"_s);
    }
    auto kept = readFiles(files);
    if (!kept)
        return fail(context, kept.error());
    auto session = sessionOf(context);
    if (!session)
        return fail(context, session.error());
    return what == "heads"_L1 ? heads(context, *session, date) : verify(context, *session, std::move(*kept));
}

} // namespace

const Command auditCommand{"audit"_L1, "audit verify [--heads FILE…] | audit heads --day YYYY-MM-DD"_L1,
    "whether the event log is as it was written; heads of each day, kept elsewhere, show what was cut off"_L1,
    runAudit};

} // namespace wuquan
