-- What a picture is to be taken for may be any class, of up to a hundred.

alter table dream add column label integer;
update dream set label = digit;
alter table dream alter column label set not null;
alter table dream drop column digit;
alter table dream add constraint dream_label check (label between 0 and 99);
