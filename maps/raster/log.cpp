// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/log.h"

Q_LOGGING_CATEGORY(logRaster, "wuquan.maps.raster", QtInfoMsg)
