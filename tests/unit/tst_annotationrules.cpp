// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/decode.h"
#include "data/store/districtstore.h"
#include "data/store/statefile.h"
#include "data/view/annotationdesk.h"
#include "tests/fuzz/rowinput.h"

#include <QSignalSpy>
#include <QTest>
#include <QtEndian>

#include <algorithm>
#include <limits>

using namespace wuquan;
using namespace Qt::StringLiterals;
using State = AnnotationAnswer::State;

namespace {

constexpr GeoPoint here{120.2, 30.3};

QByteArray number(std::int64_t value)
{
    QByteArray bytes(8, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

/// A row of annotations.sql as a server sends it; a null cell is NULL.
struct RawRow {
    std::int64_t id = 7, kind = 2, role = 3;
    QByteArray points = "[[120.2,30.3],[120.21,30.3]]";
    QByteArray text = "words", author = "station";
    QByteArray createdAt = number(0);
    std::int64_t version = 4;

    [[nodiscard]] QByteArray cells() const
    {
        QByteArray bytes;
        for (const QByteArray &cell :
            {number(id), number(kind), number(role), points, text, author, createdAt, number(version)}) {
            if (cell.isNull()) {
                bytes += '\xff';
                continue;
            }
            bytes += '\xfe';
            bytes += char(cell.size() & 0xff);
            bytes += char(cell.size() >> 8);
            bytes += cell;
        }
        return bytes;
    }
};

ChangeBatch decoded(const std::vector<RawRow> &rows)
{
    QByteArray bytes;
    for (const unsigned type : {20u, 20u, 20u, 114u, 25u, 25u, 1184u, 20u})
        bytes += char(std::ranges::find(fuzz::types, type) - fuzz::types.begin());
    for (const RawRow &row : rows)
        bytes += row.cells();
    ChangeBatch batch;
    decodeAnnotations(fuzz::resultFrom(bytes, 8), batch);
    return batch;
}

} // namespace

/// What an annotation may be, how rows of it are read, and when a wish becomes a fact.
class AnnotationRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drafts_data()
    {
        QTest::addColumn<AnnotationDraft>("draft");
        QTest::addColumn<int>("fault");
        const auto row = [](const char *name, AnnotationKind kind, std::vector<GeoPoint> points, const QString &text,
                             std::optional<AnnotationFault> fault) {
            QTest::newRow(name) << AnnotationDraft{kind, AnnotationRole::Note, std::move(points), text}
                                << (fault ? int(*fault) : -1);
        };
        using enum AnnotationKind;
        using Fault = AnnotationFault;
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        const GeoPoint there{120.21, 30.31}, third{120.22, 30.3};
        row("point", Point, {here}, {}, {});
        row("line", Line, {here, there}, u"路"_s, {});
        row("area", Area, {here, there, third}, {}, {});
        row("bow-tie", Area, {here, there, third, {120.2, 30.31}}, {}, {});
        row("text", Text, {here}, u"集结点"_s, {});
        row("longest", Point, {here}, QString(256, u'长'), {});
        row("most", Line, std::vector<GeoPoint>(500, here), {}, {});
        row("no point", Point, {}, {}, Fault::TooFewPoints);
        row("line of one", Line, {here}, {}, Fault::TooFewPoints);
        row("area of two", Area, {here, there}, {}, Fault::TooFewPoints);
        row("two points", Point, {here, there}, {}, Fault::TooManyPoints);
        row("501", Area, std::vector<GeoPoint>(501, here), {}, Fault::TooManyPoints);
        row("not a number", Line, {here, {none, 30.3}}, {}, Fault::BadPoint);
        row("infinite", Point, {{std::numeric_limits<double>::infinity(), 0}}, {}, Fault::BadPoint);
        row("swapped", Point, {{30.3, 120.2}}, {}, Fault::BadPoint);
        row("nought", Point, {{0, 0}}, {}, Fault::BadPoint);
        row("too long", Point, {here}, QString(257, u'长'), Fault::TooLong);
        row("control", Point, {here}, u"a\nb"_s, Fault::Control);
        row("turned", Text, {here}, u"a\u202eb"_s, Fault::Control);
        row("blank text", Text, {here}, u" \u3000 "_s, Fault::NoWords);
    }
    void drafts()
    {
        QFETCH(const AnnotationDraft, draft);
        const auto fault = faultOf(draft);
        QTEST(fault ? int(*fault) : -1, "fault");
    }

    void rowsAreRead()
    {
        const ChangeBatch batch = decoded({RawRow{}});
        QVERIFY(batch.irregularRows.empty());
        QCOMPARE(batch.annotations.size(), 1);
        const Annotation expected{{7}, AnnotationKind::Line, AnnotationRole::Caution, {here, {120.21, 30.3}},
            u"words"_s, u"station"_s, Instant(std::chrono::sys_days(std::chrono::year(2000) / 1 / 1)), 4};
        QCOMPARE(batch.annotations.front(), expected);
        // As it is written it is read.
        const std::vector<GeoPoint> exact{{120.123456789, -30.987654321}, {-179.9999999999, 84.9999999999}};
        RawRow row;
        row.points = annotationJson(exact);
        const ChangeBatch again = decoded({row});
        QCOMPARE(again.annotations.front().points, exact);
    }

    void badRowsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("points");
        QTest::addColumn<QString>("reason"); // empty: it is no row at all
        for (const char *points : {"", "null", "{}", "[]", "[1,2]", "[[120.2,30.3]]", "[[120.2,30.3],[1e999,30.3]]",
                 "[[120.2,30.3],[\"NaN\",30.3]]", "[[120.2,30.3],[120.2]]", "[[120.2,30.3],[120.2,30.3,1]]",
                 "[[120.2,30.3],[30.3,120.2]]", "[[120.2,30.3],[0,0]]", "[[120.2,30.3],[null,null]]", "[[[[[[",
                 "\xff\xfe"})
            QTest::newRow(*points ? points : "empty") << QByteArray(points) << u"points"_s;
        QByteArray many = "[[120.2,30.3]";
        for (int i = 0; i < 500; ++i)
            many += ",[120.2,30.3]";
        QTest::newRow("501") << many + ']' << u"points"_s;
        QTest::newRow("NULL") << QByteArray() << u"points"_s;
    }
    void badRowsAreNamed()
    {
        QFETCH(const QByteArray, points);
        QFETCH(const QString, reason);
        RawRow bad, good;
        bad.points = points;
        good.id = 8;
        const ChangeBatch batch = decoded({bad, good});
        // The row stays, without points; the next one is as it was.
        QCOMPARE(batch.annotations.size(), 2);
        QVERIFY(batch.annotations[0].points.empty());
        QCOMPARE(batch.annotations[1].points.size(), 2);
        QCOMPARE(batch.irregularRows, (std::vector<IrregularRow>{{u"annotation"_s, u"7"_s, reason}}));
    }

