-- How training goes in each layer. Runs of earlier versions have none of it.

-- Lengths (Euclidean norms) at some steps; those of a run that runs away need not be numbers.
create table layer_norm (
    run_id        bigint not null references run (id) on delete cascade,
    step          bigint not null check (step >= 1),
    epoch         integer not null check (epoch >= 1),
    layer         varchar(40) not null,
    gradient_norm double precision not null,
    update_norm   double precision not null,
    weight_norm   double precision not null,
    primary key (run_id, step, layer)
);

-- Units of ReLU layers that answered no validation image after an epoch.
create table dead_unit (
    run_id bigint not null references run (id) on delete cascade,
    epoch  integer not null check (epoch >= 1),
    layer  varchar(40) not null,
    units  integer not null check (units >= 1),
    dead   integer not null check (dead >= 0),
    primary key (run_id, epoch, layer)
);
