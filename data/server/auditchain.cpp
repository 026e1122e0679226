// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/auditchain.h"

#include "data/postgres/session.h"

#include <QCryptographicHash>
#include <QIODevice>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype hashBytes = 32;

// What wuquan.event_digest() hashes behind the hash before, as the server writes it.
constexpr auto chainedEvents
    = "select e.incident_id, e.seq, e.hash, jsonb_build_array(e.incident_id, e.seq, (extract(epoch from e.at) * 1000000)::bigint, "
      "e.kind, e.from_state, e.to_state, e.actor, e.note, e.login, e.order_id, e.detail)::text "
      "from wuquan.incident_event e where e.seq is not null order by e.incident_id, e.seq";
// History is loaded before a chain begins, never after.
constexpr auto strayEvents
    = "select o.incident_id, o.event_id from wuquan.incident_event o join wuquan.incident_event b on b.incident_id = o.incident_id and "
      "b.seq = 1 where o.seq is null and o.event_id > b.event_id order by 1, 2";

/// Follows the chains as their events come, in the order of (incident, seq).
class ChainWalk {
public:
    ChainWalk(std::vector<ChainHead> heads, const std::function<void(const ChainFault &)> &told)
        : m_heads(std::move(heads))
        , m_told(told)
    {
        std::ranges::sort(m_heads);
    }

    void take(std::int64_t incident, std::int32_t seq, QByteArrayView hash, QByteArrayView content)
    {
        passHeadsBefore(incident, seq);
        if (incident != m_incident || m_report.events == 0) {
            ++m_report.chains;
            m_incident = incident;
            m_seq = 0;
            m_hash.clear();
        }
        ++m_report.events;
        if (seq > m_seq + 1) {
            fault(incident, seq,
                seq == m_seq + 2 ? u"the one before it, %1, is missing"_s.arg(m_seq + 1)
                                 : u"those before it, %1 to %2, are missing"_s.arg(m_seq + 1).arg(seq - 1));
        } else {
            QCryptographicHash digest(QCryptographicHash::Sha256);
            digest.addData(m_hash);
            digest.addData(content);
            if (seq <= m_seq || digest.resultView() != hash)
                fault(incident, seq, u"its content is not what was recorded"_s);
        }
        for (; m_next < m_heads.size() && m_heads[m_next].incident == incident && m_heads[m_next].seq == seq;
            ++m_next) {
            if (m_heads[m_next].hash != hash)
                fault(incident, seq, u"it is not the one that was kept as a head"_s);
        }
        m_seq = seq;
        m_hash = hash.toByteArray();
    }
    void takeStray(std::int64_t incident, std::int64_t event)
    {
        fault(incident, {}, u"event %1 stands outside of the chain, which had begun before"_s.arg(event));
    }
    void end() { passHeadsBefore(std::numeric_limits<std::int64_t>::max(), 0); }
    [[nodiscard]] const AuditReport &report() const { return m_report; }

private:
    void fault(std::int64_t incident, std::optional<std::int32_t> seq, const QString &english)
    {
        ++m_report.faults;
        m_told({incident, seq, english});
    }
    /// Heads that the chains have passed without meeting them.
    void passHeadsBefore(std::int64_t incident, std::int32_t seq)
    {
        for (; m_next < m_heads.size()
            && std::pair(m_heads[m_next].incident, m_heads[m_next].seq) < std::pair(incident, seq);
            ++m_next)
            fault(m_heads[m_next].incident, m_heads[m_next].seq, u"it was kept as a head and is there no more"_s);
    }

    std::vector<ChainHead> m_heads;
    std::size_t m_next = 0;
    const std::function<void(const ChainFault &)> &m_told;
    AuditReport m_report;
    std::int64_t m_incident = 0;
    std::int32_t m_seq = 0;
    QByteArray m_hash;
};

