// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "maps/layers/opencounts.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/base/bigfigure.h"
#include "widgets/base/plainlabel.h"
#include "widgets/incidents/incidentcard.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <QPushButton>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

namespace {

/// A card over a sample district.
struct Desk {
    explicit Desk(Language language = Language::Chinese, double scale = 1)
        : view(language)
        , appearance(*Theme::load(u"day"_s, scale))
    {
        status.setStatus({DataStatus::State::Live, {}, clock.now(), {}});
        store.apply(sample::district(clock.now(), {.incidents = 80, .devices = 3000, .trends = false}));
        card.refresh();
    }

    [[nodiscard]] const Area &area(AreaLevel level) const
    {
        return *std::ranges::find(store.areas(), level, &Area::level);
    }
    /// What is written on the card as it is shown.
    [[nodiscard]] QStringList texts() const
    {
        QStringList texts;
        for (const PlainLabel *label : card.findChildren<PlainLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : card.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().contains(text))
                return button;
        }
        return nullptr;
    }
    /// The text that does not fit where it is, else nothing.
    [[nodiscard]] QString cut() const
    {
        for (const PlainLabel *label : card.findChildren<PlainLabel *>()) {
            // An elided label tells its whole text as a tooltip.
            if (label->isVisible()
                && (!label->toolTip().isEmpty() || label->height() < label->minimumSizeHint().height()
                    || label->height() < label->heightForWidth(label->width())))
                return label->text();
        }
        return {};
    }
    void put(Incident incident)
    {
        ++incident.version;
        ChangeBatch batch;
        batch.incidents = {std::move(incident)};
        store.apply(batch);
        card.refresh();
    }

    FixedClock clock{shanghai::startOf(QDate(2026, 8, 27)) + 14h};
    ServerClock server{clock};
    DistrictStore store;
    ViewState view;
    Selection selection;
    DataStatusSource status;
    Appearance appearance;
    IncidentCard card{store, view, selection, status, server, appearance};
};

void addLanguages()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    // As wide as the station makes the card on 1920 and 1366 pixels.
    QTest::newRow("zh 1080") << Language::Chinese << QSize(420, 560) << 1.0;
    QTest::newRow("zh 768") << Language::Chinese << QSize(327, 340) << 0.8;
    QTest::newRow("en 1080") << Language::English << QSize(420, 560) << 1.0;
    QTest::newRow("en 768") << Language::English << QSize(327, 340) << 0.8;
}

} // namespace

