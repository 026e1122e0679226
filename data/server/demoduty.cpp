// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demoduty.h"

#include "data/postgres/session.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

Result<void> done(const Result<postgres::ResultSet> &rows)
{
    return rows ? Result<void>() : std::unexpected(rows.error());
}

/// "07:00-15:00", "15:00-23:00" → "{07:00,15:00}" and "{15:00,23:00}".
std::pair<QString, QString> arraysOf(const QStringList &shifts)
{
    QStringList begins, ends;
    for (const QString &shift : shifts) {
        begins += shift.section(u'-', 0, 0);
        ends += shift.section(u'-', 1);
    }
    return {u'{' + begins.join(u',') + u'}', u'{' + ends.join(u',') + u'}'};
}

Result<void> writeRoster(postgres::Session &session, const DemoResponderKind &kind, std::int16_t key)
{
    const auto [begins, ends] = arraysOf(kind.shifts);
    return done(session.query(
        "insert into wuquan.roster (responder_id, weekday, begins, ends) "
        "select r.responder_id, d, s.begins, s.ends from wuquan.responder r cross join generate_series(1, 7) d "
        "cross join unnest($2::time[], $3::time[]) with ordinality s(begins, ends, n) "
        "where r.kind_id = $1::smallint and case when $4::boolean then r.responder_id % cardinality($2::time[]) = n - 1 "
        "else $5::bigint = 0 or r.responder_id % nullif($5::bigint, 0) > 0 "
        "or r.responder_id / nullif($5::bigint, 0) % cardinality($2::time[]) <> n - 1 end",
        postgres::Parameters(key, begins, ends, kind.hours == "turns"_L1, kind.gap)));
}

Result<void> writeRunCards(postgres::Session &session, const QString &handler, const QByteArray &begins,
    const QByteArray &ends, const QStringList &kinds, const QList<std::int16_t> &types)
{
    for (std::int16_t type : types) {
        const auto written = session.query(
            "insert into wuquan.run_card (type_id, begins, ends, choice, kind_id) "
            "select $1::smallint, $2::time, $3::time, c.n, k.kind_id "
            "from string_to_table($4::text, ',') with ordinality c(code, n) join wuquan.responder_kind k using (code)",
            postgres::Parameters(type, begins, ends, kinds.join(u',')));
        if (!written)
            return std::unexpected(written.error());
        if (written->affectedRows() != kinds.size())
            return failure(
                ErrorKind::Input, u"catalogue/demo.toml: run_cards.%1 names no kind of responder"_s.arg(handler));
    }
    return {};
}

/// Of a kind that has a handful in some community, all of one community: as when a cable is cut.
Result<void> cutACable(postgres::Session &session)
{
    return session.run(
        "update wuquan.device d set state = 1 from wuquan.area g, (select g.parent_id, d.kind_id from wuquan.device d "
        "join wuquan.area g on g.area_id = d.grid_id group by 1, 2 having count(*) between 6 and 9 order by 1, 2 "
        "limit 1) c "
        "where g.area_id = d.grid_id and g.parent_id = c.parent_id and d.kind_id = c.kind_id");
}

} // namespace

Result<void> loadDemoDuty(postgres::Session &session, const DemoCatalogue &catalogue, const DemoTargets &targets,
    Instant asOf, bool standsStill)
{
    for (std::size_t k = 0; k < catalogue.responderKinds.size(); ++k) {
        const DemoResponderKind &kind = catalogue.responderKinds[k];
        if (!kind.shifts.isEmpty()) {
            if (const auto written = writeRoster(session, kind, keyOf(k)); !written)
                return written;
        }
        if (kind.reportEvery_min == 0)
            continue;
        const auto since = standsStill ? QByteArray("infinity") : postgres::timestampText(asOf);
        if (const auto written = session.query(
                "insert into wuquan.patrol (responder_id, every_minutes, since) "
                "select responder_id, $2::smallint, $3::timestamptz from wuquan.responder where kind_id = $1::smallint",
                postgres::Parameters(keyOf(k), kind.reportEvery_min, since));
            !written)
            return std::unexpected(written.error());
    }
    for (const auto &[handler, card] : targets.runCards.asKeyValueRange()) {
        QList<std::int16_t> types;
        for (std::size_t t = 0; t < catalogue.types.size(); ++t) {
            if (catalogue.types[t].severity == 1 && catalogue.types[t].handler == handler)
                types += keyOf(t);
        }
        if (const auto written = writeRunCards(session, handler, "08:00", "20:00", card.day, types); !written)
            return written;
        if (const auto written = writeRunCards(session, handler, "20:00", "08:00", card.night, types); !written)
            return written;
    }
    if (const auto made = session.query("select wuquan.command_post_fill()"); !made)
        return std::unexpected(made.error());
    return cutACable(session);
}

Result<void> keepDemoDuty(postgres::Session &session, Instant at)
{
    // Between 20 and 40 minutes from one report to the next, of each patrol another while.
    const char *const statements[] = {
        "insert into wuquan.patrol_report (responder_id, at) select p.responder_id, $1::timestamptz "
        "from wuquan.patrol p join wuquan.duty($1::timestamptz) d using (responder_id) "
        "where d.on_duty and isfinite(p.since) "
        "and (p.responder_id + ((d.since at time zone 'Asia/Shanghai')::date - date '2018-01-01')) % 48 > 0 "
        "and not exists (select from wuquan.patrol_report t where t.responder_id = p.responder_id "
        "and t.at > $1::timestamptz - (20 + p.responder_id * 7 % 20) * interval '1 minute')",
        ("update wuquan.responder r set state = w.state from wuquan.due_states($1::timestamptz) w "
         "where r.responder_id = w.responder_id"),
        "select wuquan.settle_voids($1::timestamptz)",
    };
    for (const char *statement : statements) {
        const auto kept = session.query(statement, postgres::Parameters(postgres::timestampText(at)));
        if (!kept)
            return std::unexpected(kept.error());
    }
    return {};
}

} // namespace wuquan
