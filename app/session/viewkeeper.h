// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/viewstate.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace wuquan {

/// Keeps in a file what somebody chose to see of the map: which layers, how they look, and what areas are coloured by.
/// Written a moment after a change and at the end. What the file has that is not known or out of range is passed over.
/// GUI thread; the view must live longer.
class ViewKeeper : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds rest{1000}; ///< after the last change

    /// Sets the view to what is in the file; without a file nothing is changed. An empty path keeps nothing.
    ViewKeeper(ViewState &view, const QString &path, QObject *parent = nullptr);
    ~ViewKeeper() override;

    void save();

private:
    void load();

    ViewState *m_view;
    const QString m_path;
    QTimer m_timer;
};

} // namespace wuquan
