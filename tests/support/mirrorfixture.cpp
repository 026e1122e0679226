// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mirrorfixture.h"

#include "data/server/contract.h"

#include <QFile>
#include <QSet>

#include <sys/eventfd.h>

using namespace Qt::StringLiterals;

namespace wuquan {

RunningMirror::RunningMirror(MirrorOptions options)
    : m_stop(eventfd(0, EFD_CLOEXEC))
{
    options.stop = m_stop.get();
    options.say = [this](const QString &text) {
        const std::scoped_lock lock(m_mutex);
        m_said << text;
    };
    m_thread = std::thread([this, options] { m_report = mirror(options); });
}

RunningMirror::~RunningMirror()
{
    if (m_thread.joinable() && !stop())
        qWarning("the mirror ended with an error");
}

Result<MirrorReport> RunningMirror::stop()
{
    eventfd_write(m_stop.get(), 1);
    m_thread.join();
    return *m_report;
}

QStringList RunningMirror::said() const
{
    const std::scoped_lock lock(m_mutex);
    return m_said;
}

bool RunningMirror::hasSaid(const QString &part) const
{
    return said().join(u'\n').contains(part);
}

Result<void> MirrorSides::makeForeign(postgres::Session &source, const QStringList &extensions)
{
    for (const QString &name : QStringList{u"foreign"_s} + extensions) {
        QFile script(QStringLiteral(WUQUAN_TEST_DATA "/") + name + u".sql"_s);
        if (!script.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Io, script.errorString());
        if (auto made = source.run(script.readAll()); !made)
            return made;
    }
    return source.run(
        "do $$ begin if not exists (select from pg_roles where rolname = 'reader') then create role reader "
        "login; alter role reader set default_transaction_read_only = on; end if; end $$; grant usage on "
        "schema wuquan to reader; grant select on all tables in schema wuquan to reader");
}

namespace {

/// Every row of a relation as text, with the columns of the contract; values that both sides write alike.
Result<QSet<QByteArray>> rowsOf(postgres::Session &session, const ContractRelation &relation)
{
    QStringList columns;
    for (const ContractColumn &column : relation.columns) {
        if (column.name == "version"_L1)
            continue;
        switch (column.kind) {
        case ColumnKind::Json:
            columns << column.name + u"::jsonb::text"_s;
            break;
        case ColumnKind::Number:
            columns << column.name + u"::float8"_s;
            break;
        case ColumnKind::Timestamp:
            columns << u"(extract(epoch from %1) * 1000000)::bigint::text"_s.arg(column.name);
            break;
        default:
            columns << column.name + u"::text"_s;
        }
    }
    QString sql = u"select row(%1)::text from wuquan.%2 t"_s.arg(columns.join(u", "_s), relation.name);
    // Filled by our database from the grid.
    sql.replace(u"street_id::text"_s,
        u"coalesce(street_id, %1)::text"_s.arg(relation.name == "incident"_L1
                ? u"(select c.parent_id from wuquan.area g join wuquan.area c on c.area_id = g.parent_id where g.area_id = grid_id)"_s
                : u"null"_s));
    if (relation.name == "incident"_L1)
        sql += u" where type_id not in (select type_id from wuquan.incident_type where name = '家庭暴力')"_s;
    if (relation.name == "attribute"_L1)
        sql += u" where name like 'title%'"_s;
    if (relation.name == "source"_L1)
        sql += u" where source in ('hotline_12345', 'police_110', 'square')"_s;
    const auto rows = session.query(sql.toUtf8());
    if (!rows)
        return std::unexpected(rows.error());
    QSet<QByteArray> set;
    for (int i = 0; i < rows->rowCount(); ++i)
        set.insert(rows->bytes(i, 0).toByteArray());
    return set;
}

} // namespace

QStringList MirrorSides::differences()
{
    const auto contract = builtInContract();
    if (!contract)
        return {contract.error().message};
    static const QSet<QString> notCopied{
        u"annotation"_s, u"change_log"_s, u"change_log_retention"_s, u"feed_epoch"_s, u"trend_day"_s, u"trend_delta"_s};
    QStringList found;
    for (const ContractRelation &relation : *contract) {
        if (notCopied.contains(relation.name))
            continue;
        const auto theirs = rowsOf(source, relation);
        const auto ours = rowsOf(target, relation);
        if (!theirs || !ours)
            return {relation.name + u": "_s + (theirs ? ours.error() : theirs.error()).message};
        const auto missing = QSet<QByteArray>(*theirs).subtract(*ours);
        const auto extra = QSet<QByteArray>(*ours).subtract(*theirs);
        if (!missing.isEmpty() || !extra.isEmpty())
            found << u"%1: %2 missing, %3 too many, such as %4"_s.arg(relation.name)
                         .arg(missing.size())
                         .arg(extra.size())
                         .arg(QString::fromUtf8(missing.isEmpty() ? *extra.begin() : *missing.begin()));
    }
    return found;
}

std::int64_t MirrorSides::number(postgres::Session &session, const QByteArray &sql)
{
    const auto rows = session.query(sql);
    return rows ? rows->value<std::int64_t>().value_or(-1) : -1;
}

Result<void> MirrorSides::changeAtRandom(std::minstd_rand &random)
{
    const auto any = [&](int below) { return int(random() % unsigned(below)); };
    const QByteArray key = QByteArray::number(1 + any(12000));
    const QByteArray device = QByteArray::number(1 + any(6000));
    const QByteArray fresh = QByteArray::number(qint64(++m_next));
    const QByteArray state = QByteArray::number(1 + any(7));
    switch (any(10)) {
    case 0:
    case 1:
        return source.run(
            "insert into governance.matter (id, origin, origin_no, kind, ring, region, x, y, title, status, seen) "
            "values ("
            + fresh + ", 'square', 'N" + fresh + "', 1, 1, 101, 120.2, 30.2, '新事件', 1, now())");
    case 2:
        return source.run("delete from governance.matter where id = " + key);
    case 3:
        return source.run("update governance.unit set mode = (mode + 1) % 4 where id = " + device);
    case 4:
        return source.run("delete from governance.unit where id = " + device);
    case 5:
        return source.run("insert into governance.unit values (" + fresh + ", 1, '新设备', 102, 120.1, 30.1, 0)");
    case 6:
        return source.run("update governance.team set mode = (mode + 1) % 3, x = x + 0.0001 where id = "
            + QByteArray::number(1 + any(30)));
    case 7:
        // A new community with a grid, and what happens there.
        return source.run("insert into governance.region values (" + fresh + ", 3, 'C" + fresh
            + "', '新社区', 2, null, 10), (" + fresh + " + 500000, 4, 'G" + fresh + "', '新网格', " + fresh
            + ", null, 10); update governance.matter set region = " + fresh + " + 500000 where id = " + key);
    case 8:
        // The same number by the same origin under another key.
        return source.run("delete from governance.matter where id = " + key
            + "; insert into governance.matter (id, origin, origin_no, kind, ring, region, x, y, title, status, seen) "
              "values ("
            + fresh + ", 'police_110', 'P" + key + "', 2, 2, 103, 120.2, 30.2, '改号', 2, now())");
    default:
        return source.run("update governance.matter set status = " + state
            + ", title = title || '改' "
              "where id between "
            + key + " and " + key + " + 3");
    }
}

} // namespace wuquan