Result<void> walkAll(postgres::Session &session, ChainWalk &walk)
{
    const auto chained = session.stream(chainedEvents, {}, [&walk](const postgres::ResultSet &rows) -> Result<void> {
        for (int i = 0; i < rows.rowCount(); ++i) {
            const auto incident = rows.value<std::int64_t>(i, 0);
            const auto seq = rows.value<std::int32_t>(i, 1);
            if (!incident || !seq)
                return failure(ErrorKind::Database, u"wuquan.incident_event has other columns than ours"_s);
            walk.take(*incident, *seq, rows.bytes(i, 2), rows.bytes(i, 3));
        }
        return {};
    });
    if (!chained)
        return chained;
    walk.end();
    return session.stream(strayEvents, {}, [&walk](const postgres::ResultSet &rows) -> Result<void> {
        for (int i = 0; i < rows.rowCount(); ++i)
            walk.takeStray(rows.value<std::int64_t>(i, 0).value_or(0), rows.value<std::int64_t>(i, 1).value_or(0));
        return {};
    });
}

} // namespace

Result<AuditReport> verifyChains(
    postgres::Session &session, std::vector<ChainHead> heads, const std::function<void(const ChainFault &)> &told)
{
    // Row security would show others a part, which is no proof of the whole.
    const auto may = session.query("select has_function_privilege('wuquan.audit_verify(bigint)', 'execute')");
    if (!may)
        return std::unexpected(may.error());
    if (!may->value<bool>().value_or(false))
        return failure(
            ErrorKind::Refused, u"only an audit administrator, or the owner of the database, sees every event"_s);
    if (const auto begun = session.run("begin isolation level repeatable read, read only"); !begun)
        return std::unexpected(begun.error());
    ChainWalk walk(std::move(heads), told);
    const auto walked = walkAll(session, walk);
    const auto ended = session.run("rollback");
    if (!walked)
        return std::unexpected(walked.error());
    if (!ended)
        return std::unexpected(ended.error());
    return walk.report();
}

Result<void> readHeads(postgres::Session &session, QDate day, const std::function<void(const ChainHead &)> &take)
{
    return session.stream("select incident, seq, hash from wuquan.audit_heads($1) order by incident",
        postgres::Parameters(day.toString(Qt::ISODate)), [&take](const postgres::ResultSet &rows) -> Result<void> {
            for (int i = 0; i < rows.rowCount(); ++i)
                take({rows.value<std::int64_t>(i, 0).value_or(0), rows.value<std::int32_t>(i, 1).value_or(0),
                    rows.bytes(i, 2).toByteArray()});
            return {};
        });
}

QByteArray headsTitle()
{
    return "incident,seq,sha256";
}

QByteArray headLine(const ChainHead &head)
{
    return QByteArray::number(qlonglong(head.incident)) + ',' + QByteArray::number(head.seq) + ',' + head.hash.toHex();
}

Result<std::vector<ChainHead>> parseHeads(QIODevice &file, const QString &name)
{
    std::vector<ChainHead> heads;
    for (int line = 1; line == 1 || !file.atEnd(); ++line) {
        const QByteArray text = file.readLine(1000).trimmed();
        // A file that was emptied, or is none of ours, would prove whatever is there.
        if (line == 1 && text != headsTitle())
            return failure(
                ErrorKind::Input, u"%1 does not begin with the line %2"_s.arg(name, QString::fromUtf8(headsTitle())));
        if (line == 1)
            continue;
        const QByteArrayList parts = text.split(',');
        bool isIncident = false, isSeq = false;
        ChainHead head{
            parts[0].toLongLong(&isIncident), parts.value(1).toInt(&isSeq), QByteArray::fromHex(parts.value(2))};
        if (parts.size() != 3 || !isIncident || !isSeq || head.hash.size() != hashBytes
            || head.hash.toHex() != parts[2].toLower())
            return failure(ErrorKind::Input, u"%1, line %2: not a head (incident,seq,sha256)"_s.arg(name).arg(line));
        heads.push_back(std::move(head));
    }
    return heads;
}

} // namespace wuquan
