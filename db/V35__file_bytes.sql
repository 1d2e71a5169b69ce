-- What the files of a run take together, so that runs can be sorted by it; null until they were looked at.
alter table run add column file_bytes bigint check (file_bytes >= 0);
