// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/day/onsite.h"

using namespace Qt::StringLiterals;

namespace wuquan::day {

OnSite::OnSite(const Ground &ground, QString login)
    : m_ground(ground)
    , m_login(std::move(login))
{
}

bool OnSite::check(std::int64_t incident, std::int64_t version)
{
    if (m_incident != incident || m_version != version) {
        m_key = QUuid::createUuid();
        m_incident = incident;
        m_version = version;
    }
    if (!m_session) {
        auto opened = m_ground.open(m_login);
        if (!opened)
            return false;
        m_session = std::move(*opened);
    }
    const auto told
        = m_session->query("select wuquan.dispatch($1::uuid, $2, $3, 'check', '{\"solved\": true}') ->> 'outcome'",
            postgres::Parameters(m_key.toString(QUuid::WithoutBraces), incident, version));
    if (!told)
        m_session.reset();
    return told && told->value<QString>() == u"done"_s;
}

} // namespace wuquan::day