    void otherBadCellsAreNamed()
    {
        RawRow kind, role, time, text;
        kind.kind = 9;
        role.id = 8, role.role = 0;
        time.id = 9, time.createdAt = QByteArray();
        text.id = 10, text.text = QByteArray(60'000, 'x');
        const ChangeBatch batch = decoded({kind, role, time, text});
        QCOMPARE(batch.annotations.size(), 2);
        QCOMPARE(batch.annotations[0].role, AnnotationRole::Note);
        QCOMPARE(batch.annotations[1].text.size(), annotationTextLimit);
        QCOMPARE(batch.irregularRows.size(), 3);
        QCOMPARE(batch.irregularRows[0].reason, u"kind"_s);
        QCOMPARE(batch.irregularRows[1].reason, u"role"_s);
        QCOMPARE(batch.irregularRows[2].key, u"9"_s);
    }

    void theStoreTellsOfThem()
    {
        DistrictStore store;
        QSignalSpy changed(&store, &DistrictStore::changed);
        ChangeBatch batch = decoded({RawRow{}});
        store.apply(batch);
        QVERIFY(changed.takeLast()[0].value<StoreChange>().annotations);
        QCOMPARE(*store.annotation({7}), batch.annotations.front());
        store.apply(batch); // not newer
        QVERIFY(!changed.takeLast()[0].value<StoreChange>().annotations);
        const auto kept = decodeState(encodeState(store.state()));
        QVERIFY(kept);
        QCOMPARE(kept->annotations, batch.annotations);
        batch = {};
        batch.annotationsRemoved = {{7}};
        store.apply(batch);
        QVERIFY(changed.takeLast()[0].value<StoreChange>().annotations);
        QVERIFY(!store.annotation({7}));
    }

    /// What was asked for is settled by its row, not by the answer; or by two polls, when the row has become another.
    void aWishIsSettledByItsRow()
    {
        DistrictStore store;
        AnnotationDesk desk(store);
        QSignalSpy ordered(&desk, &AnnotationDesk::ordered), settled(&desk, &AnnotationDesk::settled);
        const QUuid asked = desk.make({AnnotationKind::Point, AnnotationRole::Note, {here}, u"x"_s});
        QCOMPARE(ordered.size(), 1);
        QCOMPARE(ordered[0][0].value<AnnotationOrder>().key, asked);
        desk.answer({asked, State::Done, {7}, 5, {}});
        QVERIFY(desk.entry(asked) && settled.empty());
        store.apply(decoded({RawRow{}})); // version 4, an earlier one
        QVERIFY(desk.entry(asked));
        RawRow newer;
        newer.version = 5;
        store.apply(decoded({newer}));
        QVERIFY(!desk.entry(asked));
        QCOMPARE(settled.size(), 1);

        const QUuid removed = desk.remove(*store.annotation({7}));
        desk.answer({removed, State::Done, {7}, 6, {}});
        QVERIFY(desk.entry(removed));
        desk.hear();
        QVERIFY(desk.entry(removed));
        desk.hear();
        QVERIFY(!desk.entry(removed));
        QCOMPARE(settled.size(), 2);
    }

    void whatFailedStaysUntilItIsDismissed()
    {
        DistrictStore store;
        AnnotationDesk desk(store);
        QSignalSpy withdrawn(&desk, &AnnotationDesk::withdrawn);
        const QUuid asked = desk.make({AnnotationKind::Point, AnnotationRole::Note, {here}, {}});
        for (int i = 0; i < 3; ++i)
            desk.hear();
        desk.dismiss(asked); // it is on its way
        QVERIFY(desk.entry(asked) && withdrawn.empty());
        desk.answer({asked, State::Unknown, {}, 0, u"lost"_s});
        desk.dismiss(asked); // nobody knows
        QVERIFY(desk.entry(asked) && withdrawn.empty());
        desk.answer({asked, State::Waiting, {}, 0, u"offline"_s});
        desk.dismiss(asked);
        QCOMPARE(withdrawn.size(), 1);
        QVERIFY(desk.entry(asked));
        desk.answer({asked, State::Refused, {}, 0, u"no"_s});
        QCOMPARE(desk.entry(asked)->answer.reason, u"no"_s);
        desk.dismiss(asked);
        QVERIFY(desk.entries().empty());
    }
};

QTEST_GUILESS_MAIN(AnnotationRulesTest)
#include "tst_annotationrules.moc"
