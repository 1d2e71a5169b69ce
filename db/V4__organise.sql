-- What a person makes of their runs: notes, tags, one baseline, what is put away and what is thrown away.

alter table run add column notes varchar(20000) default '' not null;
alter table run add column archived_at timestamp(6) with time zone;
-- thrown away; its rows and files go for good once the time to take that back has passed
alter table run add column deleted_at timestamp(6) with time zone;
-- the one that the others are compared with
alter table run add column baseline boolean default false not null;

create table tag (
    run_id bigint not null references run (id) on delete cascade,
    name   varchar(40) not null,
    primary key (run_id, name)
);

create index tag_by_name on tag (name, run_id);

-- The best and the last epoch, kept with each epoch that is done, so that thousands of runs sort by what they measured.
alter table run add column last_epoch integer default 0 not null check (last_epoch >= 0);
alter table run add column best_epoch integer check (best_epoch >= 1);

update run set
    last_epoch = coalesce((select max(epoch.epoch) from epoch where epoch.run_id = run.id), 0),
    best_epoch = (select epoch.epoch from epoch where epoch.run_id = run.id
                  order by epoch.valid_loss, epoch.epoch fetch first 1 row only);
