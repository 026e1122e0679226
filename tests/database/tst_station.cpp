// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rooms/station.h"
#include "app/session/livesession.h"
#include "data/geo/basemap.h"
#include "data/postgres/session.h"
#include "maps/print/printpanel.h"
#include "maps/print/printtool.h"
#include "tests/fault/proxy.h"
#include "tests/support/smalldistrict.h"
#include "tests/support/temporaryserver.h"
#include "widgets/base/panel.h"
#include "widgets/theme/appearance.h"

#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The whole window against a real server.
class StationTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    SystemClock m_clock;

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        QVERIFY(session->run(smallDistrict() + insertIncident("one", "一件")));
    }

    /// Whoever takes a picture of a complete window gets one on which no panel still waits for what has arrived; the
    /// way to the server is so long that the state is there before its first poll is answered.
    void aCompleteWindowIsWhole()
    {
        const auto basemap = Basemap::load();
        const auto theme = Theme::load(u"day"_s, 1);
        QVERIFY(basemap && theme);
        Appearance appearance(*theme);
        const auto proxy = fault::Proxy::open(m_server->socketFile());
        QVERIFY(proxy);
        (*proxy)->setFault({.kind = fault::LinkFault::Kind::Delay, .delay = 50ms});
        LiveSession session(
            [&proxy] {
                return postgres::Settings::parse(
                    u"host=127.0.0.1 port=%1 user=postgres dbname=postgres sslmode=disable"_s.arg((*proxy)->port()));
            },
            Language::Chinese, m_clock, {});
        StationWindow window(session, *basemap, appearance);
        window.resize(1366, 768);
        window.show();
        const auto waiting = [&window] {
            const auto panels = window.findChildren<Panel *>();
            return std::ranges::count(panels, Panel::State::Loading, &Panel::state);
        };
        QVERIFY(waiting() > 3);
        qsizetype left = -1;
        connect(&window, &StationWindow::completed, this, [&] { left = waiting(); });
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(left >= 0, 10000);
        QCOMPARE(left, 0);
    }

    /// Whatever somebody has called the database.
    void aDrillIsInTheWindowsTitle()
    {
        const auto basemap = Basemap::load();
        const auto theme = Theme::load(u"day"_s, 1);
        QVERIFY(basemap && theme);
        Appearance appearance(*theme);
        LiveSession session([this] { return m_server->settings(); }, Language::Chinese, m_clock, {});
        StationWindow window(session, *basemap, appearance);
        session.start();
        QTRY_VERIFY(session.store().isComplete());
        QVERIFY(!window.windowTitle().contains(u"演练"_s));
        auto owner = postgres::Session::open(m_server->settings());
        QVERIFY(owner);
        QVERIFY(owner->run("insert into wuquan.attribute values ('drill', '演练'), ('title', '江干区')"));
        QTRY_COMPARE(window.windowTitle(), u"演练 · 江干区"_s);
        QVERIFY(owner->run("update wuquan.attribute set value = '演练 · 江干' where name = 'title'"));
        QTRY_COMPARE(window.windowTitle(), u"演练 · 江干"_s);
        QVERIFY(owner->run("delete from wuquan.attribute where name in ('drill', 'title')"));
    }

    /// A key, Enter, and the window's map lies in a file with the role of the database and the machine on it.
    void theMapIsPrinted()
    {
        const auto basemap = Basemap::load();
        const auto theme = Theme::load(u"day"_s, 1);
        QVERIFY(basemap && theme);
        Appearance appearance(*theme);
        LiveSession session([this] { return m_server->settings(); }, Language::Chinese, m_clock, {});
        StationWindow window(session, *basemap, appearance);
        window.resize(1366, 768);
        window.show();
        window.activateWindow();
        session.start();
        const QTemporaryDir folder;
        QVERIFY(folder.isValid());
        auto *const panel = window.findChild<PrintPanel *>();
        auto *const tool = window.findChild<PrintTool *>();
        QVERIFY(panel && tool);
        QTRY_VERIFY(session.store().isComplete() && !session.user().isEmpty());
        auto asked = postgres::Session::open(m_server->settings());
        QVERIFY(asked);
        const auto rows = asked->query("select session_user::text");
        QVERIFY(rows);
        QCOMPARE(session.user(), rows->value<QString>().value());
        QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier);
        QVERIFY(panel->isVisible());
        panel->setPath(folder.filePath(u"map.pdf"_s));
        QTest::keyClick(panel->findChild<QLineEdit *>(), Qt::Key_Return);
        QVERIFY(tool->job().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!tool->job().isRunning(), 30'000);
        QFile file(folder.filePath(u"map.pdf"_s));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(panel->said()));
        QVERIFY(file.readAll().startsWith("%PDF"));
    }
};

QTEST_MAIN(StationTest)
#include "tst_station.moc"
