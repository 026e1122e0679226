// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/connection.h"
#include "tests/support/temporaryserver.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <unistd.h>

using namespace wuquan;
using namespace wuquan::postgres;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using QCoro::waitFor;

/// sslmode=verify-full against servers with a certificate of the right authority and name, and against others.
class EncryptionTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<TemporaryServer> m_server; ///< its certificate is for db.example
    std::unique_ptr<TemporaryServer> m_plain;

    [[nodiscard]] QString path(const QString &file) const { return m_folder.filePath(file); }

    void openssl(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(u"openssl"_s, arguments);
        QVERIFY2(process.waitForFinished(), "openssl did not run");
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

    void makeAuthority(const QString &name)
    {
        openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
            u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=Authority "_s + name, u"-keyout"_s, name + u".key"_s,
            u"-out"_s, name + u".crt"_s});
    }

    /// A connection by that name to the port on loopback, whoever answers there.
    [[nodiscard]] static Settings settings(const TemporaryServer &server, const QString &name, const QString &root)
    {
        return Settings::parse(u"host=%1 hostaddr=127.0.0.1 port=%2 user=postgres dbname=postgres sslmode=verify-full "
                               "sslrootcert='%3'"_s.arg(name)
                                   .arg(server.port())
                                   .arg(root))
            .value();
    }

    static QString refusal(const Settings &settings)
    {
        Connection connection;
        const Result<void> opened = waitFor(connection.open(settings));
        return opened ? u"opened"_s : opened.error().message;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // The server's account reads its certificate there.
        QVERIFY(QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755)));
        makeAuthority(u"ours"_s);
        makeAuthority(u"other"_s);
        openssl({u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s,
            u"-subj"_s, u"/CN=db.example"_s, u"-addext"_s, u"subjectAltName=DNS:db.example"_s, u"-keyout"_s,
            u"server.key"_s, u"-out"_s, u"server.csr"_s});
        openssl({u"x509"_s, u"-req"_s, u"-in"_s, u"server.csr"_s, u"-CA"_s, u"ours.crt"_s, u"-CAkey"_s, u"ours.key"_s,
            u"-days"_s, u"2"_s, u"-copy_extensions"_s, u"copy"_s, u"-out"_s, u"server.crt"_s});
        // PostgreSQL demands that nobody else can read its key.
        const auto account = ServerAccount::present();
        QVERIFY(account);
        const QByteArray key = QFile::encodeName(path(u"server.key"_s));
        QVERIFY(QFile::setPermissions(path(u"server.key"_s), QFile::ReadOwner));
        if (account->differs)
            QCOMPARE(chown(key.constData(), account->user, account->group), 0);
        const QByteArray certificate = QFile::encodeName(path(u"server.crt"_s));
        m_server = std::make_unique<TemporaryServer>(TemporaryServerOptions{
            .configuration = {"ssl=on", "ssl_cert_file=" + certificate, "ssl_key_file=" + key}, .onLoopback = true});
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_plain = std::make_unique<TemporaryServer>(TemporaryServerOptions{.onLoopback = true});
        QVERIFY2(m_plain->isRunning(), qPrintable(m_plain->errorMessage()));
    }

    void theRightServerIsTrusted()
    {
        Connection connection;
        const auto opened = waitFor(connection.open(settings(*m_server, u"db.example"_s, path(u"ours.crt"_s))));
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
        const auto encrypted = waitFor(connection.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()"));
        QCOMPARE(encrypted->value<bool>(), true);
    }

    /// What OpenSSL keeps of a record is not told by the socket: rows of every size must come through to the last.
    void everythingComesThrough()
    {
        Connection connection;
        QVERIFY(waitFor(connection.open(settings(*m_server, u"db.example"_s, path(u"ours.crt"_s)))));
        QVERIFY(waitFor(connection.query("listen through")));
        for (const int size : {1, 1000, 8191, 8192, 16'000, 16'384, 40'000, 1'000'000, 5'000'000}) {
            const int count = std::max(3, 3'000'000 / std::max(size, 300));
            qint64 bytes = 0;
            const auto sink = [&](std::size_t, ResultSet &&rows) {
                for (int row = 0; row < rows.rowCount(); ++row)
                    bytes += rows.bytes(row, 0).size();
            };
            const auto done = waitFor(connection.stream(
                "select repeat('x', $1::int) from generate_series(1, $2::int)", Parameters(size, count), sink));
            QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
            QCOMPARE(bytes, qint64(size) * count);
            const auto whole = waitFor(connection.query("select repeat('x', $1::int)", Parameters(size)));
            QCOMPARE(whole->bytes(0, 0).size(), size);
        }
        QVERIFY(waitFor(connection.query("notify through")));
        QCOMPARE(int(waitFor(connection.wait(20s)).value()), int(Connection::Woken::Notified));
    }

    void cancelIsEncryptedToo()
    {
        Connection connection;
        QVERIFY(waitFor(connection.open(settings(*m_server, u"db.example"_s, path(u"ours.crt"_s)))));
        auto sleeping = connection.query("select pg_sleep(60)");
        connection.cancel();
        QCOMPARE(int(waitFor(std::move(sleeping)).error().kind), int(ErrorKind::Cancelled));
    }

    void otherServersAreRefused()
    {
        const QString otherName = refusal(settings(*m_server, u"other.example"_s, path(u"ours.crt"_s)));
        QVERIFY2(otherName.contains(u"other.example"_s) && otherName.contains(u"db.example"_s), qPrintable(otherName));
        const QString unknown = refusal(settings(*m_server, u"db.example"_s, path(u"other.crt"_s)));
        QVERIFY2(unknown.contains(u"certificate verify failed"_s), qPrintable(unknown));
        const QString plain = refusal(settings(*m_plain, u"db.example"_s, path(u"ours.crt"_s)));
        QVERIFY2(plain.contains(u"does not support SSL"_s), qPrintable(plain));
        const QString noRoot = refusal(settings(*m_server, u"db.example"_s, path(u"missing.crt"_s)));
        QVERIFY2(noRoot.contains(u"missing.crt"_s), qPrintable(noRoot));
    }
};

QTEST_GUILESS_MAIN(EncryptionTest)
#include "tst_encryption.moc"
