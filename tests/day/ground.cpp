// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/day/ground.h"

#include "data/core/clock.h"
#include "data/server/demo.h"
#include "tests/fault/dispatchdistrict.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace wuquan::day {

namespace {

const char password[] = "Ein Tag 2026";
constexpr int programLimit_ms = 60000;

// The night shift has left nothing, and every team that is on duty is free.
const char clean[] = R"(
update wuquan.incident set state = 7, closed_at = coalesce(closed_at, now()), due_at = null, warn_at = null, step_since = null
where state < 6;
select wuquan.adopt_open();
update wuquan.responder set state = 0 where state = 1;
create role hotline login in role wuquan_source;
analyze;
)";

} // namespace

Ground::Ground()
    : m_server({.configuration = {"fsync=on", "full_page_writes=on"}})
    , m_streets{{u"彭埠街道"_s}, {u"笕桥街道"_s}}
{
}

Result<void> Ground::prepare()
{
    if (!m_server.isRunning())
        return failure(ErrorKind::Io, m_server.errorMessage());
    if (const auto keeper = fault::makeKeptDatabase(m_server); !keeper)
        return std::unexpected(keeper.error());
    // COPY into tables with row security is for superusers.
    auto session = postgres::Session::open(watcher());
    if (!session)
        return std::unexpected(session.error());
    if (const auto made = makeDemo(*session, {.asOf = SystemClock().now(), .standsStill = true}); !made)
        return std::unexpected(made.error());
    if (auto cleaned = session->run(clean); !cleaned)
        return cleaned;
    if (auto read = readPlaces(*session); !read)
        return read;
    const auto verifier = session->passwordVerifier(password, "hotline");
    if (!verifier)
        return std::unexpected(verifier.error());
    if (auto given = session->run("alter role hotline password '" + *verifier + '\''); !given)
        return given;
    if (auto demanded = demandPasswords(); !demanded)
        return demanded;
    return giveSeats();
}

/// Everybody but those who make and watch this needs a password.
Result<void> Ground::demandPasswords()
{
    QFile passwords(m_folder.filePath(u"passwords"_s));
    if (!passwords.open(QIODevice::WriteOnly) || passwords.write("*:*:*:*:" + QByteArray(password) + '\n') < 0)
        return failure(ErrorKind::Io, passwords.errorString());
    passwords.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QFile access(m_server.dataFolder() + u"/pg_hba.conf"_s);
    if (!access.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || access.write("local all postgres,keeper trust\nlocal all all scram-sha-256\n") < 0 || !access.flush())
        return failure(ErrorKind::Io, access.errorString());
    m_server.stop();
    m_server.start();
    return m_server.isRunning() ? Result<void>() : failure(ErrorKind::Io, m_server.errorMessage());
}

Result<void> Ground::giveSeats()
{
    const QString first = m_streets[0].name, second = m_streets[1].name;
    struct Given {
        QString login, role, post, street;
    };
    const std::vector<Given> all{{u"operator_a"_s, u"operator"_s, first + u"值班员"_s, first},
        {u"head_b"_s, u"head"_s, second + u"指挥室负责人"_s, second}, {u"district"_s, u"district"_s, u"区值班员"_s, {}},
        {u"field_a"_s, u"field"_s, first + u"核查员"_s, first},
        {u"field_b"_s, u"field"_s, second + u"核查员"_s, second}, {u"wall"_s, u"wall"_s, u"大厅大屏"_s, {}}};
    if (auto added
        = addUser(u"keeper"_s, u"security"_s, {u"--role"_s, u"security_admin"_s, u"--post"_s, u"安全管理员"_s});
        !added)
        return added;
    for (const Given &given : all) {
        QStringList arguments{u"--role"_s, given.role, u"--post"_s, given.post};
        if (!given.street.isEmpty())
            arguments << u"--street"_s << given.street;
        if (auto added = addUser(u"security"_s, given.login, arguments); !added)
            return added;
    }
    return {};
}

