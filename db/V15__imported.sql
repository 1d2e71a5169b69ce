-- A run can begin with weights that were trained elsewhere, and then may have no epoch of its own.

alter table run add column imported_file varchar(1000);
-- how its pictures were normalised: a number for each channel with commas between; null for as the training images are
alter table run add column imported_mean varchar(200);
alter table run add column imported_std varchar(200);

alter table run alter column epochs rename to epochs_of_training;
alter table run add column epochs integer default 0 not null check (epochs >= 0);
update run set epochs = epochs_of_training;
alter table run drop column epochs_of_training;
