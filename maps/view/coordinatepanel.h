// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/coordinatesystem.h"
#include "maps/view/toolpanel.h"

#include <array>

class QLabel;
class QLineEdit;

namespace wuquan {

class MapButton;
class PanelMessage;

/// A panel over the map that tells one place in four coordinate systems, each to be copied, and reads a place to go to
/// in the system that is checked. GUI thread.
class CoordinatePanel : public ToolPanel {
    Q_OBJECT
public:
    enum class Origin { Middle, Pointer, Pin }; ///< what the place is

    CoordinatePanel(const Palette &palette, QWidget *parent);

    /// `wgs84` must be usable.
    void setPlace(GeoPoint wgs84, Origin origin);
    /// A line of what was done, or in the colour of a warning of what could not be done.
    void say(const QString &text, bool isFault);
    void copy(CoordinateSystem system);
    /// Puts the focus into the line for a place to go to.
    void startInput();
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void goToRequested(GeoPoint wgs84);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void restyle() override;
    void arrange() override;

private:
    struct Row {
        CoordinateSystem system;
        MapButton *name = nullptr; ///< checked: places to go to are read in this system
        QLabel *value = nullptr;
        MapButton *copy = nullptr;
    };
    void addRow(CoordinateSystem system);
    [[nodiscard]] CoordinateSystem inputSystem() const;
    void goTo();
    [[nodiscard]] int nameWidth() const;
    [[nodiscard]] int valueWidth() const;
    [[nodiscard]] int copyWidth() const;
    [[nodiscard]] int messageHeight() const;

    GeoPoint m_place;
    QLabel *m_title = nullptr;
    std::array<Row, 4> m_rows;
    QLabel *m_prompt = nullptr;
    QLineEdit *m_input = nullptr;
    PanelMessage *m_message = nullptr;
};

} // namespace wuquan
