// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/store/districtstore.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"
#include "widgets/theme/appearance.h"
#include "widgets/time/headerbar.h"
#include "widgets/time/mirrorcard.h"
#include "widgets/time/statusline.h"
#include "widgets/time/withdrawncard.h"

#include <QDateTime>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>
#include <QTranslator>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

/// What the status line and the header say of the data, and how the header filters.
class TestStatusLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        store = std::make_unique<DistrictStore>();
        status = std::make_unique<DataStatusSource>();
        view = std::make_unique<ViewState>(Language::Chinese);
        appearance.setTheme(*Theme::load(u"day"_s, 1));
    }

    void states_data()
    {
        QTest::addColumn<DataStatus>("given");
        QTest::addColumn<QString>("text");
        QTest::newRow("connecting") << DataStatus{} << u"正在连接"_s;
        QTest::newRow("making the demo") << DataStatus{DataStatus::State::Connecting, u"正在准备演示数据 25%(事件)"_s,
            {}, {}} << u"正在准备演示数据 25%(事件)"_s;
        QTest::newRow("live") << DataStatus{DataStatus::State::Live, {}, now, {}} << u"数据正常"_s;
        QTest::newRow("stale") << DataStatus{DataStatus::State::Stale, {}, now - 12s, {}} << u"数据滞后 12 秒"_s;
        QTest::newRow("down") << DataStatus{DataStatus::State::Down, u"连接被拒绝"_s, now - 60s, now + 8s}
                              << u"数据中断 · 连接被拒绝 · 8 秒后重试"_s;
        QTest::newRow("refused") << DataStatus{DataStatus::State::Refused, u"缺少表 area"_s, {}, {}}
                                 << u"数据库不可用 · 缺少表 area"_s;
    }
    void states()
    {
        QFETCH(DataStatus, given);
        QFETCH(QString, text);
        const StatusLine line(*store, Language::Chinese, *status, server, appearance);
        status->setStatus(given);
        QCOMPARE(line.stateText(), text);
    }

    void serverTimeAndAge()
    {
        const StatusLine line(*store, Language::Chinese, *status, server, appearance);
        QCOMPARE(line.timeText(), u"治理库 –"_s);
        status->setStatus({DataStatus::State::Live, {}, now - 2s, {}});
        QCOMPARE(line.timeText(), u"治理库 14:32:05 · 2 秒前"_s);
    }

    void demonstrationIsMarked()
    {
        const StatusLine line(*store, Language::Chinese, *status, server, appearance);
        QVERIFY(line.demoText().isEmpty());
        store->apply(sample::district(now, {.incidents = 3, .devices = 0, .trends = false}));
        QCOMPARE(line.demoText(), u"示意图 · 演示数据 · 演示 ×10"_s);
    }

    void retryIsThereWhileDown()
    {
        StatusLine line(*store, Language::Chinese, *status, server, appearance);
        QSignalSpy retried(&line, &StatusLine::retryRequested);
        QPushButton *retry = nullptr;
        for (QPushButton *button : line.findChildren<QPushButton *>()) {
            if (button->text() == u"重试")
                retry = button;
        }
        QVERIFY(retry && retry->isHidden());
        status->setStatus({DataStatus::State::Down, u"x"_s, {}, {}});
        QVERIFY(!retry->isHidden());
        retry->click();
        QCOMPARE(retried.count(), 1);
    }

    void withdrawnChangesAreListedUntilRead()
    {
        store->apply(sample::district(now, {.incidents = 3, .devices = 0, .trends = false}));
        const Incident &incident = store->incidents().front();
        StatusLine line(*store, Language::Chinese, *status, server, appearance);
        connect(&line, &StatusLine::withdrawnAcknowledged, store.get(), &DistrictStore::forgetWithdrawn);
        line.show();
        const auto button = [&] {
            for (QPushButton *each : line.findChildren<QPushButton *>()) {
                if (each->isVisible() && each->text().startsWith(u"撤回变更"))
                    return each;
            }
            return static_cast<QPushButton *>(nullptr);
        };
        QVERIFY(!button());
        ChangeBatch batch;
        batch.serverTime = now;
        batch.withdrawn = {{Entity::Incident, incident.id.value, 7, 5}, {Entity::Incident, 987654, 2, 0}};
        store->apply(batch);
        QVERIFY(button());
        QCOMPARE(button()->text(), u"撤回变更 2 项"_s);
        button()->click();
        auto *card = line.findChild<WithdrawnCard *>();
        QVERIFY(card);
        QStringList texts;
        for (const PlainLabel *label : card->findChildren<PlainLabel *>())
            texts << label->text();
        const QString all = texts.join(u'\n');
        QVERIFY2(all.contains(u"曾为第 7 版,现为第 5 版"), qPrintable(all));
        QVERIFY2(all.contains(u"987654 · "), qPrintable(all));
        QVERIFY2(all.contains(u"曾为第 2 版,现已不存在"), qPrintable(all));
        QTest::keyClick(card->findChild<QPushButton *>(), Qt::Key_Return);
        QVERIFY(store->withdrawn().empty());
        QVERIFY(!button());
        QTRY_VERIFY(!line.findChild<WithdrawnCard *>());
    }

    void aMirrorSaysHowCurrentItsSourceIs()
    {
        StatusLine line(*store, Language::Chinese, *status, server, appearance);
        QVERIFY(line.mirrorText().isEmpty());
        const auto tell = [&](const QHash<QString, QString> &attributes) {
            ChangeBatch batch;
            batch.serverTime = now;
            batch.attributes = attributes;
            store->apply(batch);
        };
        QHash<QString, QString> attributes{{u"mirror_from"_s, u"源库 grid"_s}, {u"mirror_within_s"_s, u"30"_s},
            {u"mirror_promise"_s, u"逐片比对快照:30 秒内可见"_s}, {u"mirror_rejected"_s, u"3"_s},
            {u"mirror_suppressed"_s, u"2"_s}};
        tell(attributes);
        QCOMPARE(line.mirrorText(), u"镜像:首次同步中"_s);
        const auto seen = [&](std::chrono::seconds ago) {
            const auto at = std::chrono::floor<std::chrono::milliseconds>((now - ago).time_since_epoch());
            attributes.insert(u"mirror_seen_at"_s,
                QDateTime::fromMSecsSinceEpoch(at.count(), QTimeZone::UTC).toString(Qt::ISODateWithMs));
            tell(attributes);
        };
        seen(12s);
        QCOMPARE(line.mirrorText(), u"镜像 · 12 秒前"_s);
        seen(51s);
        QCOMPARE(line.mirrorText(), u"镜像滞后 51 秒"_s);
        line.show();
        for (QPushButton *button : line.findChildren<QPushButton *>()) {
            if (button->text().startsWith(u"镜像"))
                button->click();
        }
        auto *card = line.findChild<MirrorCard *>();
        QVERIFY(card);
        QStringList texts;
        for (const PlainLabel *label : card->findChildren<PlainLabel *>())
            texts << label->text();
        for (const QString &text : {u"源库 grid"_s, u"3"_s, u"2 起事件"_s, u"逐片比对快照:30 秒内可见"_s})
            QVERIFY2(texts.contains(text), qPrintable(texts.join(u'\n')));
        // What makes no sense is left out.
        attributes.insert(u"mirror_seen_at"_s, u"yesterday"_s);
        attributes.insert(u"mirror_within_s"_s, u"-5"_s);
        attributes.insert(u"mirror_rejected"_s, u"many"_s);
        QCOMPARE(MirrorNotice::of(attributes)->seenAt, std::nullopt);
        QCOMPARE(MirrorNotice::of(attributes)->within, 30s);
        QCOMPARE(MirrorNotice::of(attributes)->rejected, 0);
        attributes.remove(u"mirror_from"_s);
        QVERIFY(!MirrorNotice::of(attributes));
    }

    void headerFilters()
    {
        store->apply(sample::district(now, {.incidents = 3, .devices = 0, .trends = false}));
        HeaderBar header(*store, *view, selection, *status, server, appearance);
        header.resize(1920, 60);
        header.show();
        QTest::keyClicks(&header.search(), u"cqj"_s);
        QTest::keyClick(&header.search(), Qt::Key_Return);
        QCOMPARE(view->filter().text, u"cqj"_s);
        view->setFilter({.circle = Circle::Campus, .text = u"x"_s});
        QCOMPARE(header.search().text(), u"x"_s);
        header.clearFilter();
        QVERIFY(view->filter().isEmpty());
        QVERIFY(header.search().text().isEmpty());
    }

    void headerFiltersByStreet()
    {
        HeaderBar header(*store, *view, selection, *status, server, appearance);
        header.resize(1920, 60);
        header.show();
        QToolButton *streets = menuButton(header, u"街道"_s);
        QVERIFY(streets && !streets->isEnabled());
        const ChangeBatch district = sample::district(now, {.incidents = 3, .devices = 0, .trends = false});
        store->apply(district);
        QVERIFY(streets->isEnabled());
        QCOMPARE(
            streets->menu()->actions().size(), std::ranges::count(store->areas(), AreaLevel::Street, &Area::level));
        QAction *second = streets->menu()->actions().at(1);
        second->trigger();
        QVERIFY(view->filter().area);
        const Area *street = store->area(*view->filter().area);
        QVERIFY(street && street->level == AreaLevel::Street);
        QCOMPARE(street->name, second->text());
        store->apply(district);
        QCOMPARE(view->filter().area, street->id);
        QVERIFY(streets->menu()->actions().at(1)->isChecked());
        QPushButton *chip = nullptr;
        for (QPushButton *button : header.findChildren<QPushButton *>()) {
            if (button->text().startsWith(store->area(*view->filter().area)->name))
                chip = button;
        }
        QVERIFY(chip && chip->isVisible());
        QTest::keyClick(chip, Qt::Key_Return);
        QVERIFY(view->filter().isEmpty());
        QVERIFY(!streets->menu()->actions().at(1)->isChecked());
    }

    void theStateOfTheDataStaysWhole()
    {
        QTranslator translator;
        QVERIFY(translator.load(u":/i18n/wuquan_en.qm"_s) && QCoreApplication::installTranslator(&translator));
        ViewState english(Language::English);
        store->apply(sample::district(now, {.incidents = 3, .devices = 0, .trends = false}));
        const auto street = std::ranges::find(store->areas(), AreaLevel::Street, &Area::level);
        HeaderBar header(*store, english, selection, *status, server, appearance);
        appearance.setTheme(*Theme::load(u"day"_s, 0.8));
        header.resize(1366, 48);
        header.show();
        english.setFilter({street->id, Circle::Public, Severity::Normal, u"lm"_s});
        status->setStatus({DataStatus::State::Stale, {}, now - 12s, {}});
        QCoreApplication::sendPostedEvents(); // layouts follow their texts
        const QString behind = u"Data is 12 s behind"_s;
        const auto labels = header.findChildren<PlainLabel *>();
        const auto label = std::ranges::find(labels, behind, &QLabel::text);
        QVERIFY(label != labels.end());
        QVERIFY((*label)->width() >= (*label)->sizeHint().width());
        QVERIFY((*label)->mapTo(&header, (*label)->rect().bottomRight()).x() < header.width());
    }

    void menusOpenByKey_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Qt::Key>("key");
        for (const QString &name : {u"街道"_s, u"防控圈"_s, u"紧急程度"_s}) {
            QTest::addRow("%s, space", qPrintable(name)) << name << Qt::Key_Space;
            QTest::addRow("%s, return", qPrintable(name)) << name << Qt::Key_Return;
            QTest::addRow("%s, enter", qPrintable(name)) << name << Qt::Key_Enter;
        }
    }
    void menusOpenByKey()
    {
        QFETCH(QString, name);
        QFETCH(Qt::Key, key);
        store->apply(sample::district(now, {.incidents = 3, .devices = 0, .trends = false}));
        HeaderBar header(*store, *view, selection, *status, server, appearance);
        header.show();
        QToolButton *button = menuButton(header, name);
        QVERIFY(button);
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        bool opened = false;
        connect(button->menu(), &QMenu::aboutToShow, this, [&opened, button] {
            opened = true;
            QMetaObject::invokeMethod(button->menu(), &QMenu::close, Qt::QueuedConnection);
        });
        QTest::keyClick(button, key);
        QVERIFY(opened);
    }

    void panelsSayWhatIsBeingDone()
    {
        Panel panel(appearance);
        const QString doing = u"正在准备演示数据 25%(事件)"_s;
        QVERIFY(!panel.showCondition(*store, {DataStatus::State::Connecting, doing, {}, {}}, now, Language::Chinese));
        QCOMPARE(panel.state(), Panel::State::Loading);
        const auto labels = panel.findChildren<PlainLabel *>();
        QVERIFY(std::ranges::contains(labels, doing, &QLabel::text));
    }

    void typedTextIsAppliedSoon()
    {
        HeaderBar header(*store, *view, selection, *status, server, appearance);
        header.show();
        QTest::keyClicks(&header.search(), u"ab"_s);
        QTRY_COMPARE(view->filter().text, u"ab"_s);
    }

    void hostileTextStaysText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("markup") << u"<img src=x onerror=1><b>粗</b>"_s;
        QTest::newRow("placeholder") << u"%1 %2 %n"_s;
        QTest::newRow("a megabyte") << QString(1 << 20, u'文');
        QTest::newRow("bidi and control") << u"a\u202e\u0007b\nc"_s;
        QTest::newRow("emoji") << u"🔥🔥"_s;
        QTest::newRow("empty") << QString();
    }
    void hostileTextStaysText()
    {
        QFETCH(QString, text);
        PlainLabel label(appearance, TextRole::Body);
        label.setMaximumLines(2);
        label.resize(200, 48);
        label.setText(text);
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QVERIFY(label.text().size() <= 256);
        QVERIFY(!label.text().contains(u'\n'));
        QVERIFY(!label.grab().isNull());
    }

private:
    static QToolButton *menuButton(const HeaderBar &header, const QString &name)
    {
        for (QToolButton *button : header.findChildren<QToolButton *>()) {
            if (button->accessibleName() == name)
                return button;
        }
        return nullptr;
    }

    const Instant now = shanghai::startOf(QDate(2026, 8, 27)) + 14h + 32min + 7s;
    FixedClock clock{now};
    ServerClock server{clock};
    Appearance appearance{*Theme::load(u"day"_s, 1)};
    Selection selection;
    std::unique_ptr<DistrictStore> store;
    std::unique_ptr<DataStatusSource> status;
    std::unique_ptr<ViewState> view;
};

QTEST_MAIN(TestStatusLine)
#include "tst_statusline.moc"
