// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/language.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace wuquan {

class Appearance;
class DataStatusSource;
class DistrictStore;
class PlainLabel;

/// The line at the bottom of a station: how current the data is and why it isn't, of a mirror how current its source,
/// irregular rows, changes that a new server does not know, the mark of a demonstration, and at which seat this is.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    StatusLine(const DistrictStore &store, Language language, const DataStatusSource &status, const ServerClock &clock,
        Appearance &appearance, QWidget *parent = nullptr);

    /// Such as "席位 03"; shown beside the title of the database.
    void setSeat(const QString &seat);
    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QString timeText() const;
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString demoText() const;
    /// How current a mirror is; empty when the database is none.
    [[nodiscard]] QString mirrorText() const;

Q_SIGNALS:
    /// Somebody pressed 重试, shown while the database can't be reached.
    void retryRequested();
    /// Somebody has read which changes were withdrawn.
    void withdrawnAcknowledged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void retheme();
    void showIrregularRows();
    void showWithdrawn();
    void showMirror();

    const DistrictStore &m_store;
    const DataStatusSource &m_status;
    const ServerClock &m_clock;
    Language m_language;
    Appearance &m_appearance;
    QString m_seat;
    QHBoxLayout *m_row;
    PlainLabel *m_time;
    PlainLabel *m_state;
    QPushButton *m_retry;
    QPushButton *m_irregular;
    QPushButton *m_withdrawn;
    QPushButton *m_mirror;
    PlainLabel *m_demo;
    PlainLabel *m_title;
    QTimer m_second;
};

} // namespace wuquan
