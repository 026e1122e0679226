// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QObject>

namespace wuquan {

/// The theme that all panels of a screen show, changeable while they are shown. Lives in the GUI thread; owned by app.
class Appearance : public QObject {
    Q_OBJECT
public:
    explicit Appearance(Theme theme, QObject *parent = nullptr);

    [[nodiscard]] const Theme &theme() const { return m_theme; }
    void setTheme(const Theme &theme);

Q_SIGNALS:
    void changed();

private:
    Theme m_theme;
};

} // namespace wuquan
