-- A stress test is of a checkpoint: the figure of a run is that of its best epoch's, whichever becomes the best.
alter table checkpoint add column mean_corruption_error double precision check (mean_corruption_error between 0 and 1);

update checkpoint set mean_corruption_error =
    (select run.mean_corruption_error from run where run.id = checkpoint.run_id)
where epoch = (select coalesce(run.best_epoch, 0) from run where run.id = checkpoint.run_id);

alter table run drop column mean_corruption_error;
