// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/view/palette.h"

#include <QTimer>
#include <QWidget>

#include <functional>

namespace wuquan {

class DataStatusSource;
class DistrictStore;
class MapButton;

/// The map's word on how current it is: being read, without areas, cut off (with a retry) or behind (with its age);
/// hidden while all is well. GUI thread; store and status must outlive it.
class MapNotice : public QWidget {
    Q_OBJECT
public:
    MapNotice(const DistrictStore &store, const DataStatusSource &status, std::function<Instant()> serverNow,
        const Palette &palette, QWidget *parent);

    [[nodiscard]] const QString &text() const { return m_text; }
    /// Whether what the map shows is older than it should be.
    [[nodiscard]] bool isOld() const { return m_isOld; }
    void setPalette(const Palette &palette);
    void setScale(double scale);
    /// Takes as much of the room as the words need, from its top left corner.
    void arrangeIn(const QRect &room);

Q_SIGNALS:
    void changed(); ///< the words, and with them the size, or isOld()
    void retryRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    [[nodiscard]] QString conditionText() const;
    [[nodiscard]] QString behindText() const;

    const DistrictStore &m_store;
    const DataStatusSource &m_status;
    std::function<Instant()> m_serverNow;
    Palette m_palette;
    double m_scale = 1;
    QTimer m_second;
    MapButton *m_retry;
    QString m_text;
    bool m_isOld = false;
    bool m_isWarning = false;
};

} // namespace wuquan
