-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far the import of each file has come, so that one that was interrupted goes on behind its last committed batch.

create table wuquan.import_file (
    fingerprint text primary key check (fingerprint ~ '^[0-9a-f]{64}$'),
    file_name text not null check (length(file_name) between 1 and 256),
    source text not null references wuquan.source,
    rows_done bigint not null check (rows_done >= 0),
    added bigint not null check (added >= 0),
    already_there bigint not null check (already_there >= 0),
    started_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    finished_at timestamptz
);
comment on table wuquan.import_file is 'Files of incidents that were imported, with the progress of each; written in the transaction of every batch.';
comment on column wuquan.import_file.fingerprint is 'SHA-256 of the file and of its mapping, in hexadecimal: another mapping is another import.';
comment on column wuquan.import_file.file_name is 'Name of the file without its folder.';
comment on column wuquan.import_file.source is 'Source that its incidents were given.';
comment on column wuquan.import_file.rows_done is 'Rows of the file that have been taken or rejected, counted from the first after the header.';
comment on column wuquan.import_file.added is 'Incidents that the present or last run added.';
comment on column wuquan.import_file.already_there is 'Rows whose incident existed.';
comment on column wuquan.import_file.started_at is 'When the first run began.';
comment on column wuquan.import_file.updated_at is 'When the last batch was committed.';
comment on column wuquan.import_file.finished_at is 'When the file was read to its end; null while it was not.';

-- Three lists of an incident are fixed by these migrations, so a range holds what a foreign key to them would hold. Each
-- key cost 5 µs a row, half of a bulk load together with the other four (20,000 rows: 0.96 s, of which keys 0.67 s).
alter table wuquan.incident
    drop constraint incident_platform_id_fkey,
    drop constraint incident_circle_id_fkey,
    drop constraint incident_state_fkey,
    add constraint incident_platform_id_check check (platform_id between 1 and 4),
    add constraint incident_circle_id_check check (circle_id between 1 and 5),
    add constraint incident_state_check check (state between 1 and 8);
create trigger platform_is_fixed before delete or truncate on wuquan.platform
    for each statement execute function wuquan.refuse_change();
create trigger circle_is_fixed before delete or truncate on wuquan.circle
    for each statement execute function wuquan.refuse_change();
create trigger incident_state_is_fixed before delete or truncate on wuquan.incident_state
    for each statement execute function wuquan.refuse_change();
