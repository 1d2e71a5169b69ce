-- There are maps of any layer of a network, named as the architecture names them: h2, logits, conv1.

drop index projection_by_view;
alter table projection add column layer_id varchar(100);
update projection set layer_id = lower(layer);
alter table projection drop column layer;
alter table projection alter column layer_id rename to layer;
alter table projection alter column layer set not null;
create index projection_by_view on projection (run_id, method, split, layer, epoch);
