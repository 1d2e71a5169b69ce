-- Runs whose rows are gone for good and whose files are about to go; crossed out when they are.

create table removed_run (
    run_id bigint primary key
);
