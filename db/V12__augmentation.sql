-- What is changed of training images is a text of kinds and strengths, as the form, the API and the flag have it.

alter table run add column augmentation varchar(200);
update run set augmentation = case when augment then 'rotate 5, shift 2' else 'none' end;
alter table run drop column augment;
alter table run alter column augmentation rename to augment;
alter table run alter column augment set not null;
