-- How the queue is ordered, in its only row.
create table queue (
    -- whether devices take turns between people, and do not serve first whoever came first
    turns boolean not null
);
insert into queue (turns) values (false);
