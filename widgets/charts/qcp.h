// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// QCustomPlot 2.1's header says "signals:", a keyword that this project leaves to Qt's own macros.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <qcustomplot.h>
#undef signals
#undef slots
