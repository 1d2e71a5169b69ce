-- By what a checkpoint's logits are divided so that its confidence fits its accuracy; null as long as nobody kept one.

alter table checkpoint add column temperature double precision check (temperature > 0);