/// The card of what is selected: its figures, its texts, its way to and from a filter.
class TestIncidentCard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { QCoreApplication::removeTranslator(&m_english); }

    void countsWhatTheMapCounts()
    {
        Desk desk;
        desk.card.setVisible(true);
        desk.view.setFilter({.severity = Severity::Normal});
        const OpenCounts map(desk.store, desk.view.filter());
        for (const Area &area : desk.store.areas()) {
            if (area.level == AreaLevel::District)
                continue;
            desk.selection.select(area.id);
            const auto figures = desk.card.findChildren<BigFigure *>();
            const QString wanted = u"在办事件 · 筛选后 "_s + formatCount(map.count(area.id));
            QVERIFY2(std::ranges::any_of(
                         figures, [&](const BigFigure *figure) { return figure->accessibleName() == wanted; }),
                qPrintable(area.name + u' ' + wanted));
        }
    }

    void excludedIncidentSaysSo()
    {
        Desk desk;
        desk.card.setVisible(true);
        desk.selection.select(IncidentId{1});
        QVERIFY(!desk.texts().contains(u"不在当前筛选中"_s));
        desk.view.setFilter({.severity = Severity::Normal});
        QVERIFY(desk.texts().contains(u"不在当前筛选中"_s));
        QPushButton *clear = desk.button(u"Esc"_s);
        QVERIFY(clear);
        clear->click();
        QVERIFY(desk.view.filter().isEmpty());
        QVERIFY(!desk.texts().contains(u"不在当前筛选中"_s));
        QCOMPARE(*desk.selection.as<IncidentId>(), IncidentId{1});
    }

    void severityIsAWordToo()
    {
        Desk desk;
        desk.card.setVisible(true);
        for (int id = 1; id <= 4; ++id) {
            desk.selection.select(IncidentId{id});
            const QString word = words::severity(desk.store.incident({id})->severity);
            QVERIFY(desk.texts().filter(word + u" · "_s).size() == 1);
        }
    }

    void ageOfOldDataCountsOn()
    {
        Desk desk;
        desk.card.setVisible(true);
        desk.status.setStatus({DataStatus::State::Stale, {}, desk.clock.now() - 12s, {}});
        QVERIFY(desk.texts().contains(u"12 秒前的数据"_s));
        desk.clock.advance(5s);
        desk.card.tick();
        QVERIFY(desk.texts().contains(u"17 秒前的数据"_s));
    }

    void anotherAnswerIsNoReasonToCountAnew()
    {
        Desk desk;
        desk.card.setVisible(true);
        desk.selection.select(IncidentId{1});
        QVERIFY(desk.texts().contains(u"00:48"_s));
        desk.clock.advance(5s);
        // The clock shows whether the page was written anew.
        desk.status.setStatus({DataStatus::State::Live, {}, desk.clock.now(), {}});
        QVERIFY(desk.texts().contains(u"00:48"_s));
        desk.status.setStatus({DataStatus::State::Down, u"gone"_s, desk.clock.now(), {}});
        QVERIFY(desk.texts().contains(u"00:43"_s));
    }

    void filtersToTheAreaShown()
    {
        Desk desk;
        desk.card.resize(420, 560);
        desk.card.setVisible(true);
        QVERIFY(QTest::qWaitForWindowActive(&desk.card));
        QVERIFY(!desk.button(u"筛选到此处"_s)); // the whole district
        QTest::keyClick(&desk.card, Qt::Key_F);
        QVERIFY(desk.view.filter().isEmpty());
        for (const AreaLevel level : {AreaLevel::Street, AreaLevel::Community, AreaLevel::Grid}) {
            const AreaId id = desk.area(level).id;
            desk.selection.select(id);
            QVERIFY(desk.button(u"筛选到此处"_s));
            QVERIFY(!desk.button(u"筛选到此处"_s)->isChecked());
            QTest::keyClick(&desk.card, Qt::Key_F);
            QCOMPARE(desk.view.filter().area, id);
            QVERIFY(desk.button(u"已筛选到此处"_s)->isChecked());
            desk.button(u"已筛选到此处"_s)->click();
            QVERIFY(desk.view.filter().isEmpty());
        }
        desk.view.setFilter({.area = desk.area(AreaLevel::Street).id});
        desk.selection.select(DeviceId{20});
        QVERIFY(!desk.button(u"筛选到此处"_s));
        QTest::keyClick(&desk.card, Qt::Key_F);
        QVERIFY(desk.view.filter().area);
    }

    void clocksAreNeverCut_data() { addLanguages(); }
    void clocksAreNeverCut()
    {
        QFETCH(Language, language);
        QFETCH(QSize, size);
        QFETCH(double, scale);
        use(language);
        Desk desk(language, scale);
        desk.card.resize(size);
        desk.card.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&desk.card));
        Incident late = *desk.store.incident({20});
        late.reportedAt = desk.clock.now() - 300h;
        for (const auto overdue : {-48s, -7199s, -90'000s, 7199s, 27h + 15min + 0s, 291h + 15min + 0s}) {
            late.dueAt = desk.clock.now() - overdue;
            desk.put(late);
            late = *desk.store.incident({20});
            desk.selection.select(late.id);
            QTRY_COMPARE(desk.cut(), QString());
        }
        late.dueAt.reset();
        late.reportedAt = desk.clock.now() - 24h + 1min;
        desk.put(late);
        QTRY_COMPARE(desk.cut(), QString());
    }

    void textsAreWhole_data() { addLanguages(); }
    void textsAreWhole()
    {
        QFETCH(Language, language);
        QFETCH(QSize, size);
        QFETCH(double, scale);
        use(language);
        Desk desk(language, scale);
        ChangeBatch batch;
        auto catalogue = std::make_shared<Catalogue>(desk.store.catalogue());
        catalogue->deviceKinds[{2}].name = u"重点场所可燃气体浓度在线监测报警装置"_s;
        catalogue->deviceKinds[{2}].nameEn = u"Combustible gas detector of a key venue"_s;
        batch.catalogue = catalogue;
        Device device;
        device.id = {7};
        device.kind = {2};
        device.grid = desk.area(AreaLevel::Grid).id;
        device.name = language == Language::Chinese
            ? u"彭埠街道明石社区第十二幢三单元地下一层东侧配电间独立烟感"_s
            : u"Fire detector, east switch room, basement, building 12, Mingshi"_s;
        device.version = 2;
        batch.devices = {device};
        batch.annotations = {{{7}, AnnotationKind::Area, AnnotationRole::Restricted, {}, QString(256, u'长'),
            u"a_rather_long_name_of_a_role"_s, Instant(), 1}};
        desk.store.apply(batch);
        Incident wordy = *desk.store.incident({3});
        wordy.title = (language == Language::Chinese ? u"消防通道停车,"_s : u"Parking in a fire lane, "_s).repeated(40);
        desk.put(wordy);
        desk.card.resize(size);
        desk.card.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&desk.card));
        const SelectedThing things[] = {{}, desk.area(AreaLevel::Street).id, desk.area(AreaLevel::Community).id,
            desk.area(AreaLevel::Grid).id, DeviceId{7}, ResponderId{1}, AnnotationId{7}, IncidentId{3}};
        for (const bool filtered : {false, true}) {
            if (filtered)
                desk.view.setFilter({.area = desk.area(AreaLevel::Street).id, .severity = Severity::Urgent});
            for (const SelectedThing &thing : things) {
                desk.selection.select(thing);
                QTRY_COMPARE(desk.cut(), QString());
            }
        }
    }

    /// Its text as plain text, who wrote it and when; what has no usable points says so.
    void anAnnotationTellsWhoAndWhen()
    {
        use(Language::English);
        DistrictStore store;
        const Filter filter;
        const CardWriter writer(store, filter, Language::English);
        Annotation annotation{{1}, AnnotationKind::Line, AnnotationRole::Caution, {{120.2, 30.3}, {120.21, 30.3}},
            u"<b>way"_s, u"station"_s, Instant(std::chrono::seconds(1'535'700'000)), 1};
        CardContent content = writer.annotation(annotation);
        QCOMPARE(content.title, u"<b>way"_s);
        const std::vector<Fact> facts = content.groups.front().facts;
        QCOMPARE(facts,
            (std::vector<Fact>{{u"Kind"_s, u"Line"_s}, {u"Purpose"_s, u"Caution"_s}, {u"Written by"_s, u"station"_s},
                {u"Written at"_s, u"31 Aug 2018 15:20"_s}, {u"Position"_s, u"Located"_s}}));
        annotation.points.clear();
        annotation.text = u"  "_s;
        content = writer.annotation(annotation);
        QCOMPARE(content.title, u"Annotation"_s);
        QCOMPARE(content.groups.front().facts.back().value, u"Unusable coordinates"_s);
    }

private:
    void use(Language language)
    {
        if (language == Language::English)
            QVERIFY(m_english.load(u":/i18n/wuquan_en.qm"_s) && QCoreApplication::installTranslator(&m_english));
    }

    QTranslator m_english;
};

QTEST_MAIN(TestIncidentCard)
#include "tst_incidentcard.moc"
