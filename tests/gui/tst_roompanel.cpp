// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/base/plainlabel.h"
#include "widgets/room/lookbar.h"
#include "widgets/room/roomchip.h"
#include "widgets/room/roompanel.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/applytheme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

namespace {

struct Station {
    explicit Station(Language language = Language::Chinese, double scale = 1)
        : view(language)
        , appearance(*Theme::load(u"day"_s, scale))
    {
        applyTheme(*qApp, appearance.theme());
        store.apply(sample::district(clock.now(), {.incidents = 20, .devices = 10, .trends = false}));
        window.resize(int(1000 * scale), int(900 * scale));
        chip.move(int(400 * scale), 10);
        bar.setGeometry(10, int(700 * scale), int(640 * scale), int(48 * scale));
        window.show();
        window.activateWindow();
        isReady = QTest::qWaitForWindowActive(&window);
    }

    void hear(const RoomNews &news) { room.take(std::make_shared<const RoomNews>(news)); }
    [[nodiscard]] RoomPanel *panel() const { return chip.findChild<RoomPanel *>(); }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : panel()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->accessibleName().contains(text) | button->text().contains(text))
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QString texts() const
    {
        QString all;
        for (const PlainLabel *label : panel()->findChildren<PlainLabel *>()) {
            if (label->isVisible())
                all += label->text() + u'\n';
        }
        return all;
    }
    [[nodiscard]] RoomRequest last() const { return requests.last()[0].value<RoomRequest>(); }
    void answer(RequestState state, const QString &code = {})
    {
        room.desk().answer({.key = last().key, .state = state, .code = code});
    }

    FixedClock clock{shanghai::startOf(QDate(2026, 8, 27)) + 14h};
    ServerClock server{clock};
    DistrictStore store;
    ViewState view;
    Selection selection;
    Appearance appearance;
    Room room{store, selection};
    QSignalSpy requests{&room.desk(), &RoomDesk::requested};
    QWidget window;
    RoomChip chip{room, store, view, selection, server, appearance, &window};
    LookBar bar{room, store, server, view.language(), appearance, &window};
    bool isReady = false;
};

RoomNews newsOf(const Station &station, const QString &role)
{
    const Instant now = station.clock.now();
    RoomNews news{.role = role, .post = u"区中心"_s};
    news.call = RollCall{.id = 3, .at = now - 5min, .by = u"区中心"_s, .isOpen = true};
    news.call->posts
        = {{.id = 1, .tier = 1, .name = u"区综合指挥中心"_s, .nameEn = u"District command centre"_s, .isMine = true},
            {.id = 2,
                .tier = 3,
                .name = u"彭埠室"_s,
                .nameEn = u"Pengbu"_s,
                .answeredAt = now - 1min,
                .by = u"彭埠甲"_s,
                .words = u"全员"_s}};
    news.shift = RoomShift{.id = 8,
        .openedAt = now - 6h,
        .by = u"早班"_s,
        .lines = {{now - 2h, u"彭埠甲"_s, u"三号岗停电"_s}},
        .last = ClosedShift{now - 6h, u"夜班"_s, u"<b>注意%1"_s, 12, 2, 1}};
    const Area &grid = *std::ranges::find(station.store.areas(), AreaLevel::Grid, &Area::level);
    news.voids = {{.id = 5, .kind = VoidAlert::Kind::Grid, .area = grid.id, .since = now - 2h, .n = 1, .of = 1}};
    return news;
}

} // namespace

