-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where an import of the file with the fingerprint $1 was interrupted; no row when it was not.
select rows_done, added, already_there from wuquan.import_file where fingerprint = $1 and finished_at is null
