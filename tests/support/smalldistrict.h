// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wuquan {

/// SQL of the smallest district that incidents and devices can be written to: a district with one street of a good shape
/// (area 2) and one of a bad shape (area 3), one type of incident and one kind of device, with the keys 1.
[[nodiscard]] QByteArray smallDistrict();
/// SQL that inserts an incident of the street of a good shape, filed now; without a semicolon, so that RETURNING can follow.
[[nodiscard]] QByteArray insertIncident(const QByteArray &sourceId, const QByteArray &title);

} // namespace wuquan
