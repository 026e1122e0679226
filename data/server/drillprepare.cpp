// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillprepare.h"

#include "data/core/log.h"
#include "data/domain/drill.h"
#include "data/server/demo.h"
#include "data/server/drillday.h"
#include "data/server/drillframe.h"
#include "data/server/drillmark.h"
#include "data/server/migration.h"

using namespace Qt::StringLiterals;

namespace wuquan {

using postgres::Parameters;
using postgres::Session;

namespace {

/// A transaction that is rolled back unless it is committed.
class Transaction {
public:
    Transaction(Session &session, const QByteArray &begin)
        : m_session(session)
        , m_begun(session.run(begin))
    {
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction()
    {
        if (!m_begun || m_isCommitted)
            return;
        if (const auto undone = m_session.run("rollback"); !undone)
            qCWarning(logServer).noquote() << "rollback:" << undone.error().message;
    }
    [[nodiscard]] const Result<void> &begun() const { return m_begun; }
    Result<void> commit()
    {
        m_isCommitted = true;
        return m_session.run("commit");
    }

private:
    Session &m_session;
    Result<void> m_begun;
    bool m_isCommitted = false;
};

Result<void> checkSource(Session &from, const QString &name)
{
    const auto ledger = from.query("select to_regclass('wuquan.schema_version') is not null");
    if (!ledger)
        return std::unexpected(ledger.error());
    const bool isOurs = ledger->value<bool>().value_or(false);
    const auto version = from.query(isOurs ? "select max(version) from wuquan.schema_version" : "select 0");
    const auto migrations = builtInMigrations();
    if (!version || !migrations)
        return std::unexpected(version ? migrations.error() : version.error());
    if (version->value<std::int32_t>().value_or(0) != std::int32_t(migrations->size()))
        return failure(ErrorKind::Refused,
            u"%1 is no database of ours, or not at the version of this program: see wuquanctl migrate"_s.arg(name));
    if (const auto real = refuseDrill(from, u"no drill is made of one"_s); !real)
        return real;
    // Row security would give anybody else a part of the day.
    const auto whole = from.query("select wuquan.is_owner()");
    if (!whole)
        return std::unexpected(whole.error());
    if (!whole->value<bool>().value_or(false))
        return failure(ErrorKind::Refused, u"only the owner of %1 sees the whole day"_s.arg(name));
    return {};
}

/// Elements of a JSON array of whoever may take part; empty unless the target is a drill.
struct Seats {
    QByteArray elements;
    int count = 0;
};

/// Leaves the target without a schema of ours, if it may be.
Result<Seats> clearTarget(Session &to, const QString &name, bool again)
{
    const auto state = to.query(
        "select to_regclass('wuquan.attribute') is not null, exists (select from pg_class c join pg_namespace n on n.oid = "
        "c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname not in "
        "('information_schema', 'wuquan') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = "
        "'e'))");
    if (!state)
        return std::unexpected(state.error());
    if (state->value<bool>(0, 1).value_or(true))
        return failure(
            ErrorKind::Refused, u"%1 has tables of something else: make an empty one by createdb"_s.arg(name));
    if (!state->value<bool>(0, 0).value_or(false))
        return Seats{};
    const auto found = isDrill(to);
    const auto empty = isEmptyDatabase(to);
    if (!found || !empty)
        return std::unexpected(found ? empty.error() : found.error());
    if (!*found)
        return *empty ? Result<Seats>(Seats{})
                      : failure(ErrorKind::Refused,
                            u"%1 holds a district that is no drill: make an empty database by createdb"_s.arg(name));
    if (!again)
        return failure(ErrorKind::Refused, u"%1 holds a drill; --again puts another one in its place"_s.arg(name));
    const auto seats = to.query("select coalesce(string_agg(to_jsonb(s)::text, ','), ''), count(*) from wuquan.seat s");
    if (!seats)
        return std::unexpected(seats.error());
    if (const auto dropped = to.run("set lock_timeout = '10s'; set client_min_messages = warning; "
                                    "drop schema wuquan cascade; reset lock_timeout; reset client_min_messages");
        !dropped)
        return std::unexpected(dropped.error());
    return Seats{
        seats->value<QByteArray>(0, 0).value_or(QByteArray()), int(seats->value<std::int64_t>(0, 1).value_or(0))};
}

Result<void> copyMarks(Session &from, Session &to, const QDate &day)
{
    const auto titles = from.query("select max(value) filter (where name = 'title'), "
                                   "max(value) filter (where name = 'title_en') from wuquan.attribute");
    if (!titles)
        return std::unexpected(titles.error());
    const auto title = [&](int column, Language language, const QString &otherwise) {
        return drill::titlePrefix(language) + titles->value<QString>(0, column).value_or(otherwise);
    };
    const std::pair<QString, QString> marks[] = {{drill::markAttribute, u"演练"_s},
        {drill::dayAttribute, day.toString(Qt::ISODate)}, {u"title"_s, title(0, Language::Chinese, u"五圈"_s)},
        {u"title_en"_s, title(1, Language::English, u"Wuquan"_s)}};
    for (const auto &[name, value] : marks) {
        const auto written
            = to.query("insert into wuquan.attribute (name, value) values ($1, $2)", Parameters(name, value));
        if (!written)
            return std::unexpected(written.error());
    }
    return {};
}

Result<void> keepSeats(Session &to, const Seats &seats, DrillReport &report)
{
    if (seats.count == 0)
        return {};
    const auto kept = to.query(
        "with before as materialized (select * from jsonb_populate_recordset(null::wuquan.seat, $1::jsonb)), "
        "kept as (insert into wuquan.seat select b.* from before b where exists (select from wuquan.role r where r.role = "
        "b.role) and (b.street_id is null or exists (select from wuquan.area a where a.area_id = b.street_id)) and "
        "(b.department_id is null or exists (select from wuquan.department d where d.department_id = b.department_id)) and "
        "(b.responder_id is null or exists (select from wuquan.responder r where r.responder_id = b.responder_id)) "
        "returning login) select b.login from before b where b.login not in (select login from kept) order by 1",
        Parameters('[' + seats.elements + ']'));
    if (!kept)
        return std::unexpected(kept.error());
    for (int i = 0; i < kept->rowCount(); ++i)
        report.lostSeats << kept->value<QString>(i).value_or(QString());
    report.seats = seats.count - int(report.lostSeats.size());
    return {};
}

Result<void> fill(Session &from, Session &to, const DrillDay &day, const Seats &seats, DrillReport &report)
{
    Transaction writing(to, "begin; set local wuquan.bulk = on");
    if (!writing.begun())
        return writing.begun();
    // Marked before there is anything that could be taken for real.
    if (const auto marked = copyMarks(from, to, day.day); !marked)
        return marked;
    const auto frame = copyFrame(from, to);
    if (!frame)
        return std::unexpected(frame.error());
    report.frameRows = *frame;
    if (const auto written = insertJson(to, "drill_incident", day.elements); !written)
        return std::unexpected(written.error());
    if (const auto kept = keepSeats(to, seats, report); !kept)
        return kept;
    return writing.commit();
}

} // namespace

Result<DrillReport> prepareDrill(
    const postgres::Settings &from, const postgres::Settings &to, const DrillRequest &request)
{
    auto source = Session::open(from);
    if (!source)
        return std::unexpected(source.error());
    const Transaction reading(
        *source, "begin isolation level repeatable read, read only; set local timezone = 'Asia/Shanghai'");
    if (!reading.begun())
        return std::unexpected(reading.begun().error());
    if (const auto checked = checkSource(*source, from.description()); !checked)
        return std::unexpected(checked.error());
    const auto day = readDrillDay(*source, request.day);
    auto target = day ? Session::open(to) : std::unexpected(day.error());
    if (!target)
        return std::unexpected(target.error());
    if (const auto claimed = claimDrill(*target); !claimed)
        return std::unexpected(claimed.error());
    const auto seats = clearTarget(*target, to.description(), request.again);
    if (!seats)
        return std::unexpected(seats.error());
    if (const auto migrated = migrate(*target); !migrated)
        return std::unexpected(migrated.error());
    DrillReport report{.day = day->day,
        .incidents = day->incidents,
        .solvedOnTheSpot = day->solvedOnTheSpot,
        .suppressed = day->suppressed};
    if (const auto filled = fill(*source, *target, *day, *seats, report); !filled)
        return std::unexpected(filled.error());
    if (const auto analyzed = target->run("analyze"); !analyzed)
        return std::unexpected(analyzed.error());
    return report;
}

} // namespace wuquan
