// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/printjob.h"

#include "maps/print/printdrawing.h"

#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QPrinter>
#include <QSaveFile>

#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// A file that knows whether all of it was taken. What is written through a stream after the disk took but a part
/// never reaches the file, which then sees no error.
class WholeFile final : public QSaveFile {
public:
    using QSaveFile::QSaveFile;

    [[nodiscard]] bool isWhole() const { return m_isWhole; }

protected:
    qint64 writeData(const char *data, qint64 length) override
    {
        const qint64 written = QSaveFile::writeData(data, length);
        if (written != length && m_isWhole) {
            m_isWhole = false;
            if (error() == NoError)
                setErrorString(PrintJob::tr("磁盘已满"));
        }
        return written;
    }

private:
    bool m_isWhole = true;
};

} // namespace

PrintJob::~PrintJob()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void PrintJob::save(std::shared_ptr<PrintOrder> order, const QPageLayout &page, const QString &path)
{
    const PrintOrder &what = *order;
    run(std::move(order), [this, &what, page, path] { return saved(what, page, path); });
}

void PrintJob::print(std::shared_ptr<PrintOrder> order, std::shared_ptr<QPrinter> printer)
{
    const PrintOrder &what = *order;
    run(std::move(order), [this, &what, printer = std::move(printer)] { return printed(what, *printer); });
}

void PrintJob::run(std::shared_ptr<PrintOrder> order, Work work)
{
    if (m_thread)
        return;
    m_isCancelled = false;
    m_order = std::move(order);
    m_thread.reset(QThread::create([this, work = std::move(work)] {
        Result<void> outcome = work();
        QMetaObject::invokeMethod(this, [this, outcome = std::move(outcome)] { end(outcome); });
    }));
    m_thread->setObjectName(u"print"_s);
    m_thread->start(QThread::LowPriority);
}

void PrintJob::end(const Result<void> &outcome)
{
    m_thread->wait();
    m_thread.reset();
    m_order.reset();
    Q_EMIT finished(outcome);
}

Result<void> PrintJob::drawn(const PrintOrder &order, QPagedPaintDevice &device, const std::function<bool()> &isUsable)
{
    const PrintSheet sheet(QSize(device.width(), device.height()), device.logicalDpiX());
    PrintDrawing drawing(order, sheet);
    QPainter painter;
    if (!painter.begin(&device))
        return failure(ErrorKind::Io, tr("打印设备打不开"));
    const bool isDone = drawing.draw(painter, [&](double share) {
        QMetaObject::invokeMethod(this, [this, share] { Q_EMIT progressed(share); });
        return !m_isCancelled && isUsable();
    });
    const bool isEnded = painter.end();
    if (m_isCancelled)
        return failure(ErrorKind::Cancelled, tr("已取消"));
    if (!isDone || !isEnded)
        return failure(ErrorKind::Io, tr("打印设备中途出错"));
    return {};
}

Result<void> PrintJob::saved(const PrintOrder &order, const QPageLayout &page, const QString &path)
{
    const auto problem = [&path](const QFileDevice &file) {
        // Nothing of it is there: the name is given only to a whole file.
        return failure(ErrorKind::Io, tr("写不进 %1,没有留下文件:%2").arg(path, file.errorString()));
    };
    // In words, where the system has but its own.
    const QFileInfo folder(QFileInfo(path).absolutePath());
    if (!folder.isDir())
        return failure(ErrorKind::Io, tr("没有文件夹 %1").arg(folder.filePath()));
    if (!folder.isWritable())
        return failure(ErrorKind::Io, tr("文件夹 %1 不可写").arg(folder.filePath()));
    WholeFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return problem(file);
    Result<void> outcome;
    {
        QPdfWriter writer(&file);
        writer.setPageLayout(page);
        writer.setResolution(resolution);
        writer.setTitle(plainLine(order.title, 80));
        writer.setCreator(u"Wuquan"_s);
        outcome = drawn(order, writer, [&file] { return file.isWhole(); });
    }
    if (!(file.isWhole() && file.flush()) && !m_isCancelled)
        outcome = problem(file);
    if (!outcome) {
        file.cancelWriting();
        (void)file.commit();
        return outcome;
    }
    if (!file.commit())
        return problem(file);
    return {};
}

Result<void> PrintJob::printed(const PrintOrder &order, QPrinter &printer)
{
    const auto isUsable = [&printer] {
        const QPrinter::PrinterState state = printer.printerState();
        return state != QPrinter::Aborted && state != QPrinter::Error;
    };
    if (!printer.isValid())
        return failure(ErrorKind::Io, tr("打印机 %1 不可用").arg(printer.printerName()));
    Result<void> outcome = drawn(order, printer, isUsable);
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
        printer.abort();
    else if (outcome && !isUsable())
        outcome = failure(ErrorKind::Io, tr("打印机 %1 没有接受").arg(printer.printerName()));
    return outcome;
}

} // namespace wuquan
