-- Checkpoints whose rows are gone, because they were thinned out, and whose files are about to go; crossed out when they are.
create table removed_checkpoint (
    run_id bigint not null,
    epoch  integer not null,
    primary key (run_id, epoch)
);
