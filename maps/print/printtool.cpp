// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/printtool.h"

#include "data/core/shanghai.h"
#include "maps/print/printpanel.h"
#include "maps/view/mapwidget.h"
#include "maps/view/viewname.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPrintDialog>
#include <QPrinter>
#include <QStandardPaths>

#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype fileNameLimit = 60;

/// What any file system takes.
QString fileName(const QString &title, Instant now)
{
    QString name = title.left(fileNameLimit).simplified();
    for (QChar &c : name) {
        if (!c.isLetterOrNumber() && !u" -_().·"_s.contains(c))
            c = u'_';
    }
    while (name.startsWith(u'.'))
        name.removeFirst();
    return name + shanghai::dayOf(now).toString(u" yyyy-MM-dd "_s) + shanghai::timeOf(now).toString(u"HHmmss"_s)
        + u".pdf"_s;
}

} // namespace

PrintTool::PrintTool(PrintContext context, MapWidget &map)
    : QObject(&map)
    , m_context(std::move(context))
    , m_map(map)
    , m_panel(new PrintPanel(map.scene().palette(), &map))
{
    map.addPanel(*m_panel, tr("打印…"), tr("打印地图或存为 PDF(Ctrl+P)"), QKeySequence(Qt::CTRL | Qt::Key_P));
    connect(m_panel, &PrintPanel::opened, this, &PrintTool::propose);
    connect(m_panel, &PrintPanel::titleEdited, this, &PrintTool::propose);
    connect(m_panel, &PrintPanel::saveRequested, this, &PrintTool::save);
    connect(m_panel, &PrintPanel::printRequested, this, &PrintTool::choosePrinter);
    connect(m_panel, &PrintPanel::browseRequested, this, &PrintTool::browse);
    connect(m_panel, &PrintPanel::cancelRequested, &m_job, &PrintJob::cancel);
    connect(&m_job, &PrintJob::progressed, m_panel, &PrintPanel::setProgress);
    connect(&m_job, &PrintJob::finished, this, &PrintTool::end);
}

void PrintTool::propose()
{
    if (m_job.isRunning())
        return;
    const QString title = ViewName::of(m_map.scene().frame(m_map.camera(), 1));
    QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    m_panel->propose(title, {});
    const QString &named = m_panel->title().isEmpty() ? title : m_panel->title();
    m_panel->propose(title, QDir(folder).filePath(fileName(named, m_context.facts().serverTime)));
    const auto lacks = PrintOmissions::of(m_context.view, m_context.selection, m_map.camera(), m_map.scene().scale());
    QStringList notes;
    if (lacks.devices)
        notes << tr("设备按社区计数打印,不印单台的位置。");
    if (lacks.teams)
        notes << tr("队伍不打印。");
    m_panel->setNote(notes.join(u' '));
}

std::shared_ptr<PrintOrder> PrintTool::order()
{
    if (!m_context.store.isComplete() || m_context.store.isEmpty()) {
        m_panel->say(tr("还没有数据可以打印。"), true);
        return nullptr;
    }
    const auto paper = Palette::load(u"day"_s);
    auto made = PrintOrder::of(m_context.store, m_context.view, m_context.selection, m_map.camera(), m_map.scene());
    made->title = m_panel->title();
    made->facts = m_context.facts();
    made->basemap = &m_context.basemap;
    made->palette = paper ? *paper : m_map.scene().palette();
    return made;
}

void PrintTool::save()
{
    if (m_job.isRunning())
        return;
    QString path = m_panel->path();
    if (path.isEmpty()) {
        m_panel->say(tr("请写出要存的文件。"), true);
        return;
    }
    if (QDir::isRelativePath(path))
        path = QDir::home().filePath(path);
    if (QFileInfo(path).isDir()) {
        m_panel->say(tr("%1 是文件夹。").arg(path), true);
        return;
    }
    if (QFileInfo::exists(path) && std::exchange(m_asked, path) != path) {
        m_panel->say(tr("文件已存在,再按一次就替换它。"), true);
        return;
    }
    startSaving(m_panel->page(), path);
}

void PrintTool::startSaving(const QPageLayout &page, const QString &path)
{
    auto what = order();
    if (!what)
        return;
    m_asked.clear();
    m_target = path;
    m_panel->say({}, false);
    m_panel->setProgress(0);
    m_job.save(std::move(what), page, path);
}

void PrintTool::browse()
{
    auto *dialog = new QFileDialog(&m_map, tr("存为 PDF"), m_panel->path(), tr("PDF 文件 (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_panel->setPath(path);
        m_asked = path; // the dialog has asked already
    });
    dialog->open();
}

void PrintTool::choosePrinter()
{
    if (m_job.isRunning())
        return;
    auto printer = std::make_shared<QPrinter>();
    printer->setResolution(PrintJob::resolution);
    printer->setPageLayout(m_panel->page());
    printer->setDocName(m_panel->title());
    auto *dialog = new QPrintDialog(printer.get(), &m_map);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOptions(QAbstractPrintDialog::PrintToFile | QAbstractPrintDialog::PrintShowPageSize);
    connect(dialog, &QDialog::accepted, this, [this, printer] {
        // Written to a file by the printer's own way it could be left half done.
        if (printer->outputFormat() == QPrinter::PdfFormat) {
            startSaving(printer->pageLayout(), printer->outputFileName());
            return;
        }
        auto what = order();
        if (!what)
            return;
        printer->setResolution(PrintJob::resolution);
        m_target = printer->printerName();
        m_panel->say({}, false);
        m_panel->setProgress(0);
        m_job.print(std::move(what), printer);
    });
    // The printer outlives the dialog, which writes into it to the end.
    connect(dialog, &QObject::destroyed, this, [printer] { });
    dialog->open();
}

void PrintTool::end(const Result<void> &outcome)
{
    m_panel->setProgress({});
    if (outcome)
        m_panel->say(tr("已打印到 %1").arg(m_target), false);
    else if (outcome.error().kind == ErrorKind::Cancelled)
        m_panel->say(tr("已取消,没有留下文件。"), false);
    else
        m_panel->say(outcome.error().message, true);
}

} // namespace wuquan
