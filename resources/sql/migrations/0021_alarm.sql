-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Alarms of incidents: somebody takes note, or puts one aside for a while. Both are actions like any other, so that the chain
-- tells who, when and why.

alter table wuquan.incident
    add column acknowledged_at timestamptz,
    add column shelved_until timestamptz;
comment on column wuquan.incident.acknowledged_at is 'When somebody took note of its alarm; an alarm that began later is a new one.';
comment on column wuquan.incident.shelved_until is 'Until when its alarm is silent; it stays counted.';

insert into wuquan.dispatch_rule (rule, value, about) values
    ('shelve_hours', 8, 'longest time for which an alarm can be put aside, in hours');

alter table wuquan.incident_event drop constraint incident_event_kind_check;
alter table wuquan.incident_event add constraint incident_event_kind_check check (kind in ('reported', 'filed', 'dispatched',
    'accepted', 'arrived', 'handled', 'closed', 'evaluated', 'returned', 'note', 'merged', 'reopened', 'recalled', 'transferred',
    'assisted', 'delivered', 'return_asked', 'return_refused', 'checked', 'rejected', 'rechecked', 'suspended', 'resumed',
    'escalated', 'supervised', 'instructed', 'answered', 'overdue', 'absorbed', 'acknowledged', 'shelved', 'unshelved'));

insert into wuquan.action (action, name, name_en, kind, scope, needs_version, needs_note, while_suspended, place) values
    ('acknowledge', '确认告警', 'Acknowledge', 'acknowledged', 'room', false, false, true, 40),
    ('shelve', '搁置告警', 'Shelve the alarm', 'shelved', 'room', false, true, true, 41),
    ('unshelve', '取消搁置', 'Unshelve', 'unshelved', 'room', false, false, true, 42);
insert into wuquan.action_role (action, role)
select a, r from unnest('{acknowledge,shelve,unshelve}'::text[]) a, unnest('{operator,head,district}'::text[]) r;
insert into wuquan.transition (action, from_state, to_state)
select a, s, s from unnest('{acknowledge,shelve,unshelve}'::text[]) a, generate_series(1, 5) s;
