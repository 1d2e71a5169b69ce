-- What a person deletes of any kind can be taken back for a while: until then its row stays, with the time of the deletion.

alter table dream add column deleted_at timestamp(6) with time zone;
alter table projection add column deleted_at timestamp(6) with time zone;
alter table sweep add column deleted_at timestamp(6) with time zone;
alter table data_version add column deleted_at timestamp(6) with time zone;

-- A deleted sweep's runs belong to none; this is the one that they belong to again if it is taken back.
alter table run add column deleted_sweep_id bigint references sweep (id) on delete set null;

-- Files and folders in the home, by their paths there, whose rows are gone for good; crossed out when they are gone too.
create table removed_file (
    path varchar(400) primary key
);
insert into removed_file (path) select 'runs/' || run_id from removed_run;
drop table removed_run;