/// The panel of the room, its chip, and the bar that says where to look.
class RoomPanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qApp->setQuitOnLastWindowClosed(false); }
    void cleanup() { QCoreApplication::removeTranslator(&m_english); }

    void theChipTellsWhatWaits()
    {
        Station station;
        QVERIFY(!station.chip.isVisible()); // a database without rooms
        QTest::keyClick(&station.window, Qt::Key_S);
        QVERIFY(!station.panel());
        station.hear(newsOf(station, u"district"_s));
        QVERIFY(station.chip.isVisible());
        QCOMPARE(station.chip.text(), u"值班室 · 点名 1/2 · 空档 1"_s);
        QTest::keyClick(&station.window, Qt::Key_S);
        QVERIFY(station.panel() && station.panel()->isVisible());
        QTest::keyClick(station.panel(), Qt::Key_Escape);
        QTRY_VERIFY(!station.panel());
    }

    void aPostAnswersAndTheLeaderEnds()
    {
        Station station;
        station.hear(newsOf(station, u"district"_s));
        station.chip.open();
        QVERIFY2(station.texts().contains(u"未应"_s) && station.texts().contains(u"彭埠甲 · 全员"_s),
            qPrintable(station.texts()));
        QTest::mouseClick(station.button(u"应到：区综合指挥中心"_s), Qt::LeftButton);
        QCOMPARE(station.requests.size(), 1);
        QCOMPARE(station.last().kind, RoomRequest::Kind::AnswerCall);
        QCOMPARE(station.last().call, 3);
        QCOMPARE(station.last().post, 1);
        QVERIFY(station.texts().contains(u"正在提交"_s));
        station.answer(RequestState::Refused, u"already"_s);
        QVERIFY(station.texts().contains(u"没有提交：已经做过了"_s));
        QTest::mouseClick(station.button(u"结束点名"_s), Qt::LeftButton);
        QCOMPARE(station.last().kind, RoomRequest::Kind::EndCall);
        QVERIFY(!station.texts().contains(u"已经做过了"_s)); // it has been read
        station.answer(RequestState::Done);
        RoomNews ended = newsOf(station, u"district"_s);
        ended.call->isOpen = false;
        station.hear(ended);
        QVERIFY(!station.button(u"应到"_s));
        QTest::mouseClick(station.button(u"开始点名"_s), Qt::LeftButton);
        QCOMPARE(station.last().kind, RoomRequest::Kind::BeginCall);
    }

    void theShiftIsSignedInTwoPresses()
    {
        Station station;
        RoomNews news = newsOf(station, u"operator"_s);
        station.hear(news);
        station.chip.open();
        QVERIFY(!station.button(u"结束点名"_s) && !station.button(u"开始点名"_s));
        QVERIFY2(
            station.texts().contains(u"由 夜班 交班 · 在办 12 · 超期 2 · <b>注意%1"_s), qPrintable(station.texts()));
        QVERIFY(station.texts().contains(u"彭埠甲 · 三号岗停电"_s));
        auto *words = station.panel()->findChild<QLineEdit *>();
        words->setFocus();
        QTest::keyClick(words, Qt::Key_Return);
        QVERIFY(station.requests.isEmpty()); // nothing was written
        QTest::keyClicks(words, u"sj"_s); // letters that are keys elsewhere
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(station.last().kind, RoomRequest::Kind::WriteShift);
        QCOMPARE(station.last().words, u"sj"_s);
        station.answer(RequestState::Done);
        QTest::keyClicks(words, u"ok"_s);
        QTest::mouseClick(station.button(u"签字交班"_s), Qt::LeftButton);
        QCOMPARE(station.requests.size(), 1);
        QTest::mouseClick(station.button(u"再按一次签字"_s), Qt::LeftButton);
        QCOMPARE(station.last().kind, RoomRequest::Kind::HandOver);
        QCOMPARE(station.last().words, u"ok"_s);
        QVERIFY(station.button(u"签字交班"_s)); // the next one is asked about again
    }

    void aVoidLeadsThere()
    {
        Station station;
        const RoomNews news = newsOf(station, u"leader"_s);
        station.hear(news);
        station.chip.open();
        QVERIFY(!station.panel()->findChild<QLineEdit *>()->isVisible()); // a leader has no room
        QTest::mouseClick(station.button(u"无人在岗"_s), Qt::LeftButton);
        QCOMPARE(station.selection.as<AreaId>() ? *station.selection.as<AreaId>() : AreaId{}, *news.voids[0].area);
    }

    void theBarLeadsThere()
    {
        Station station;
        QSignalSpy gone(&station.bar, &LookBar::goRequested);
        RoomNews news{.role = u"operator"_s};
        station.hear(news);
        const Incident &incident = station.store.incidents().front();
        news.pointers = {
            {.id = 4, .by = u"区中心"_s, .at = station.clock.now() - 10s, .incident = incident.id, .words = u"看烟"_s}};
        station.hear(news);
        QVERIFY(station.bar.isVisible());
        QVERIFY2(station.bar.accessibleName().startsWith(u"区中心 请看："_s + incident.title)
                && station.bar.accessibleName().contains(u"看烟"_s),
            qPrintable(station.bar.accessibleName()));
        QTest::keyClick(&station.window, Qt::Key_G);
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone[0][0].value<RoomPointer>().id, 4);
        QVERIFY(!station.bar.isVisible());
        QTest::keyClick(&station.window, Qt::Key_G);
        QCOMPARE(gone.size(), 1);
        news.pointers.front().id = 5;
        station.hear(news);
        QVERIFY(station.bar.isVisible());
        station.clock.advance(10min);
        QTRY_VERIFY_WITH_TIMEOUT(!station.bar.isVisible(), 5000); // it is no longer news
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<double>("scale");
        QTest::newRow("zh") << Language::Chinese << 1.0;
        QTest::newRow("en") << Language::English << 1.0;
        QTest::newRow("en larger") << Language::English << 1.25; // as much as the screen of the tests holds
    }
    void nothingIsCut()
    {
        QFETCH(const Language, language);
        QFETCH(const double, scale);
        if (language == Language::English) {
            QVERIFY(m_english.load(u":/i18n/wuquan_en.qm"_s));
            QCoreApplication::installTranslator(&m_english);
        }
        Station station(language, scale);
        station.hear(newsOf(station, u"district"_s));
        QCOMPARE_GE(station.chip.width(), QFontMetrics(station.chip.font()).horizontalAdvance(station.chip.text()));
        station.chip.open();
        for (const QPushButton *button : station.panel()->findChildren<QPushButton *>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
        for (const PlainLabel *label : station.panel()->findChildren<PlainLabel *>()) {
            if (label->isVisible() && label->hasHeightForWidth())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        }
    }

private:
    QTranslator m_english;
};

QTEST_MAIN(RoomPanelTest)
#include "tst_roompanel.moc"
