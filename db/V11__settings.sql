-- More of training can be chosen: how the learning rate moves, clipping, smoothed labels, weights of classes, and an end
-- before the last epoch; and any network, in place of the widths of two hidden layers.

alter table run add column schedule varchar(20) default 'CONSTANT' not null
    check (schedule in ('CONSTANT', 'STEP', 'COSINE', 'ONE_CYCLE'));
alter table run add column warm_up double precision default 0 not null check (warm_up >= 0);
alter table run add column clip_norm double precision default 0 not null check (clip_norm >= 0);
alter table run add column label_smoothing double precision default 0 not null
    check (label_smoothing >= 0 and label_smoothing < 1);
alter table run add column class_weights varchar(20) default 'NONE' not null check (class_weights in ('NONE', 'BALANCED'));
alter table run add column patience integer default 0 not null check (patience >= 0);
alter table run add column dropout_seed bigint default 0 not null;
-- epochs that patience no longer counts: the run was asked to go on after them
alter table run add column patience_from integer default 0 not null check (patience_from >= 0);

-- What a window's last step was made with.
alter table step_metric add column learning_rate double precision;
update step_metric set learning_rate = (select run.learning_rate from run where run.id = step_metric.run_id);
alter table step_metric alter column learning_rate set not null;

alter table run add column arch varchar(4000);
update run set arch = 'dense ' || hidden_1 || ', relu, dense ' || hidden_2 || ', relu';
alter table run alter column arch set not null;
-- how many numbers training adjusts; known once the images are
alter table run add column parameters integer check (parameters >= 1);
update run set parameters = 785 * hidden_1 + (hidden_1 + 1) * hidden_2 + (hidden_2 + 1) * 10 where dataset is not null;
alter table run drop column hidden_1;
alter table run drop column hidden_2;
