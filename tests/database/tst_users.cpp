// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/passwordcheck.h"
#include "data/live/roomreader.h"
#include "data/postgres/session.h"
#include "data/server/filedescriptor.h"
#include "tests/support/temporaryserver.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// wuquanctl user, with servers that demand passwords.
class UsersTest : public QObject {
    Q_OBJECT

private:
    struct Ended {
        int code = -1;
        QString output, errors;
    };
    std::unique_ptr<TemporaryServer> m_server;
    QTemporaryDir m_folder;

    [[nodiscard]] QString connection(const TemporaryServer &server, const QString &user, const QString &password = {})
    {
        QString text = u"host='%1' dbname=postgres user=%2"_s.arg(server.socketFolder(), user);
        if (!password.isEmpty()) {
            QFile file(m_folder.filePath(u"passfile"_s));
            if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)
                || file.write("*:*:*:*:" + password.toUtf8() + '\n') < 0)
                qFatal("%s", qPrintable(file.errorString()));
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
            text += u" passfile='%1'"_s.arg(file.fileName());
        }
        return text;
    }
    [[nodiscard]] Result<postgres::Session> open(
        const TemporaryServer &server, const QString &user, const QString &password = {})
    {
        return postgres::Session::open(postgres::Settings::parse(connection(server, user, password)).value());
    }
    [[nodiscard]] static Ended wuquanctl(
        const QString &database, const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"), QStringList{u"--db"_s, database} + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000))
            return {.errors = process.errorString()};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }
    /// Everybody but the superuser needs a password.
    static void demandPasswords(TemporaryServer &server)
    {
        QFile access(server.dataFolder() + u"/pg_hba.conf"_s);
        QVERIFY(access.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QVERIFY(access.write("local all postgres trust\nlocal all all scram-sha-256\n") > 0 && access.flush());
        server.stop();
        server.start();
        QVERIFY2(server.isRunning(), qPrintable(server.errorMessage()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>(TemporaryServerOptions{.configuration = {"log_statement=all"}});
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        demandPasswords(*m_server);
        auto dba = open(*m_server, u"postgres"_s);
        QVERIFY(dba);
        const auto made = dba->run(
            "insert into wuquan.area (area_id, level, code, name, parent_id) values (1, 1, '330104', '江干区', null), "
            "(2, 2, '330104001', '彭埠街道', 1), (3, 2, '330104002', '九堡街道', 1); "
            "insert into wuquan.department values (1, 'urban', '城管局', 'Urban management'); "
            "insert into wuquan.responder_kind values (1, 'team', '队伍', 'Team'); "
            "insert into wuquan.responder (responder_id, kind_id, name) values (7, 1, '一队')");
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    }

    /// The owner makes the first security administrator, who does the rest.
    void aLoginFromItsFirstDayToItsLast()
    {
        const QString owner = connection(*m_server, u"postgres"_s);
        Ended ended = wuquanctl(owner,
            {u"user"_s, u"add"_s, u"security_a"_s, u"--role"_s, u"security_admin"_s, u"--post"_s, u"安全管理员"_s},
            "Secret-0001\nwhat follows is nothing\n");
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        QVERIFY2(
            ended.output.startsWith(u"security_a: security_admin, 安全管理员, since "_s), qPrintable(ended.output));
        QVERIFY(open(*m_server, u"security_a"_s, u"Secret-0001"_s));
        const auto refused = open(*m_server, u"security_a"_s, u"Secret-0002"_s);
        QVERIFY(!refused);
        QVERIFY2(
            refused.error().message.contains(u"password authentication failed"_s), qPrintable(refused.error().message));

        const auto security = [&] { return connection(*m_server, u"security_a"_s, u"Secret-0001"_s); };
        ended = wuquanctl(security(),
            {u"user"_s, u"add"_s, u"operator_a"_s, u"--role"_s, u"operator"_s, u"--street"_s, u"彭埠街道"_s,
                u"--post"_s, u"值班员"_s},
            "Geheim 2026\r\n");
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        QVERIFY2(ended.output.startsWith(u"operator_a: operator, 值班员, street 彭埠街道, since "_s),
            qPrintable(ended.output));
        auto seated = open(*m_server, u"operator_a"_s, u"Geheim 2026"_s);
        QVERIFY2(seated, seated ? "" : qPrintable(seated.error().message));
        QCOMPARE(seated->query("select wuquan.my_street()")->value<std::int32_t>(), 2);

        // Another role does not keep the street of the old one, and its login stays connected.
        ended = wuquanctl(security(), {u"user"_s, u"change"_s, u"operator_a"_s, u"--role"_s, u"head"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.errors.contains(u"the role head needs a street"_s), qPrintable(ended.errors));
        ended = wuquanctl(security(),
            {u"user"_s, u"change"_s, u"operator_a"_s, u"--role"_s, u"head"_s, u"--street"_s, u"330104002"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        QVERIFY2(
            ended.output.startsWith(u"operator_a: head, 值班员, street 九堡街道, since "_s), qPrintable(ended.output));
        QCOMPARE(seated->query("select (wuquan.my_seat()).role || wuquan.my_street()")->value<QString>(), u"head3"_s);
        // A new password, and the old one opens nothing.
        ended = wuquanctl(security(), {u"user"_s, u"change"_s, u"operator_a"_s, u"--password"_s}, "Geheim 2027");
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        QVERIFY(!open(*m_server, u"operator_a"_s, u"Geheim 2026"_s));
        QVERIFY(open(*m_server, u"operator_a"_s, u"Geheim 2027"_s));

        ended = wuquanctl(security(), {u"user"_s, u"end"_s, u"operator_a"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        const auto cut = seated->query("select 1");
        QVERIFY(!cut);
        QVERIFY2(cut.error().sqlState == "57P01" || cut.error().kind == ErrorKind::Connection,
            cut.error().sqlState.constData());
        QVERIFY(!open(*m_server, u"operator_a"_s, u"Geheim 2027"_s));
        ended = wuquanctl(security(), {u"user"_s, u"list"_s});
        QCOMPARE(ended.code, 0);
        const QStringList lines = ended.output.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith(u"operator_a: head"_s) && lines[0].contains(u", ended "_s), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(u"security_a: security_admin"_s) && !lines[1].contains(u"ended"_s),
            qPrintable(lines[1]));
        QCOMPARE(lines[2],
            u"wrong passwords do NOT lock a login: the server does not load credcheck (shared_preload_libraries)"_s);
        // Given again, with a password of its own.
        ended = wuquanctl(security(),
            {u"user"_s, u"add"_s, u"operator_a"_s, u"--role"_s, u"department"_s, u"--department"_s, u"urban"_s,
                u"--responder"_s, u"7"_s, u"--post"_s, u"派驻"_s},
            "Geheim 2028\n");
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        QVERIFY2(ended.output.startsWith(u"operator_a: department, 派驻, department 城管局, responder 7, since "_s),
            qPrintable(ended.output));
        QVERIFY(open(*m_server, u"operator_a"_s, u"Geheim 2028"_s));

        // The server keeps verifiers, and has never been told a password.
        auto dba = open(*m_server, u"postgres"_s);
        QCOMPARE(
            dba->query(
                   "select count(*) from pg_authid where rolname in ('security_a', 'operator_a') and rolpassword like 'SCRAM-SHA-256$4096:%'")
                ->value<std::int64_t>(),
            2);
        QFile log(m_server->socketFolder() + u"/log"_s);
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray written = log.readAll();
        QVERIFY(written.contains("wuquan.seat_put"));
        QVERIFY(!written.contains("Secret-0001") && !written.contains("Geheim"));
    }

    /// A station that has locked itself opens by the password of its login and by nothing that lies in a file.
    void aPasswordIsChecked()
    {
        const QString password = u"Offen '26\\"_s;
        const QString owner = connection(*m_server, u"postgres"_s);
        const Ended made = wuquanctl(owner,
            {u"user"_s, u"add"_s, u"idle_1"_s, u"--role"_s, u"district"_s, u"--post"_s, u"区值班员"_s},
            password.toUtf8() + '\n');
        QVERIFY2(made.code == 0, qPrintable(made.errors));
        const QString station = connection(*m_server, u"idle_1"_s, u"Offen '26\\\\"_s); // as a password file has it
        QVERIFY(postgres::Session::open(postgres::Settings::parse(station).value()));
        PasswordCheck check([station] { return postgres::Settings::parse(station); });
        QSignalSpy checked(&check, &PasswordCheck::checked);
        const auto isRight = [&](const QString &tried) {
            checked.clear();
            check.check(tried);
            return QTest::qWaitFor([&] { return !checked.isEmpty(); }, 10000) && checked[0][0].toBool();
        };
        QVERIFY(!isRight(u"offen '26\\"_s));
        QCOMPARE(checked[0][1].toString(), u"密码不对"_s);
        QVERIFY(!isRight({}));
        QVERIFY(isRight(password));
        // Such a station locks itself after a while, and one that nobody is asked for a password never.
        const auto idleMinutes = [](const QString &database) {
            RoomReader reader([database] { return postgres::Settings::parse(database); });
            QSignalSpy heard(&reader, &RoomReader::heard);
            reader.start();
            if (!QTest::qWaitFor([&] { return !heard.isEmpty(); }, 10000))
                return -1;
            return heard[0][0].value<std::shared_ptr<const RoomNews>>()->idleMinutes;
        };
        QCOMPARE(idleMinutes(station), 15);
        auto dba = open(*m_server, u"postgres"_s);
        QVERIFY(dba->run("insert into wuquan.seat (login, role, post) values ('postgres', 'district', '区中心')"));
        QCOMPARE(idleMinutes(owner), 0);
        QVERIFY(dba->run("delete from wuquan.seat where login = 'postgres'"));
        // A server that asks this login for nothing takes any.
        PasswordCheck trusted([owner] { return postgres::Settings::parse(owner); });
        QSignalSpy opened(&trusted, &PasswordCheck::checked);
        trusted.check({});
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(opened[0][0].toBool());
    }

    void whatCanNotBeIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        const QStringList add{u"add"_s, u"somebody"_s, u"--post"_s, u"岗"_s, u"--role"_s};
        QTest::newRow("nothing") << QStringList() << ""_ba << 2 << u"say what to do"_s;
        QTest::newRow("something else") << QStringList{u"give"_s} << ""_ba << 2 << u"unknown: user give"_s;
        QTest::newRow("no login") << QStringList{u"end"_s} << ""_ba << 2 << u"user end wants one login"_s;
        QTest::newRow("no role") << QStringList{u"add"_s, u"x"_s} << ""_ba << 2 << u"wants --role and --post"_s;
        QTest::newRow("no value") << QStringList{u"add"_s, u"x"_s, u"--role"_s} << ""_ba << 2
                                  << u"--role wants a value"_s;
        QTest::newRow("unknown option") << add + QStringList{u"wall"_s, u"--admin"_s} << ""_ba << 2
                                        << u"unknown option --admin"_s;
        QTest::newRow("a password there") << QStringList{u"change"_s, u"x"_s, u"--password=Secret-1"_s} << ""_ba << 2
                                          << u"unknown option --password=Secret-1"_s;
        QTest::newRow("nothing to change") << QStringList{u"change"_s, u"x"_s} << ""_ba << 2 << u"say what to change"_s;
        QTest::newRow("nobody to change")
            << QStringList{u"change"_s, u"nobody"_s, u"--post"_s, u"x"_s} << ""_ba << 1 << u"nobody has no seat"_s;
        QTest::newRow("nobody to end") << QStringList{u"end"_s, u"nobody"_s} << ""_ba << 1
                                       << u"there is no seat nobody"_s;
        QTest::newRow("themselves") << QStringList{u"end"_s, u"postgres"_s} << ""_ba << 1
                                    << u"nobody changes their own seat"_s;
        QTest::newRow("there already") << QStringList{u"add"_s, u"security_a"_s, u"--post"_s, u"x"_s, u"--role"_s,
            u"wall"_s} << "Secret-0001"_ba
                                       << 1 << u"has a seat already"_s;
        QTest::newRow("no such role") << add + QStringList{u"king"_s} << ""_ba << 1
                                      << u"there is no role king; there are: department, device, "_s;
        QTest::newRow("no such street")
            << add + QStringList{u"head"_s, u"--street"_s, u"五道口"_s} << ""_ba << 1
            << u"there is no street 五道口; there are: 330104001 彭埠街道, 330104002 九堡街道"_s;
        QTest::newRow("no such department") << add + QStringList{u"department"_s, u"--department"_s, u"x"_s} << ""_ba
                                            << 1 << u"there are: urban 城管局"_s;
        QTest::newRow("no number") << add + QStringList{u"field"_s, u"--responder"_s, u"7a"_s} << ""_ba << 1
                                   << u"wants the key of a responder"_s;
        QTest::newRow("no such responder") << add + QStringList{u"field"_s, u"--responder"_s, u"8"_s}
                                           << "Secret-0001"_ba << 1 << u"there is no responder 8"_s;
        QTest::newRow("no street") << add + QStringList{u"operator"_s} << "Secret-0001"_ba << 1
                                   << u"the role operator needs a street"_s;
        QTest::newRow("no name of a login")
            << QStringList{u"add"_s, u"王"_s, u"--post"_s, u"x"_s, u"--role"_s, u"wall"_s} << "Secret-0001"_ba << 1
            << u"a login is a to z"_s;
        QTest::newRow("no password") << add + QStringList{u"wall"_s} << ""_ba << 1
                                     << u"a password has 8 to 256 bytes"_s;
        QTest::newRow("a short one") << add + QStringList{u"wall"_s} << "Short-1\n"_ba << 1
                                     << u"a password has 8 to 256 bytes"_s;
        QTest::newRow("a long one") << add + QStringList{u"wall"_s} << QByteArray(300, 'a') + "A1" << 1
                                    << u"a password has 8 to 256 bytes"_s;
        QTest::newRow("a plain one") << add + QStringList{u"wall"_s} << "password1\n"_ba << 1
                                     << u"three of small letters"_s;
        QTest::newRow("the login") << add + QStringList{u"wall"_s} << "Somebody-1\n"_ba << 1
                                   << u"does not hold the login"_s;
        QTest::newRow("a bell") << add + QStringList{u"wall"_s} << "Secret\a0001\n"_ba << 1
                                << u"no control characters"_s;
    }

    void whatCanNotBeIsSaid()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, input);
        QFETCH(const int, code);
        QFETCH(const QString, reason);
        const Ended ended = wuquanctl(connection(*m_server, u"postgres"_s), QStringList{u"user"_s} + arguments, input);
        QVERIFY2(ended.errors.contains(reason), qPrintable(ended.errors));
        QCOMPARE(ended.code, code);
        QVERIFY(ended.output.isEmpty());
        auto dba = open(*m_server, u"postgres"_s);
        QCOMPARE(dba->query("select count(*) from pg_roles where rolname = 'somebody'")->value<std::int64_t>(), 0);
    }

    /// On a terminal: asked for twice, and nothing of it is shown.
    void aTerminal_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QString>("reason");
        QTest::newRow("twice the same") << "Terminal-1\r"_ba << "Terminal-1\n"_ba << QString();
        QTest::newRow("corrected") << "x\x15Terminal-2一\x7f\n"_ba << "Terminal-3\x7f\x32\n"_ba << QString();
        QTest::newRow("two different ones")
            << "Terminal-1\n"_ba << "Terminal-2\n"_ba << u"the two passwords are not the same"_s;
        QTest::newRow("Ctrl+C") << "Term\x03"_ba << QByteArray() << u"no password was given"_s;
    }

    void aTerminal()
    {
        QFETCH(const QByteArray, first);
        QFETCH(const QByteArray, second);
        QFETCH(const QString, reason);
        const FileDescriptor ours(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
        QVERIFY(ours.isOpen() && grantpt(ours.get()) == 0 && unlockpt(ours.get()) == 0);
        const FileDescriptor theirs(::open(ptsname(ours.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
        QVERIFY(theirs.isOpen());
        QProcess process;
        process.setChildProcessModifier([terminal = theirs.get()] { dup2(terminal, STDIN_FILENO); });
        process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"),
            {u"--db"_s, connection(*m_server, u"postgres"_s), u"user"_s, u"add"_s,
                u"typed_%1"_s.arg(qHash(first) % 1000), u"--role"_s, u"wall"_s, u"--post"_s, u"大屏"_s});
        QByteArray errors;
        const auto said = [&](const QByteArray &text) {
            errors += process.readAllStandardError();
            return errors.contains(text);
        };
        QTRY_VERIFY_WITH_TIMEOUT(said("password for typed_"), 20000);
        QCOMPARE(write(ours.get(), first.constData(), std::size_t(first.size())), first.size());
        if (!second.isEmpty()) {
            QTRY_VERIFY(said("once more: "));
            QCOMPARE(write(ours.get(), second.constData(), std::size_t(second.size())), second.size());
        }
        QVERIFY(process.waitForFinished(20000));
        said({});
        QVERIFY2(QString::fromUtf8(errors).contains(reason), errors.constData());
        QCOMPARE(process.exitCode(), reason.isEmpty() ? 0 : 1);
        QVERIFY(!errors.contains("Term"));
        char shown[64];
        QCOMPARE(read(ours.get(), shown, sizeof shown), -1);
        termios after = {};
        QCOMPARE(tcgetattr(theirs.get(), &after), 0);
        QVERIFY((after.c_lflag & (ECHO | ICANON | ISIG)) == (ECHO | ICANON | ISIG));
    }

    /// Whether wrong passwords lock a login is said as it is, and is so.
    void theLock_data()
    {
        QTest::addColumn<QByteArrayList>("configuration");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("locks");
        const QByteArray loaded = "shared_preload_libraries=credcheck",
                         verifiers = "credcheck.encrypted_password_allowed=on";
        QTest::newRow("five")
            << QByteArrayList{loaded, verifiers, "credcheck.max_auth_failure=5"}
            << u"5 wrong passwords lock a login, until pg_banned_role_reset() or a restart of the server opens it (credcheck)"_s
            << true;
        QTest::newRow("never")
            << QByteArrayList{loaded, verifiers}
            << u"wrong passwords do NOT lock a login: credcheck is loaded, but credcheck.max_auth_failure is 0"_s
            << false;
        QTest::newRow("twenty")
            << QByteArrayList{loaded, verifiers, "credcheck.max_auth_failure=20"}
            << u"20 wrong passwords lock a login, which is more than five (credcheck.max_auth_failure)"_s << false;
        QTest::newRow("set, but not loaded")
            << QByteArrayList{"credcheck.max_auth_failure=5"}
            << u"wrong passwords do NOT lock a login: the server does not load credcheck (shared_preload_libraries)"_s
            << false;
    }

    void theLock()
    {
        QFETCH(const QByteArrayList, configuration);
        QFETCH(const QString, words);
        QFETCH(const bool, locks);
        TemporaryServer server({.configuration = configuration});
        QVERIFY2(server.isRunning(), qPrintable(server.errorMessage()));
        server.applyMigrations();
        demandPasswords(server);
        const QString owner = connection(server, u"postgres"_s);
        const Ended ended = wuquanctl(owner,
            {u"user"_s, u"add"_s, u"security_a"_s, u"--role"_s, u"security_admin"_s, u"--post"_s, u"岗"_s},
            "Secret-0001");
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        const QString check = wuquanctl(owner, {u"check"_s}).output;
        QVERIFY2(check.contains(words + u'\n'), qPrintable(check));
        // An administrator who may not see the server's settings is told too.
        const QString list
            = wuquanctl(connection(server, u"security_a"_s, u"Secret-0001"_s), {u"user"_s, u"list"_s}).output;
        QVERIFY2(list.endsWith(words + u'\n'), qPrintable(list));
        for (int attempt = 0; attempt < 5; ++attempt)
            QVERIFY(!open(server, u"security_a"_s, u"Secret-000%1"_s.arg(attempt + 2)));
        QCOMPARE(open(server, u"security_a"_s, u"Secret-0001"_s).has_value(), !locks);
    }
};

QTEST_GUILESS_MAIN(UsersTest)
#include "tst_users.moc"
