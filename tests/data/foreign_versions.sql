-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Makes foreign.sql number the editions of each row and show them as its version.
create function governance.next_edition() returns trigger language plpgsql as $$
begin
    new.edition := old.edition + 1;
    return new;
end $$;
do $$
declare
    v record;
begin
    for v in select * from (values ('region', 'area'), ('site', 'place'), ('unit', 'device'), ('team', 'responder'),
        ('matter', 'incident')) as t(name, shown)
    loop
        execute format('alter table governance.%I add edition bigint not null default 1', v.name);
        execute format('create trigger next_edition before update on governance.%I for each row execute function governance.next_edition()', v.name);
        execute format('create or replace view wuquan.%I as ', v.shown) || regexp_replace(
            pg_get_viewdef(format('wuquan.%I', v.shown)::regclass),
            'FROM governance\.', format(', %I.edition AS version FROM governance.', v.name));
    end loop;
end $$;
