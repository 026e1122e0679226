// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/print/printjob.h"

#include <QObject>

#include <functional>

class QPrintDialog;

namespace wuquan {

class MapWidget;
class PrintPanel;

/// What printing needs of the rest of the program; all of it outlives the tool.
struct PrintContext {
    const DistrictStore &store;
    const ViewState &view;
    const Selection &selection;
    const Basemap &basemap;
    std::function<PrintFacts()> facts;
};

/// Prints what a map shows, on paper or into a PDF: Ctrl+P opens its panel. GUI thread, owned by the map.
class PrintTool : public QObject {
    Q_OBJECT
public:
    PrintTool(PrintContext context, MapWidget &map);

    [[nodiscard]] PrintPanel &panel() const { return *m_panel; }
    [[nodiscard]] PrintJob &job() { return m_job; }

private:
    void propose();
    void save();
    void choosePrinter();
    void browse();
    void startSaving(const QPageLayout &page, const QString &path);
    void end(const Result<void> &outcome);
    /// Null, and it is said, when there is nothing to print.
    [[nodiscard]] std::shared_ptr<PrintOrder> order();

    PrintContext m_context;
    MapWidget &m_map;
    PrintPanel *m_panel;
    PrintJob m_job;
    QString m_target; ///< where the one that runs goes, in words
    QString m_asked; ///< the file that is there and may be replaced when it is asked for once more
};

} // namespace wuquan
