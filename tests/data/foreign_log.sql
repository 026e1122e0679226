-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Gives foreign.sql a change log of its own making, as the contract describes it.
create table wuquan.change_log (id bigint generated always as identity, xid xid8 not null default pg_current_xact_id(),
    entity integer not null, entity_id bigint not null, primary key (xid, id));
create view wuquan.feed_epoch as select system_identifier, 1 as timeline from pg_control_system();
create view wuquan.change_log_retention as select '0'::xid8 as dropped_through;
create function governance.tell() returns trigger language plpgsql as $$
begin
    insert into wuquan.change_log (entity, entity_id)
    values (tg_argv[0]::integer, case tg_op when 'DELETE' then old.id else new.id end);
    return null;
end $$;
create trigger tell after insert or update or delete on governance.region for each row execute function governance.tell('1');
create trigger tell after insert or update or delete on governance.site for each row execute function governance.tell('2');
create trigger tell after insert or update or delete on governance.unit for each row execute function governance.tell('3');
create trigger tell after insert or update or delete on governance.team for each row execute function governance.tell('4');
create trigger tell after insert or update or delete on governance.matter for each row execute function governance.tell('5');
update governance.team set mode = 0 where id = 1;
