// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/settings.h"

#include <libpq-fe.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace wuquan::postgres {

namespace {

struct OptionsFree {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, OptionsFree>;

/// One "name='value'" with libpq's quoting.
QByteArray setting(const char *name, QByteArray value)
{
    value.replace('\\', "\\\\").replace('\'', "\\'");
    return QByteArray(name) + "='" + value + "' ";
}

// A half-open connection is noticed within 10 s: the first keepalive after 10 s idle would be too late, so the
// user timeout, which counts from the first unanswered byte, is set to 10 s as well.
struct Default {
    const char *name;
    const char *value;
};
constexpr Default defaults[]
    = {{"connect_timeout", "5"}, {"keepalives_idle", "10"}, {"keepalives_interval", "3"}, {"keepalives_count", "3"},
        {"tcp_user_timeout", "10000"}, {"client_encoding", "UTF8"}, {"application_name", "wuquan"}};

} // namespace

Result<Settings> Settings::parse(const QString &text)
{
    char *message = nullptr;
    const Options options(PQconninfoParse(text.toUtf8().constData(), &message));
    if (!options) {
        const QString reason = QString::fromUtf8(message ? message : "out of memory").trimmed();
        PQfreemem(message);
        return failure(ErrorKind::Input, u"--db: %1"_s.arg(reason));
    }
    Settings settings;
    QByteArray host, database, service;
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        if (!option->val || !*option->val)
            continue;
        const QByteArrayView keyword(option->keyword);
        if (keyword == "password" || keyword == "sslpassword")
            return failure(ErrorKind::Refused,
                u"--db: a password on the command line can be read by every user of this machine; "
                "put it into ~/.pgpass or a service file (service=…)"_s);
        settings.m_connectionString += setting(option->keyword, option->val);
        if (keyword == "host" || keyword == "hostaddr")
            host = option->val;
        else if (keyword == "dbname")
            database = option->val;
        else if (keyword == "service")
            service = option->val;
    }
    for (const auto &[name, value] : defaults) {
        if (!settings.m_connectionString.contains(QByteArray(name) + "='"))
            settings.m_connectionString += setting(name, value);
    }
    settings.m_description = QString::fromUtf8(service.isEmpty() ? database : service);
    if (!host.isEmpty() && !host.startsWith('/'))
        settings.m_description += u'@' + QString::fromUtf8(host);
    return settings;
}

Settings Settings::withPassword(const QString &password) const
{
    Settings made = *this;
    // The last of a name counts.
    made.m_connectionString += setting("passfile", "/dev/null");
    if (!password.isEmpty())
        made.m_connectionString += setting("password", password.toUtf8());
    return made;
}

void Settings::demandTrustedServers()
{
    // The environment is the one place that ranks below a service file.
    if (!qEnvironmentVariableIsSet("PGSSLMODE"))
        qputenv("PGSSLMODE", "verify-full");
}

} // namespace wuquan::postgres
