// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/store/districtstore.h"
#include "data/view/datastatus.h"
#include "widgets/figures/definitioncard.h"
#include "widgets/figures/indicatorlist.h"
#include "widgets/figures/indicatorstrip.h"
#include "widgets/figures/indicatortile.h"
#include "widgets/theme/appearance.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

/// The row of indicators: every one can be reached, by key and by mouse, with the time at which it was counted.
class TestIndicatorStrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        store = std::make_unique<DistrictStore>();
        status = std::make_unique<DataStatusSource>();
        ChangeBatch batch;
        batch.serverTime = counted;
        batch.complete = true;
        batch.areas.emplace_back();
        batch.indicators = thirteen();
        store->apply(batch);
        status->setStatus({DataStatus::State::Live, {}, clock.now(), {}});
    }

    void allCanBeReached_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QSize>("window");
        for (const QSize size : {QSize(1366, 768), QSize(1920, 1080), QSize(640, 480)}) {
            QTest::addRow("Chinese %d", size.width()) << Language::Chinese << size;
            QTest::addRow("English %d", size.width()) << Language::English << size;
        }
    }
    void allCanBeReached()
    {
        QFETCH(Language, language);
        QFETCH(QSize, window);
        IndicatorStrip strip(*store, language, *status, server, appearance);
        show(strip, window);
        QStringList names;
        for (const IndicatorTile *tile : strip.tiles()) {
            if (!tile->isVisible())
                continue;
            names << tile->figure().name;
            QVERIFY(tile->width() >= tile->sizeHint().width());
            QVERIFY(tile->geometry().right() < strip.width());
        }
        const bool all = names.size() == qsizetype(store->indicators().size());
        QCOMPARE(strip.moreButton().isVisible(), !all);
        if (!all) {
            QCOMPARE(strip.moreButton().text(), u"+%1"_s.arg(qsizetype(store->indicators().size()) - names.size()));
            QVERIFY(strip.moreButton().geometry().right() < strip.width());
            strip.moreButton().click();
            for (const IndicatorTile *tile : shown<IndicatorList>(strip)->findChildren<IndicatorTile *>())
                names << tile->figure().name;
        }
        QStringList wanted;
        for (const IndicatorFigure &figure : store->indicators())
            wanted << figure.name;
        QCOMPARE(names, wanted);
    }

    void theRestByKey_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("space") << Qt::Key_Space;
        QTest::newRow("return") << Qt::Key_Return;
        QTest::newRow("enter") << Qt::Key_Enter;
    }
    void theRestByKey()
    {
        QFETCH(Qt::Key, key);
        IndicatorStrip strip(*store, Language::Chinese, *status, server, appearance);
        show(strip, {640, 480});
        QVERIFY(strip.moreButton().focusPolicy() & Qt::TabFocus);
        QTest::keyClick(&strip.moreButton(), key);
        const auto *list = shown<IndicatorList>(strip);
        QVERIFY(list);
        QTest::keyClick(list->focusProxy(), key);
        QVERIFY(!shown<IndicatorList>(strip));
        const auto *card = shown<DefinitionCard>(strip);
        QVERIFY(card);
        const auto hidden
            = std::ranges::find_if(strip.tiles(), [](const IndicatorTile *tile) { return !tile->isVisible(); });
        QVERIFY(card->accessibleName().startsWith((*hidden)->figure().name));
    }

    void definitionSaysWhenItWasCounted()
    {
        ChangeBatch later;
        later.serverTime = counted + 10min;
        store->apply(later);
        IndicatorStrip strip(*store, Language::Chinese, *status, server, appearance);
        show(strip, {1920, 1080});
        QTest::keyClick(strip.tiles().front(), Qt::Key_Enter);
        const auto *card = shown<DefinitionCard>(strip);
        QVERIFY(card);
        const auto labels = card->findChildren<QLabel *>();
        QVERIFY(std::ranges::contains(labels, u"2026年8月27日 14:22:00"_s, &QLabel::text));
    }

    void anAnswerLaysOutNothing()
    {
        IndicatorStrip strip(*store, Language::Chinese, *status, server, appearance);
        show(strip, {1920, 1080});
        IndicatorTile &tile = *strip.tiles().front();
        const QRect laidOut = tile.geometry();
        tile.move(5, 5);
        status->setStatus({DataStatus::State::Live, {}, clock.now() + 300ms, {}});
        QCOMPARE(tile.pos(), QPoint(5, 5));
        status->setStatus({DataStatus::State::Stale, {}, clock.now() + 300ms, {}});
        QCOMPARE(tile.geometry(), laidOut);
        QCOMPARE(strip.state(), Panel::State::Stale);
    }

private:
    static std::shared_ptr<const std::vector<IndicatorFigure>> thirteen()
    {
        constexpr std::pair<const char16_t *, const char16_t *> names[] = {{u"刑事案件", u"Criminal cases"},
            {u"黄赌警情", u"Vice calls"}, {u"侵财案件", u"Property crime"}, {u"生产安全事故", u"Work accidents"},
            {u"火灾", u"Fires"}, {u"入室盗窃", u"Burglary"}, {u"电动车盗窃", u"E-bike theft"},
            {u"家暴警情", u"Domestic violence"}, {u"无较大事故天数", u"Days no larger accident"},
            {u"侵财破案率", u"Clearance rate"}, {u"走失人员找回", u"Missing people found"},
            {u"火灾早期处置", u"Early fire alarms"}, {u"平安考核名次", u"Safety rank"}};
        auto figures = std::make_shared<std::vector<IndicatorFigure>>();
        for (const auto &[name, nameEn] : names) {
            IndicatorFigure figure;
            figure.id = {std::int16_t(figures->size() + 1)};
            figure.name = QString::fromUtf16(name);
            figure.nameEn = QString::fromUtf16(nameEn);
            figure.measure = IndicatorMeasure::CountYearOnYear;
            figure.value = 4727;
            figure.before = 5189;
            figures->push_back(figure);
        }
        return figures;
    }

    void show(IndicatorStrip &strip, QSize window)
    {
        appearance.setTheme(*Theme::load(u"day"_s, Theme::scaleFor(window)));
        strip.resize(window.width() - 2 * appearance.theme().px(16), appearance.theme().px(64));
        strip.setVisible(true);
        (void)strip.grab();
    }

    template <class Card>
    static Card *shown(const IndicatorStrip &strip)
    {
        for (Card *card : strip.findChildren<Card *>()) {
            if (card->isVisible())
                return card;
        }
        return nullptr;
    }

    const Instant counted = shanghai::startOf(QDate(2026, 8, 27)) + 14h + 22min;
    FixedClock clock{counted + 10min};
    ServerClock server{clock};
    Appearance appearance{*Theme::load(u"day"_s, 1)};
    std::unique_ptr<DistrictStore> store;
    std::unique_ptr<DataStatusSource> status;
};

QTEST_MAIN(TestIndicatorStrip)
#include "tst_indicatorstrip.moc"
