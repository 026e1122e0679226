-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the database says of itself changes on every screen too: above all the rate of a simulation.

alter table wuquan.change_log
    drop constraint change_log_entity_check,
    add constraint change_log_entity_check check (entity between 0 and 6);
comment on column wuquan.change_log.entity is '0 everything (read all anew), 1 area, 2 place, 3 device, 4 responder, 5 incident, 6 attributes.';

create function wuquan.log_attribute_change() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    if not exists (select from changed) then
        return null;
    end if;
    if coalesce(current_setting('wuquan.bulk', true), '') <> 'on' then
        insert into wuquan.change_log (entity, entity_id, version, operation) values (6, 0, 0, 'U');
    elsif not exists (select from wuquan.change_log where xid = pg_current_xact_id() and entity = 0) then
        insert into wuquan.change_log (entity, entity_id, version, operation) values (0, 0, 0, 'R');
    end if;
    return null;
end $$;
comment on function wuquan.log_attribute_change() is 'Appends one line to change_log when attributes change, for they are few and read together; under wuquan.bulk = on one marker per transaction.';

create trigger log_insert after insert on wuquan.attribute referencing new table as changed
    for each statement execute function wuquan.log_attribute_change();
create trigger log_update after update on wuquan.attribute referencing new table as changed
    for each statement execute function wuquan.log_attribute_change();
create trigger log_delete after delete on wuquan.attribute referencing old table as changed
    for each statement execute function wuquan.log_attribute_change();
