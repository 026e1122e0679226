// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/printpanel.h"
#include "maps/print/printtool.h"
#include "tests/support/shownprint.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Printing the map: what is on a sheet and what never is, and what is left when something goes wrong.
class PrintToolTest : public test::ShownPrintTest {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    PrintTool *m_tool = nullptr;

    [[nodiscard]] PrintPanel &panel() const { return m_tool->panel(); }
    [[nodiscard]] QString path(const QString &name = u"map.pdf"_s) const { return m_folder.filePath(name); }
    [[nodiscard]] QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden); }
    [[nodiscard]] static QByteArray content(const QString &of)
    {
        QFile file(of);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray &text) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    void open() const
    {
        QTest::keyClick(surface(), Qt::Key_P, Qt::ControlModifier);
        QVERIFY(panel().isVisible());
    }
    /// What comes of saving it there.
    Result<void> save(const QString &to)
    {
        QSignalSpy finished(&m_tool->job(), &PrintJob::finished);
        panel().setPath(to);
        m_shown->button(u"存为 PDF"_s)->click();
        if (!m_tool->job().isRunning() || !QTest::qWaitFor([&] { return finished.count() == 1; }, 30'000))
            return failure(ErrorKind::Refused, panel().said());
        return finished.first().first().value<Result<void>>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qRegisterMetaType<Result<void>>("wuquan::Result<void>");
    }
    void init()
    {
        for (const QString &name : files())
            QVERIFY(QFile::remove(m_folder.filePath(name)));
        show();
        m_tool = new PrintTool(
            {m_shown->store(), m_shown->view(), m_shown->selection(), m_basemap, [this] { return m_facts; }}, map());
        QVERIFY(m_shown->waitUntilDrawn());
        surface()->setFocus();
    }
    void cleanup() { m_shown.reset(); }

    void aKeyOpensItWithATitle()
    {
        open();
        QTRY_VERIFY(panel().isAncestorOf(map().focusWidget()));
        QCOMPARE(panel().title(), u"江干区"_s);
        QVERIFY(panel().path().endsWith(u".pdf"_s) && panel().path().contains(u"江干区"_s));
        QCOMPARE(panel().page().pageSize().id(), QPageSize::A4);
        QCOMPARE(panel().page().orientation(), QPageLayout::Landscape);
        QTest::keyClick(map().focusWidget(), Qt::Key_Escape);
        QVERIFY(panel().isHidden());
        // Another view is called otherwise, but what somebody wrote stays.
        look(16);
        open();
        QVERIFY(panel().title() != u"江干区"_s);
        auto *title = panel().findChild<QLineEdit *>();
        title->selectAll();
        QTest::keyClicks(title, u"../Plan A"_s);
        QVERIFY(panel().path().contains(u"Plan A"_s));
        QVERIFY(!panel().path().contains(u"../Plan"_s));
        QTest::keyClick(title, Qt::Key_Escape);
        look(14);
        open();
        QCOMPARE(panel().title(), u"../Plan A"_s);
    }

    void aPdfIsWritten_data()
    {
        QTest::addColumn<QStringList>("choices");
        QTest::addColumn<QByteArray>("box");
        QTest::newRow("A4") << QStringList() << QByteArray("842 595");
        QTest::newRow("A4 upright") << QStringList{u"纵向"_s} << QByteArray("595 842");
        QTest::newRow("A3") << QStringList{u"A3"_s} << QByteArray("1191 842");
    }

    void aPdfIsWritten()
    {
        QFETCH(const QStringList, choices);
        QFETCH(const QByteArray, box);
        look(15);
        open();
        for (const QString &choice : choices)
            m_shown->button(choice)->click();
        QSignalSpy progressed(&m_tool->job(), &PrintJob::progressed);
        QVERIFY(save(path()));
        QVERIFY(progressed.count() > 2); // the loop of events had its turns
        QCOMPARE(files(), QStringList{u"map.pdf"_s});
        QVERIFY(panel().said().contains(path()));
        const QByteArray pdf = content(path());
        QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
        QVERIFY2(
            pdf.contains("/MediaBox [0 0 " + box.split(' ').front() + ".000000 " + box.split(' ').back() + ".000000]"),
            pdf.left(600).constData());
        // Names are text in fonts that come along.
        QVERIFY(pdf.contains("/FontFile"));
        // The ground has the printer's resolution: as wide as the sheet without its margins.
        const auto width = QRegularExpression(u"/Width (\\d+)"_s).match(QString::fromLatin1(pdf));
        const double inches = box.split(' ').front().toDouble() / 72 - 20 / 25.4;
        QVERIFY(std::abs(width.captured(1).toDouble() - inches * 300) < 10);
    }

    void aFileIsReplacedOnlyWhenAskedAgain()
    {
        write("mine");
        open();
        QVERIFY(!save(path()));
        QCOMPARE(content(path()), QByteArray("mine"));
        QVERIFY(!panel().said().isEmpty());
        QVERIFY(save(path()));
        QVERIFY(content(path()).startsWith("%PDF"));
        QVERIFY(!save(path())); // and the next time once more
    }

    void whatCannotBeWrittenIsSaid_data()
    {
        QTest::addColumn<QString>("to");
        QTest::newRow("nothing") << QString();
        QTest::newRow("a folder") << m_folder.path();
        QTest::newRow("no folder") << path(u"nowhere/map.pdf"_s);
        QTest::newRow("no name") << path(QString(300, u'x') + u".pdf"_s);
    }

    void whatCannotBeWrittenIsSaid()
    {
        QFETCH(const QString, to);
        open();
        const Result<void> outcome = save(to);
        QVERIFY(!outcome);
        QVERIFY(!panel().said().isEmpty());
        QCOMPARE(files(), QStringList());
        // And the next one goes.
        QVERIFY(save(path()));
    }

    /// A full disk leaves what was there and no half of the new one.
    void aFullDiskLeavesNothingHalf()
    {
        write("mine");
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        auto *const handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit little{20'000, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &little), 0);
        open();
        (void)save(path());
        const Result<void> outcome = save(path());
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, handler);
        QVERIFY2(!outcome, qPrintable(QString::number(content(path()).size())));
        QCOMPARE(outcome.error().kind, ErrorKind::Io);
        QCOMPARE(panel().said(), outcome.error().message);
        QVERIFY(panel().said().contains(path()));
        QCOMPARE(files(), QStringList{u"map.pdf"_s});
        QCOMPARE(content(path()), QByteArray("mine"));
    }

    void cancellingLeavesNothing()
    {
        open();
        m_shown->button(u"A3"_s)->click();
        QVERIFY(m_shown->button(u"取消"_s)->isHidden());
        QSignalSpy finished(&m_tool->job(), &PrintJob::finished);
        panel().setPath(path());
        m_shown->button(u"存为 PDF"_s)->setFocus();
        QTest::keyClick(map().focusWidget(), Qt::Key_Return);
        QVERIFY(m_tool->job().isRunning());
        QVERIFY(m_shown->button(u"取消"_s)->isVisible());
        QTest::keyClick(map().focusWidget(), Qt::Key_Return); // which has the focus now
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
        QCOMPARE(finished.first().first().value<Result<void>>().error().kind, ErrorKind::Cancelled);
        QCOMPARE(files(), QStringList());
        QVERIFY(m_shown->button(u"取消"_s)->isHidden());
        QVERIFY(save(path()));
    }

    /// The window may go while something is printed.
    void closingEndsIt()
    {
        open();
        panel().setPath(path());
        m_shown->button(u"存为 PDF"_s)->click();
        QVERIFY(m_tool->job().isRunning());
        m_shown.reset();
        QVERIFY(files().isEmpty() || content(path()).trimmed().endsWith("%%EOF"));
    }

    void aPrinterThatIsGoneIsSaid()
    {
        auto printer = std::make_shared<QPrinter>();
        printer->setOutputFormat(QPrinter::PdfFormat);
        printer->setOutputFileName(path(u"nowhere/map.pdf"_s));
        QTest::ignoreMessage(QtWarningMsg, "QPainter::begin(): Returned false");
        QSignalSpy finished(&m_tool->job(), &PrintJob::finished);
        m_tool->job().print(order(m_shown->store()), printer);
        QTRY_COMPARE(finished.count(), 1);
        const auto outcome = finished.first().first().value<Result<void>>();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Io);
        QCOMPARE(panel().said(), outcome.error().message);
        QVERIFY(!panel().said().isEmpty());
    }

    /// By way of Qt's own printer, which a person would choose in its dialog.
    void aPrinterGetsTheSheet()
    {
        auto printer = std::make_shared<QPrinter>();
        printer->setOutputFormat(QPrinter::PdfFormat);
        printer->setOutputFileName(path());
        printer->setResolution(PrintJob::resolution);
        printer->setPageLayout(panel().page());
        QSignalSpy finished(&m_tool->job(), &PrintJob::finished);
        m_tool->job().print(order(m_shown->store()), printer);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
        QVERIFY(finished.first().first().value<Result<void>>());
        QVERIFY(content(path()).trimmed().endsWith("%%EOF"));
    }

    void withoutDataThereIsNothingToPrint()
    {
        DistrictStore empty;
        auto *tool = new PrintTool(
            {empty, m_shown->view(), m_shown->selection(), m_basemap, [this] { return m_facts; }}, map());
        tool->panel().setPath(path());
        Q_EMIT tool->panel().saveRequested();
        QVERIFY(!tool->job().isRunning());
        QVERIFY(!tool->panel().said().isEmpty());
    }

    /// The dialogs are Qt's own; nothing is printed before somebody has answered.
    void theDialogsAsk()
    {
        open();
        m_shown->button(u"打印机…"_s)->click();
        QTRY_VERIFY(map().findChild<QPrintDialog *>());
        map().findChild<QPrintDialog *>()->reject();
        QTRY_VERIFY(!map().findChild<QPrintDialog *>());
        QVERIFY(!m_tool->job().isRunning());
        m_shown->button(u"…"_s)->click();
        auto *files = map().findChild<QFileDialog *>();
        QTRY_VERIFY(files);
        QVERIFY(!files->testOption(QFileDialog::ReadOnly));
        Q_EMIT files->fileSelected(path());
        files->reject();
        QTRY_VERIFY(!map().findChild<QFileDialog *>());
        QCOMPARE(panel().path(), path());
    }

    void thePanelFitsIntoSmallMaps()
    {
        open();
        panel().say(tr("写不进 %1").arg(QString(200, u'x')), true);
        for (const QSize size : {QSize(936, 636), QSize(620, 420), QSize(560, 400)}) {
            map().resize(size);
            QCoreApplication::processEvents();
            QVERIFY(map().rect().contains(panel().geometry()));
            for (const QWidget *one : panel().findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
                if (one->isVisible() && !one->geometry().isEmpty())
                    QVERIFY(panel().rect().adjusted(0, 0, 1, 1).contains(one->geometry()));
            }
        }
    }
};

QTEST_MAIN(PrintToolTest)
#include "tst_printtool.moc"
