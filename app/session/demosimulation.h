// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"
#include "data/server/filedescriptor.h"

#include <QObject>

#include <optional>
#include <thread>

namespace wuquan {

/// Keeps the embedded demo district alive while the desktop is open: a simulator in a thread of its own, which stands
/// by when another program simulates already and opens anew when its connection is lost. GUI thread.
class DemoSimulation : public QObject {
    Q_OBJECT
public:
    DemoSimulation() = default;
    /// Stops and waits, at most as long as a statement of the simulator may last.
    ~DemoSimulation() override;

public Q_SLOTS:
    /// Where the demo is; known as soon as the embedded database was opened.
    void setDatabase(const wuquan::postgres::Settings &settings) { m_settings = settings; }
    /// Begins, if it has not and the database is known.
    void start();

private:
    std::optional<postgres::Settings> m_settings;
    FileDescriptor m_stop;
    std::thread m_thread;
};

} // namespace wuquan
