-- Who asked for it, by the name under which they had logged in; null where they had none. It stays when they have left.
alter table run add column asked_by varchar(40);
alter table sweep add column asked_by varchar(40);
alter table job add column asked_by varchar(40);

create index run_by_asker on run (asked_by);
