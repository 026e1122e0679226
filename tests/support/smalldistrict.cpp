// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/smalldistrict.h"

namespace wuquan {

QByteArray smallDistrict()
{
    return "insert into wuquan.area (area_id, level, code, name, parent_id, boundary) values "
           "(1, 1, '330104', '江干区', null, "
           "'{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4]]]}'),"
           "(2, 2, '330104001', '彭埠街道', 1, "
           "'{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4]]]}'),"
           "(3, 2, '330104002', '坏形状', 1, '{\"type\":\"Polygon\",\"coordinates\":[[[0,0]]]}');"
           "insert into wuquan.incident_type values (1, 'noise', '噪声扰民', 'Noise', 'zao sheng', 2, 1, 1, 1, 3);"
           "insert into wuquan.device_kind values (1, 'camera', '监控', 'Camera', true);";
}

QByteArray insertIncident(const QByteArray &sourceId, const QByteArray &title)
{
    return "insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, street_id, title, "
           "state, reported_at) values ('resident', '"
        + sourceId + "', 1, 2, 1, 3, 2, '" + title + "', 2, now())";
}

} // namespace wuquan
