// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QStringList>

#include <vector>

namespace wuquan {

/// Reads a catalogue of resources such as "catalogue/incident_types.csv": UTF-8, comma-separated with quotes where
/// needed, lines beginning with # are comments, the first other line names the columns. The columns asked for come in
/// the order asked for. ErrorKind::Io when the file is missing, ErrorKind::Input with file, line and reason otherwise.
[[nodiscard]] Result<std::vector<QStringList>> readCatalogue(const QString &resource, const QStringList &columns);

/// The fields of one line of such a file; a doubled quote inside quotes stands for one.
[[nodiscard]] QStringList catalogueFields(QStringView line);

} // namespace wuquan