Result<void> Ground::addUser(const QString &by, const QString &login, const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"),
        QStringList{u"--db"_s, connection(by), u"user"_s, u"add"_s, login} + arguments);
    process.write(QByteArray(password) + '\n');
    process.closeWriteChannel();
    if (!process.waitForFinished(programLimit_ms) || process.exitCode() != 0)
        return failure(ErrorKind::Io,
            u"wuquanctl user add %1: %2"_s.arg(login, QString::fromUtf8(process.readAllStandardError())));
    return {};
}

Result<void> Ground::readPlaces(postgres::Session &session)
{
    for (Street &street : m_streets) {
        const auto rows = session.query(
            "select g.area_id, avg((p ->> 0)::double precision), avg((p ->> 1)::double precision), s.area_id from wuquan.area g "
            "join wuquan.area c on c.area_id = g.parent_id join wuquan.area s on s.area_id = c.parent_id "
            "cross join jsonb_array_elements(g.boundary #> '{coordinates,0}') p "
            "where g.level = 4 and s.name = $1 group by g.area_id, s.area_id order by g.area_id",
            postgres::Parameters(street.name));
        if (!rows)
            return std::unexpected(rows.error());
        if (rows->rowCount() == 0)
            return failure(ErrorKind::Input, u"%1 has no grids"_s.arg(street.name));
        street.area = rows->value<std::int32_t>(0, 3).value_or(0);
        std::vector<Place> &places = m_places.emplace_back();
        for (int i = 0; i < rows->rowCount(); ++i)
            places.push_back({rows->value<std::int32_t>(i, 0).value_or(0), rows->value<double>(i, 1).value_or(0),
                rows->value<double>(i, 2).value_or(0)});
    }
    // Of twenty one is urgent and six are pressing, a third of them of the level at which somebody has to look on site.
    const auto types = session.query(
        "select type_id from (select type_id, severity, row_number() over (partition by severity, level > 1 order by type_id) as n, "
        "level > 1 as higher from wuquan.incident_type where circle_id < 5 and not closes_at_once) t "
        "where severity = 1 and n = 1 and higher or severity = 2 and (n <= 4 and not higher or n <= 2 and higher) "
        "or severity = 3 and n <= 13 and not higher order by sha256(type_id::text::bytea)");
    if (!types)
        return std::unexpected(types.error());
    for (int i = 0; i < types->rowCount(); ++i)
        m_types.push_back(types->value<std::int16_t>(i).value_or(0));
    return {};
}

QString Ground::connection(const QString &login) const
{
    return u"host='%1' port=%2 dbname=postgres user=%3 passfile='%4'"_s.arg(m_server.socketFolder())
        .arg(m_server.port())
        .arg(login, m_folder.filePath(u"passwords"_s));
}

Result<postgres::Session> Ground::open(const QString &login) const
{
    const auto settings = postgres::Settings::parse(connection(login));
    if (!settings)
        return std::unexpected(settings.error());
    return postgres::Session::open(*settings);
}

Result<std::int64_t> Ground::report(std::size_t street, int number)
{
    if (!m_source) {
        auto opened = open(u"hotline"_s);
        if (!opened)
            return std::unexpected(opened.error());
        m_source = std::move(*opened);
    }
    const std::vector<Place> &places = m_places[street];
    const Place &place = places[std::size_t(number) * 7 % places.size()];
    const auto told = m_source->query(
        "select (wuquan.ingest('hotline_12345', $1, $2::smallint, $3, $4::integer, $5, $6, now()) ->> 'incident')::bigint",
        postgres::Parameters("day " + QByteArray::number(number), m_types[std::size_t(number / 2) % m_types.size()],
            u"来电 %1：门口的事"_s.arg(number), place.grid, place.longitude, place.latitude));
    if (!told) {
        m_source.reset();
        return std::unexpected(told.error());
    }
    return told->value<std::int64_t>().value_or(0);
}

} // namespace wuquan::day
