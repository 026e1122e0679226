// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/annotationpanel.h"
#include "tests/support/shownmap.h"

#include <QLabel>
#include <QLineEdit>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace wuquan;
using namespace Qt::StringLiterals;
using Tool = MapTools::Tool;
using State = AnnotationAnswer::State;

/// Annotations by mouse and keys: what is asked of the database, and what is said of it while it is no fact.
class AnnotationToolTest : public test::ShownMapTest {
    Q_OBJECT

private:
    std::unique_ptr<QSignalSpy> m_ordered;

    [[nodiscard]] AnnotationDesk &desk() const { return m_shown->desk(); }
    [[nodiscard]] AnnotationPanel *panel() const { return map().findChild<AnnotationPanel *>(); }
    /// The layer has a switch of the same name.
    [[nodiscard]] MapButton *toolButton() const
    {
        const auto &buttons = tools().buttons();
        const auto at = std::ranges::find(buttons, u"标注"_s, [](const MapButton *one) { return one->text(); });
        return at == buttons.end() ? nullptr : *at;
    }
    [[nodiscard]] QLineEdit *words() const { return panel()->findChild<QLineEdit *>(); }
    [[nodiscard]] AnnotationOrder order(qsizetype index) const
    {
        return (*m_ordered)[index][0].value<AnnotationOrder>();
    }
    [[nodiscard]] bool says(const QString &text) const { return panel()->said().contains(text); }
    void answer(State state, std::int64_t version = 0, const QString &reason = {}) const
    {
        desk().answer({order(m_ordered->size() - 1).key, state, {7}, version, reason});
    }
    void store(const AnnotationDraft &draft, std::int64_t version) const
    {
        ChangeBatch batch;
        batch.annotations = {{{7}, draft.kind, draft.role, draft.points, draft.text, u"station"_s, Instant(), version}};
        m_shown->store().apply(batch);
    }
    void type(const QString &text) const
    {
        words()->setText(text); // key clicks know no Chinese
        QTest::keyClick(words(), Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        m_shown = std::make_unique<test::ShownMap>();
        m_shown->annotate();
        desk().setAccess(AnnotationAccess::Write);
        m_ordered = std::make_unique<QSignalSpy>(&desk(), &AnnotationDesk::ordered);
        QVERIFY(m_shown->waitUntilDrawn());
    }
    void cleanup()
    {
        m_ordered.reset();
        m_shown.reset();
    }

    void aMapWithoutADeskHasNoTool()
    {
        m_shown = std::make_unique<test::ShownMap>();
        QVERIFY(!toolButton());
        tools().setTool(Tool::Annotation);
        QCOMPARE(tools().tool(), Tool::None);
    }

    /// Without the tool: named under the pointer, in one plain line, and selected by a click; an area after what lies
    /// in it.
    void isNamedAndPicked()
    {
        auto *hint = map().findChild<QLabel *>(QString(), Qt::FindDirectChildrenOnly);
        const auto named = [&](QPoint at) {
            QTest::mouseMove(surface(), at);
            return hint->isVisible() ? hint->text() : QString();
        };
        // Where no device or place is near.
        store({AnnotationKind::Point, AnnotationRole::Note, {placeAt({400, 300})}, u"<b>集结\u202e点\n%1"_s}, 1);
        const QString name = u"<b>集结\ufffd点\ufffd%1 · station · 17774 天前"_s;
        QTRY_VERIFY2(named({400, 300}) == name || named({401, 300}) == name, qPrintable(named({400, 300})));
        QCOMPARE(hint->textFormat(), Qt::PlainText);
        click({400, 300});
        QCOMPARE(*m_shown->selection().as<AnnotationId>(), AnnotationId{7});
        m_shown->selection().clear();
        // Far beside it is something else.
        click({400, 380});
        QVERIFY(!m_shown->selection().as<AnnotationId>());
        store({AnnotationKind::Area, AnnotationRole::Note,
                  {placeAt({300, 200}), placeAt({500, 200}), placeAt({500, 420}), placeAt({300, 420})}, {}},
            2);
        click({500, 330}); // its side
        QVERIFY(m_shown->selection().as<AnnotationId>());
        m_shown->selection().clear();
        int inside = 0, others = 0;
        for (int y = 230; y < 400; y += 10) {
            for (int x = 330; x < 480; x += 10) {
                m_shown->selection().clear();
                click({x, y});
                (m_shown->selection().as<AnnotationId>() ? inside : others) += 1;
                QVERIFY(!m_shown->selection().as<AreaId>());
            }
        }
        QVERIFY2(inside > 100, qPrintable(QString::number(inside)));
        m_shown->selection().clear();
        click({560, 330});
        QVERIFY(m_shown->selection().as<AreaId>());
    }

    void aPointByMouse()
    {
        toolButton()->click();
        QVERIFY(panel()->isVisible() && surface()->hasFocus());
        button(u"注意"_s)->click();
        click({400, 300});
        QVERIFY(words()->hasFocus());
        QCOMPARE(m_ordered->size(), 0);
        words()->setText(u"演练集结点"_s);
        button(u"保存"_s)->click();
        QCOMPARE(m_ordered->size(), 1);
        QCOMPARE(order(0).kind, AnnotationOrder::Kind::Make);
        const AnnotationDraft draft{
            AnnotationKind::Point, AnnotationRole::Caution, {placeAt({400, 300})}, u"演练集结点"_s};
        QCOMPARE(order(0).draft, draft);
        // A wish: over the map, not in its picture, and the next one may begin.
        QVERIFY(says(u"正在保存"_s));
        QCOMPARE(overlay()->wishes().size(), 1);
        QCOMPARE(overlay()->wishes().front().draft, draft);
        QVERIFY(overlay()->isVisible() && !overlay()->marks().pin);
        QVERIFY(words()->text().isEmpty() && surface()->hasFocus());
        QCOMPARE(panel()->role(), AnnotationRole::Caution);
        answer(State::Done, 1);
        QVERIFY(says(u"正在保存"_s)); // the answer alone is no row
        store(draft, 1);
        QVERIFY(says(u"已保存"_s));
        QVERIFY(overlay()->wishes().empty() && !overlay()->isVisible());
    }

    void aLineByKeys()
    {
        toolButton()->setFocus();
        QTest::keyClick(toolButton(), Qt::Key_Return);
        button(u"线"_s)->setFocus();
        QTest::keyClick(button(u"线"_s), Qt::Key_Space);
        QCOMPARE(panel()->kind(), AnnotationKind::Line);
        surface()->setFocus();
        const QPoint middle(map().width() / 2, map().height() / 2);
        QTest::keyClick(surface(), Qt::Key_Return);
        const GeoPoint first = placeAt(middle);
        QTest::keyClick(surface(), Qt::Key_Right);
        QTest::keyClick(surface(), Qt::Key_Return);
        QTest::keyClick(surface(), Qt::Key_Backspace);
        QTest::keyClick(surface(), Qt::Key_Down);
        const GeoPoint second = placeAt(middle);
        QTest::keyClick(surface(), Qt::Key_Return);
        QVERIFY(!words()->hasFocus());
        QTest::keyClick(surface(), Qt::Key_Return); // on the same spot: it ends
        QVERIFY(words()->hasFocus());
        QTest::keyClicks(words(), u"Way out"_s);
        QTest::keyClick(words(), Qt::Key_Return);
        QCOMPARE(m_ordered->size(), 1);
        QCOMPARE(order(0).draft,
            (AnnotationDraft{AnnotationKind::Line, AnnotationRole::Note, {first, second}, u"Way out"_s}));
        QVERIFY(surface()->hasFocus());
        QTest::keyClick(surface(), Qt::Key_Escape);
        QCOMPARE(tools().tool(), Tool::None);
        QVERIFY(!panel()->isVisible());
        // It is still on its way, and that is still to be seen.
        QCOMPARE(overlay()->wishes().size(), 1);
        QVERIFY(overlay()->isVisible());
    }

    void anAreaEndsByDoubleClick()
    {
        toolButton()->click();
        button(u"面"_s)->click();
        button(u"管制"_s)->click();
        click({400, 300});
        click({520, 300});
        click({460, 380});
        QTest::mouseDClick(surface(), Qt::LeftButton, {}, {460, 380});
        QVERIFY(words()->hasFocus());
        type({}); // an area needs no words
        QCOMPARE(m_ordered->size(), 1);
        QCOMPARE(order(0).draft,
            (AnnotationDraft{AnnotationKind::Area, AnnotationRole::Restricted,
                {placeAt({400, 300}), placeAt({520, 300}), placeAt({460, 380})}, {}}));
    }

    void whatCanNotBeIsSaid()
    {
        toolButton()->click();
        type(u"没有位置"_s);
        QVERIFY(says(u"先在地图上点出位置"_s));
        button(u"线"_s)->click();
        click({400, 300});
        type(u"一个点"_s);
        QVERIFY(says(u"线至少要两个点"_s));
        button(u"面"_s)->click();
        click({450, 300});
        type(u"两个点"_s);
        QVERIFY(says(u"面至少要三个点"_s));
        button(u"文字"_s)->click();
        click({420, 310});
        type(u"  "_s);
        QVERIFY(says(u"请写下文字"_s));
        type(u"a\u202eb"_s);
        QVERIFY(says(u"控制字符"_s));
        QCOMPARE(m_ordered->size(), 0);
        words()->setText(QString(300, u'长'));
        QCOMPARE(words()->text().size(), annotationTextLimit);
    }

    /// What is refused comes back as it was drawn and written, with the reason.
    void refusalIsShown()
    {
        toolButton()->click();
        button(u"线"_s)->click();
        button(u"保障"_s)->click();
        click({400, 300});
        click({520, 330});
        type(u"通道"_s);
        const AnnotationDraft draft = order(0).draft;
        button(u"点"_s)->click(); // the next one was to be a point
        answer(State::Refused, 0, u"there are 5000 annotations\n<b>: remove some"_s);
        QVERIFY(says(u"没有保存"_s) && says(u"there are 5000 annotations"_s));
        QVERIFY(!panel()->said().contains(u'\n'));
        QCOMPARE(panel()->kind(), AnnotationKind::Line);
        QCOMPARE(panel()->role(), AnnotationRole::Support);
        QCOMPARE(words()->text(), u"通道"_s);
        QCOMPARE(tools().measurement().points, draft.points);
        QVERIFY(overlay()->wishes().empty() && desk().entries().empty());
        button(u"保存"_s)->click();
        QCOMPARE(m_ordered->size(), 2);
        QCOMPARE(order(1).draft, draft);
        QVERIFY(order(1).key != order(0).key);
    }

    /// Of a refusal while the tool is put away, or while the next one is drawn, the map tells until it is looked at.
    void aRefusalWaitsUntilItIsLookedAt()
    {
        toolButton()->click();
        click({400, 300});
        type(u"一"_s);
        QTest::keyClick(surface(), Qt::Key_Escape);
        answer(State::Refused, 0, u"不行"_s);
        QCOMPARE(overlay()->wishes().size(), 1);
        QVERIFY(overlay()->wishes().front().state.contains(u"没有保存"_s));
        QCOMPARE(desk().entries().size(), 1);
        toolButton()->click();
        QVERIFY(says(u"不行"_s));
        QCOMPARE(words()->text(), u"一"_s);
        QVERIFY(overlay()->marks().pin);
    }

    void offlineIsShown()
    {
        QSignalSpy withdrawn(&desk(), &AnnotationDesk::withdrawn);
        toolButton()->click();
        click({400, 300});
        type(u"离线"_s);
        QVERIFY(!button(u"不再发送"_s)->isVisible());
        answer(State::Waiting, 0, u"no route"_s);
        QVERIFY(says(u"没有连接"_s));
        QVERIFY(overlay()->wishes().front().state.contains(u"等待连接"_s));
        button(u"不再发送"_s)->click();
        QCOMPARE(withdrawn.size(), 1);
        QCOMPARE(overlay()->wishes().size(), 1); // it may have been sent meanwhile
        answer(State::Refused, 0, u"已取消"_s);
        QVERIFY(says(u"已取消"_s));
        QCOMPARE(words()->text(), u"离线"_s);
        QVERIFY(overlay()->wishes().empty());
        button(u"保存"_s)->click();
        answer(State::Unknown, 0, u"link lost"_s);
        QVERIFY(says(u"不知道是否已保存"_s));
        QVERIFY(!button(u"不再发送"_s)->isVisible());
        QVERIFY(overlay()->wishes().front().state.contains(u"结果未知"_s));
    }

    void withoutTheRightNothingIsAsked_data()
    {
        QTest::addColumn<int>("access");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << int(AnnotationAccess::None) << u"这个数据库没有标注"_s;
        QTest::newRow("read") << int(AnnotationAccess::Read) << u"没有标注的权限"_s;
        QTest::newRow("unknown") << int(AnnotationAccess::Unknown) << u"还没有连接"_s;
    }
    void withoutTheRightNothingIsAsked()
    {
        QFETCH(const int, access);
        QFETCH(const QString, text);
        desk().setAccess(AnnotationAccess(access));
        toolButton()->click();
        QVERIFY(says(text));
        click({400, 300});
        QVERIFY(!button(u"保存"_s)->isEnabled() && words()->isReadOnly());
        QTest::keyClick(words(), Qt::Key_Return);
        QCOMPARE(m_ordered->size(), 0);
        desk().setAccess(AnnotationAccess::Write);
        QVERIFY(panel()->said().isEmpty() && button(u"保存"_s)->isEnabled());
        type(u"现在可以"_s);
        QCOMPARE(m_ordered->size(), 1);
    }

    /// Selected by a click, changed by its text; whoever comes second is told and may insist.
    void isChangedAndConflictsAreTold()
    {
        const AnnotationDraft was{AnnotationKind::Point, AnnotationRole::Note, {placeAt({400, 300})}, u"原文"_s};
        store(was, 4);
        toolButton()->click();
        QVERIFY(!button(u"移除"_s)->isVisible());
        click({400, 300});
        QCOMPARE(*m_shown->selection().as<AnnotationId>(), AnnotationId{7});
        QVERIFY(button(u"移除"_s)->isVisible() && !button(u"点"_s)->isVisible());
        QVERIFY(!overlay()->marks().pin);
        QCOMPARE(words()->text(), u"原文"_s);
        AnnotationDraft theirs = was;
        theirs.text = u"别人的"_s;
        store(theirs, 5); // while somebody writes here
        QCOMPARE(words()->text(), u"原文"_s);
        type(u"我的"_s);
        QCOMPARE(order(0).kind, AnnotationOrder::Kind::Change);
        QCOMPARE(order(0).seen, 4);
        QCOMPARE(order(0).draft.points, was.points);
        answer(State::Conflict, 5);
        QVERIFY(says(u"别人已改为“别人的”"_s));
        QCOMPARE(words()->text(), u"我的"_s);
        button(u"保存"_s)->click();
        QCOMPARE(order(1).seen, 5);
        AnnotationDraft mine = was;
        mine.text = u"我的"_s;
        answer(State::Done, 6);
        store(mine, 6);
        QVERIFY(says(u"已保存"_s));
        button(u"保存"_s)->click(); // over what was saved
        QCOMPARE(order(2).seen, 6);
        // A click beside it ends the changing and sets no point.
        click({600, 420});
        QVERIFY(!button(u"移除"_s)->isVisible() && button(u"点"_s)->isVisible());
        QVERIFY(!overlay()->marks().pin && words()->text().isEmpty());
    }

    /// By one key, without a question; and back by one button.
    void isRemovedAndPutBack()
    {
        const AnnotationDraft was{AnnotationKind::Point, AnnotationRole::Note, {placeAt({400, 300})}, u"误删"_s};
        store(was, 4);
        m_shown->selection().select(AnnotationId{7});
        toolButton()->click(); // begins with what is selected
        QVERIFY(button(u"移除"_s)->isVisible());
        QTest::keyClick(surface(), Qt::Key_Delete);
        QCOMPARE(m_ordered->size(), 1);
        QCOMPARE(order(0).kind, AnnotationOrder::Kind::Remove);
        QCOMPARE(order(0).seen, 4);
        QVERIFY(says(u"正在移除"_s));
        QVERIFY(!button(u"撤销移除"_s)->isVisible());
        QVERIFY(overlay()->wishes().empty()); // it stands there until it is gone
        answer(State::Done, 5);
        ChangeBatch gone;
        gone.annotationsRemoved = {{7}};
        m_shown->store().apply(gone);
        QVERIFY(says(u"已移除"_s));
        QVERIFY(!button(u"移除"_s)->isVisible());
        QVERIFY(std::holds_alternative<std::monostate>(m_shown->selection().thing()));
        button(u"撤销移除"_s)->click();
        QCOMPARE(order(1).kind, AnnotationOrder::Kind::Change);
        QCOMPARE(order(1).target, AnnotationId{7});
        QCOMPARE(order(1).seen, 5);
        QCOMPARE(order(1).draft, was);
        QVERIFY(!button(u"撤销移除"_s)->isVisible());
    }

    void escGoesBackOneStepAtATime()
    {
        store({AnnotationKind::Point, AnnotationRole::Note, {placeAt({400, 300})}, u"有的"_s}, 1);
        toolButton()->click();
        click({400, 300});
        QVERIFY(button(u"移除"_s)->isVisible());
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(!button(u"移除"_s)->isVisible());
        click({550, 300});
        QVERIFY(overlay()->marks().pin && words()->hasFocus());
        QTest::keyClick(words(), Qt::Key_Escape);
        QVERIFY(!overlay()->marks().pin);
        QCOMPARE(tools().tool(), Tool::Annotation);
        QTest::keyClick(surface(), Qt::Key_Escape);
        QCOMPARE(tools().tool(), Tool::None);
        QCOMPARE(m_ordered->size(), 0);
    }

    void everythingIsReachedByTab()
    {
        toolButton()->click();
        QSet<QWidget *> reached;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(map().window()->focusWidget(), Qt::Key_Tab);
            reached.insert(map().window()->focusWidget());
        }
        QVERIFY(reached.contains(surface()) && reached.contains(words()));
        QVERIFY(reached.contains(toolButton()));
        for (const QString &name : {u"点"_s, u"说明"_s, u"保存"_s})
            QVERIFY2(reached.contains(button(name)), qPrintable(name));
        // Within a choice by the arrows.
        button(u"点"_s)->setFocus();
        for (const AnnotationKind kind : {AnnotationKind::Line, AnnotationKind::Area, AnnotationKind::Text}) {
            QTest::keyClick(map().window()->focusWidget(), Qt::Key_Right);
            QCOMPARE(panel()->kind(), kind);
        }
        button(u"说明"_s)->setFocus();
        QTest::keyClick(button(u"说明"_s), Qt::Key_Right);
        QCOMPARE(panel()->role(), AnnotationRole::Support);
    }

    /// Whatever the panel says, all of it lies within it, and it within the map.
    void thePanelHoldsWhatItShows_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        QTest::newRow("1366x768") << QSize(586, 366) << 0.8;
        QTest::newRow("1920x1080") << QSize(936, 576) << 1.0;
        QTest::newRow("4K") << QSize(1872, 1152) << 2.0;
    }
    void thePanelHoldsWhatItShows()
    {
        QFETCH(const QSize, size);
        QFETCH(const double, scale);
        map().setScale(scale);
        map().resize(size);
        QTRY_VERIFY(map().canvas().isSharp() && !map().scene().furniture().empty());
        QVERIFY(toolButton()->isVisible());
        toolButton()->click();
        click({size.width() / 2, size.height() / 3});
        type(u"长的原因"_s);
        answer(State::Refused, 0, QString(150, u'因'));
        QVERIFY(map().rect().contains(panel()->geometry()));
        for (const QWidget *part : panel()->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
            if (part->isVisible())
                QVERIFY2(panel()->rect().contains(part->geometry()), part->metaObject()->className());
        }
    }
};

QTEST_MAIN(AnnotationToolTest)
#include "tst_annotationtool.moc"
