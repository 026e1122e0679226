-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Writes how far the file with the fingerprint $1 has come.
insert into wuquan.import_file as f (fingerprint, file_name, source, rows_done, added, already_there, finished_at)
values ($1, $2, $3, $4, $5, $6, case when $7 then now() end)
on conflict (fingerprint) do update set file_name = excluded.file_name, rows_done = excluded.rows_done,
    added = excluded.added, already_there = excluded.already_there, updated_at = now(), finished_at = excluded.finished_at
