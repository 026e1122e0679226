// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demohistory.h"

#include <QTest>

using namespace wuquan;
using std::chrono::minutes;

/// Drafts that give way to incidents that are open.
class DemoHistoryTest : public QObject {
    Q_OBJECT

private:
    const Instant m_noon = std::chrono::sys_days(std::chrono::year(2018) / 9 / 4) + std::chrono::hours(4);

    [[nodiscard]] DemoDraft draft(int minute, std::uint16_t type) const { return {m_noon + minutes(minute), type}; }
    [[nodiscard]] DemoIncident open(int minute, std::size_t type) const
    {
        DemoIncident incident;
        incident.reported = m_noon + minutes(minute);
        incident.type = type;
        return incident;
    }
    /// Minutes of the drafts that are left, where the type decides who stands for whom.
    [[nodiscard]] std::vector<int> left(std::vector<DemoDraft> drafts, const std::vector<DemoIncident> &open) const
    {
        giveWay(drafts, open, [](const DemoDraft &d, const DemoIncident &i) { return d.type == i.type; });
        std::vector<int> list;
        for (const DemoDraft &each : drafts)
            list.push_back(int(std::chrono::duration_cast<minutes>(each.reported - m_noon).count()));
        return list;
    }

private Q_SLOTS:
    void theNearestOfItsKindGoes()
    {
        // Unsorted on purpose.
        const std::vector drafts{draft(30, 1), draft(0, 1), draft(10, 2), draft(12, 1), draft(50, 1)};
        QCOMPARE(left(drafts, {open(11, 1)}), (std::vector{0, 10, 30, 50}));
        QCOMPARE(left(drafts, {open(11, 1), open(11, 1)}), (std::vector{10, 30, 50}));
        QCOMPARE(left(drafts, {open(900, 2)}), (std::vector{0, 12, 30, 50}));
        QCOMPARE(left(drafts, {open(-900, 1)}), (std::vector{10, 12, 30, 50}));
    }

    void noneOfItsKindLeavesAllAsTheyAre()
    {
        QCOMPARE(left({draft(0, 1), draft(1, 1)}, {open(0, 3)}), (std::vector{0, 1}));
        QCOMPARE(left({}, {open(0, 3)}), std::vector<int>());
        QCOMPARE(left({draft(0, 1)}, {open(0, 1), open(0, 1)}), std::vector<int>());
        QCOMPARE(left({draft(3, 1), draft(1, 1)}, {}), (std::vector{1, 3}));
    }
};

QTEST_APPLESS_MAIN(DemoHistoryTest)
#include "tst_demohistory.moc"
