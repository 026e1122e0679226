// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/store/districtstore.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "widgets/base/plainlabel.h"
#include "widgets/theme/appearance.h"
#include "widgets/time/drillmark.h"
#include "widgets/time/headerbar.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

/// That a drill is seen in the header, in every theme and size, and nothing else is taken for one.
class HeaderBarTest : public QObject {
    Q_OBJECT

private:
    FixedClock m_clock{shanghai::startOf(QDate(2026, 8, 27)) + 14h};
    ServerClock m_server{m_clock};
    DistrictStore m_store;
    ViewState m_view{Language::Chinese};
    Selection m_selection;
    DataStatusSource m_status;
    Appearance m_appearance{*Theme::load(u"day"_s, 1)};
    std::unique_ptr<HeaderBar> m_bar;

    void tell(const QHash<QString, QString> &attributes)
    {
        ChangeBatch batch;
        batch.attributes = attributes;
        m_store.apply(batch);
    }
    [[nodiscard]] DrillMark &mark() const { return *m_bar->findChild<DrillMark *>(); }
    [[nodiscard]] bool says(const QString &text) const
    {
        return std::ranges::any_of(m_bar->findChildren<PlainLabel *>(),
            [&](const PlainLabel *label) { return label->QLabel::text() == text && label->isVisible(); });
    }
    /// The rest of the header below and beside the stripes, to compare.
    [[nodiscard]] QImage bottom() const
    {
        const int high = m_appearance.theme().px(6);
        return m_bar->grab(QRect(0, m_bar->height() - high, m_bar->width(), high))
            .toImage()
            .convertToFormat(QImage::Format_RGB32);
    }

private Q_SLOTS:
    void init()
    {
        m_appearance.setTheme(*Theme::load(u"day"_s, 1));
        tell({});
        m_bar = std::make_unique<HeaderBar>(m_store, m_view, m_selection, m_status, m_server, m_appearance);
        m_bar->resize(1920, 60);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
    }

    void onlyADrillIsMarked()
    {
        QVERIFY(!mark().isVisible());
        tell({{u"title"_s, u"江干区"_s}, {u"demo"_s, u"true"_s}});
        QVERIFY(!mark().isVisible() && says(u"江干区"_s));
        const QImage plain = bottom();
        tell({{u"title"_s, u"演练 · 江干区"_s}, {u"drill"_s, u"演练"_s}});
        QVERIFY(mark().isVisible());
        QCOMPARE(mark().accessibleName(), u"演练"_s);
        QVERIFY(says(u"江干区"_s)); // the word is said once
        QVERIFY(bottom() != plain);
        tell({{u"title"_s, u"江干区"_s}});
        QVERIFY(!mark().isVisible());
        QCOMPARE(bottom(), plain);
    }

    void itIsLegible_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<double>("scale");
        for (const char *theme : {"day", "night", "wall"}) {
            for (const double scale : {0.8, 1.0, 2.0})
                QTest::addRow("%s %.1f", theme, scale) << QString::fromLatin1(theme) << scale;
        }
    }

    void itIsLegible()
    {
        QFETCH(const QString, theme);
        QFETCH(const double, scale);
        m_appearance.setTheme(*Theme::load(theme, scale));
        const Theme &shown = m_appearance.theme();
        m_bar->resize(int(1920 * scale), shown.px(60));
        tell({{u"title"_s, u"演练 · 江干区网格治理指挥平台"_s}, {u"drill"_s, u"演练"_s}});
        QTRY_COMPARE(mark().size(), mark().sizeHint()); // neither squeezed nor cut off
        QVERIFY(m_bar->rect().contains(mark().geometry()));
        QVERIFY(mark().geometry().bottom() < m_bar->height() - shown.px(6)); // beside the stripes
        QVERIFY(contrast(shown.palette.panel, shown.palette.text) >= shown.textContrast());
        // Ink around the word, and stripes of both colours at its sides.
        const QImage drawn = mark().grab().toImage();
        const auto pixels = [&](Rgb colour, const QRect &part) {
            int found = 0;
            for (int y = part.top(); y <= part.bottom(); ++y) {
                for (int x = part.left(); x <= part.right(); ++x)
                    found += drawn.pixel(x, y) == colour.argb();
            }
            return double(found) / part.width() / part.height();
        };
        const QRect word(shown.px(26), 0, drawn.width() - 2 * shown.px(26), drawn.height());
        QVERIFY(pixels(shown.palette.text, word) > 0.5 && pixels(shown.palette.panel, word) > 0.02);
        for (const int left : {0, drawn.width() - shown.px(26)}) {
            const QRect side(left, 0, shown.px(26), drawn.height());
            QVERIFY(pixels(shown.palette.text, side) > 0.2 && pixels(shown.palette.panel, side) > 0.2);
        }
    }
};

QTEST_MAIN(HeaderBarTest)
#include "tst_headerbar.moc"
