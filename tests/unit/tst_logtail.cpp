// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/logtail.h"

#include <QTest>

using namespace wuquan;

namespace {

constexpr std::int64_t key = 7;

LoggedChange line(std::uint64_t xid, std::int64_t version, Operation operation = Operation::Update)
{
    return {{xid, std::int64_t(xid) * 10}, Entity::Device, key, version, operation};
}

} // namespace

class LogTailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLastOfARowStandsForThoseBefore()
    {
        LogTail tail;
        tail.add(std::vector{line(10, 1), line(11, 2), line(12, 3)});
        QCOMPARE(tail.transactions(), std::pair(std::uint64_t(10), std::uint64_t(12)));
        QCOMPARE(tail.missingIn({line(10, 1)}), std::vector{line(12, 3)});
        QCOMPARE(tail.missingIn({line(10, 1), line(11, 2), line(12, 3)}), std::vector<LoggedChange>());
    }

    void aLineAheadCountsOnceItsRowIsShown()
    {
        LogTail tail;
        tail.layAhead(std::vector{line(10, 1), line(11, 2), line(12, 3)});
        QVERIFY(tail.hasAhead());
        QVERIFY(!tail.transactions());
        tail.show(Entity::Device, key, 2);
        tail.show(Entity::Device, key + 1, 3);
        tail.show(Entity::Incident, key, 3);
        QCOMPARE(tail.transactions(), std::pair(std::uint64_t(11), std::uint64_t(11)));
        QCOMPARE(tail.missingIn({line(10, 1)}), std::vector{line(11, 2)});
    }

    /// The number of the transaction was given again, to a change that gave the row the same version.
    void anotherChangeOfTheSameVersionIsTold()
    {
        LogTail tail;
        tail.layAhead(std::vector{line(11, 2)});
        tail.show(Entity::Device, key, 2);
        LoggedChange other = line(11, 2);
        other.at.id += 32;
        QCOMPARE(tail.missingIn({other}), std::vector{line(11, 2)});
    }

    void aDeletedRowWasNotShown()
    {
        LogTail tail;
        tail.layAhead(std::vector{line(11, 2), line(12, 2, Operation::Delete)});
        tail.show(Entity::Device, key, 2);
        QCOMPARE(tail.missingIn({}), std::vector{line(11, 2)});
    }

    void takenLinesAreAheadNoMore()
    {
        LogTail tail;
        tail.layAhead(std::vector{line(11, 2), line(12, 3)});
        tail.dropAhead([](const ChangePosition &at) { return at.xid <= 11; });
        tail.show(Entity::Device, key, 2);
        QCOMPARE(tail.missingIn({}), std::vector<LoggedChange>());
        tail.show(Entity::Device, key, 3);
        QCOMPARE(tail.missingIn({}), std::vector{line(12, 3)});
        QVERIFY(!tail.hasAhead());
    }

    void theOldestGo()
    {
        LogTail tail;
        std::vector<LoggedChange> lines;
        for (std::uint64_t xid = 1; xid <= LogTail::capacity + 5; ++xid)
            lines.push_back(line(xid, std::int64_t(xid)));
        tail.add(lines);
        QCOMPARE(tail.transactions()->first, std::uint64_t(6));
        tail.forgetThrough(LogTail::capacity);
        QCOMPARE(tail.transactions()->first, std::uint64_t(LogTail::capacity + 1));
        LogTail more;
        more.add(std::vector{line(LogTail::capacity + 6, 1)});
        tail.add(more);
        QCOMPARE(tail.transactions()->second, std::uint64_t(LogTail::capacity + 6));
    }
};

QTEST_APPLESS_MAIN(LogTailTest)
#include "tst_logtail.moc"
