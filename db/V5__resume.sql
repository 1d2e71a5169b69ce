-- A run may go in several stretches: it is resumed after a stop, or trained for more epochs.

-- when its latest stretch began; started_at is the first one's
alter table run add column resumed_at timestamp(6) with time zone;
-- how long the stretches before the latest one took
alter table run add column seconds_before double precision default 0 not null check (seconds_before >= 0);
-- how often it was taken up again
alter table run add column resumes integer default 0 not null check (resumes >= 0);

update run set resumed_at = started_at;

-- H2 reserves identities in blocks and forgets the rest of a block when it is killed: run 3 would be followed by run 35.
alter table run alter column id set cache 1;
alter table dream alter column id set cache 1;
alter table projection alter column id set cache 1;
