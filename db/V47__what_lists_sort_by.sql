-- What a list of thousands of runs sorts and filters by stands in the rows that it reads.

-- What a run's best epoch and its last one measured, a second time: to look up an epoch of each run takes seconds. They are
-- kept by what keeps which epochs these two are, and from the rows of epoch alone. All columns at once, since H2 writes the
-- whole table anew for each statement.
alter table run add (
    best_train_loss     double precision,
    best_train_accuracy double precision,
    best_valid_loss     double precision,
    best_valid_accuracy double precision,
    last_train_loss     double precision,
    last_train_accuracy double precision,
    last_valid_loss     double precision,
    last_valid_accuracy double precision
);

-- Nobody looks for an epoch by its loss any more. As long as it is there, H2 takes it to find an epoch of a run, and reads
-- all epochs of the run.
drop index epoch_by_valid_loss;

update run set
    (best_train_loss, best_train_accuracy, best_valid_loss, best_valid_accuracy) =
        (select train_loss, train_accuracy, valid_loss, valid_accuracy from epoch
         where epoch.run_id = run.id and epoch.epoch = run.best_epoch),
    (last_train_loss, last_train_accuracy, last_valid_loss, last_valid_accuracy) =
        (select train_loss, train_accuracy, valid_loss, valid_accuracy from epoch
         where epoch.run_id = run.id and epoch.epoch = run.last_epoch)
where last_epoch > 0;

-- How long a job took that has ended: to take one moment from another in each row is slow.
alter table job add column seconds double precision
    generated always as (extract(epoch from (ended_at - started_at)));
