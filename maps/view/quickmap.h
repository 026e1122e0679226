// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"

#include <QQuickWidget>

namespace wuquan {

/// Qt Location's Map, which owns the projection and draws nothing that is seen. Ends the program when it is not
/// installed. GUI thread.
class QuickMap : public QQuickWidget {
    Q_OBJECT
public:
    explicit QuickMap(QWidget *parent);

    void setCamera(const Camera &camera);
};

} // namespace wuquan
