// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/view/alarmlist.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "widgets/alarms/alarmchip.h"
#include "widgets/theme/appearance.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

/// The chip of alarms: what it says, where it leads, and that it is seen when one is heard.
class AlarmChipTest : public QObject {
    Q_OBJECT

private:
    FixedClock m_clock{shanghai::startOf(QDate(2026, 8, 27)) + 14h};
    ServerClock m_server{m_clock};
    std::unique_ptr<DistrictStore> m_store;
    std::unique_ptr<AlarmList> m_alarms;
    ViewState m_view{Language::Chinese};
    Selection m_selection;
    Appearance m_appearance{*Theme::load(u"day"_s, 1)};
    std::unique_ptr<QWidget> m_window;
    AlarmChip *m_chip = nullptr;

    void put(std::int64_t id, Severity severity, const QString &title, std::optional<Instant> shelvedUntil = {})
    {
        ChangeBatch batch;
        Incident incident;
        incident.id = IncidentId{id};
        incident.severity = severity;
        incident.state = IncidentState::Filed;
        incident.title = title;
        incident.street = AreaId{2};
        incident.reportedAt = m_clock.now() - std::chrono::minutes(id);
        incident.shelvedUntil = shelvedUntil;
        const Incident *before = m_store->incident(incident.id);
        incident.version = before ? before->version + 1 : 1;
        batch.incidents = {incident};
        m_store->apply(batch);
    }
    [[nodiscard]] QStringList listed() const
    {
        Q_EMIT m_chip->menu()->aboutToShow();
        QStringList texts;
        for (const QAction *action : m_chip->menu()->actions()) {
            if (!action->isSeparator())
                texts << action->text();
        }
        return texts;
    }

private Q_SLOTS:
    void init()
    {
        m_window.reset();
        m_alarms.reset();
        m_selection.clear();
        m_store = std::make_unique<DistrictStore>();
        m_alarms = std::make_unique<AlarmList>(*m_store, [this] { return m_server.now(); });
        ChangeBatch whole;
        whole.startsAnew = whole.complete = true;
        Area street;
        street.id = AreaId{2};
        street.level = AreaLevel::Street;
        street.name = u"彭埠&街道"_s;
        street.version = 1;
        whole.areas = {street};
        m_store->apply(whole);
        m_window = std::make_unique<QWidget>();
        m_window->resize(400, 60);
        m_chip = new AlarmChip(*m_alarms, *m_store, m_view, m_selection, m_server, m_appearance, m_window.get());
        m_chip->move(150, 12); // away from the pointer
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanupTestCase() { m_window.reset(); }

    void quietWhenThereIsNone()
    {
        QVERIFY(!m_chip->isVisible());
        put(5, Severity::Normal, u"噪声"_s);
        QVERIFY(!m_chip->isVisible());
        put(1, Severity::Urgent, u"火情"_s);
        QVERIFY(m_chip->isVisible());
        // What is heard is read, for as long as the chip fills.
        QCOMPARE(m_chip->text(), u"紧急待签收 · 告警 1"_s);
        QCOMPARE(m_chip->accessibleName(), m_chip->text());
        QVERIFY(m_chip->sizeHint().width() > QFontMetrics(m_chip->font()).horizontalAdvance(m_chip->text()));
    }

    void aKeyGoesToTheGravest()
    {
        put(1, Severity::Urgent, u"火情"_s);
        put(2, Severity::Urgent, u"<b>溺水%1"_s); // it has waited longer
        QTest::keyClick(m_window.get(), Qt::Key_J);
        QCOMPARE(m_selection.as<IncidentId>() ? m_selection.as<IncidentId>()->value : 0, 2);
        const QStringList lines = listed();
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].contains(u"<b>溺水%1"_s) && lines[0].contains(u"彭埠&&街道"_s), qPrintable(lines[0]));
        m_chip->menu()->actions().at(1)->trigger();
        QCOMPARE(m_selection.as<IncidentId>()->value, 1);
    }

    void whatIsShelvedStaysCounted()
    {
        put(1, Severity::Urgent, u"火情"_s, m_clock.now() + 1h);
        QVERIFY(m_chip->isVisible());
        QCOMPARE(m_chip->text(), u"告警 0 · 搁置 1"_s);
        QTest::keyClick(m_window.get(), Qt::Key_J);
        QVERIFY(!m_selection.as<IncidentId>());
        QCOMPARE(listed(), QStringList{u"搁置 1 件"_s});
    }

    void aFloodIsToldInGroups()
    {
        for (std::int64_t id = 1; id <= 12; ++id)
            put(id, Severity::Urgent, u"火情 %1"_s.arg(id));
        QVERIFY(m_alarms->isFlood());
        QCOMPARE(m_chip->text(), u"紧急待签收 · 告警洪泛 12"_s);
        const QStringList lines = listed();
        QCOMPARE(lines.size(), 2); // the gravest, pinned, and one group
        QVERIFY(lines[0].contains(u"火情 12"_s));
        QCOMPARE(lines[1], u"紧急待签收 × 彭埠&&街道 · 12 件"_s);
    }

    /// What is heard is seen: the chip fills, and rests again within a few seconds.
    void whatIsHeardIsSeen()
    {
        put(1, Severity::Urgent, u"火情"_s);
        const auto isFilled = [this] {
            return m_chip->grab().toImage().pixelColor(m_chip->width() - 5, m_chip->height() / 2)
                == Theme::color(m_appearance.theme().palette.selectionFill);
        };
        QTRY_VERIFY(isFilled());
        QTRY_VERIFY(!isFilled());
        QTRY_VERIFY(isFilled());
        QTRY_COMPARE(m_chip->text(), u"告警 1"_s);
        QVERIFY(!isFilled());
    }
};

QTEST_MAIN(AlarmChipTest)
#include "tst_alarmchip.moc"
