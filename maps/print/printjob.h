// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "maps/print/printorder.h"

#include <QObject>
#include <QPageLayout>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

class QPagedPaintDevice;
class QPrinter;

namespace wuquan {

/// Prints one order at a time in a thread of its own, into a PDF or on a printer. A file is there as a whole or not at
/// all: what was there before stays until the new one is complete. GUI thread; waits for its thread when it goes, for
/// as long as a strip of the map takes.
class PrintJob : public QObject {
    Q_OBJECT
public:
    static constexpr int resolution = 300; ///< dots an inch

    using QObject::QObject;
    ~PrintJob() override;

    [[nodiscard]] bool isRunning() const { return m_thread != nullptr; }
    /// Nothing happens while one runs.
    void save(std::shared_ptr<PrintOrder> order, const QPageLayout &page, const QString &path);
    void print(std::shared_ptr<PrintOrder> order, std::shared_ptr<QPrinter> printer);
    /// Ends it soon: it finishes as Cancelled.
    void cancel() { m_isCancelled = true; }

Q_SIGNALS:
    void progressed(double share); ///< 0…1
    /// Once for each. ErrorKind::Io and a sentence when the file or the printer failed.
    void finished(const wuquan::Result<void> &outcome);

private:
    using Work = std::function<Result<void>()>;
    void run(std::shared_ptr<PrintOrder> order, Work work);
    void end(const Result<void> &outcome);
    /// In the thread.
    [[nodiscard]] Result<void> saved(const PrintOrder &order, const QPageLayout &page, const QString &path);
    [[nodiscard]] Result<void> printed(const PrintOrder &order, QPrinter &printer);
    [[nodiscard]] Result<void> drawn(
        const PrintOrder &order, QPagedPaintDevice &device, const std::function<bool()> &isUsable);

    std::unique_ptr<QThread> m_thread;
    std::shared_ptr<PrintOrder> m_order; ///< of which it is deleted in the GUI thread
    std::atomic<bool> m_isCancelled = false;
};

} // namespace wuquan
