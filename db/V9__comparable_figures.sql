-- What makes the figures of two runs comparable: what they are means over, and of which images.

-- Validation and test figures are means over the images. Until now they were means over the batches; those that were
-- measured stay as they are, and are marked.
alter table run add column epochs_over_batches integer default 0 not null check (epochs_over_batches >= 0);
alter table run add column test_over_batches boolean default false not null;
update run set epochs_over_batches = last_epoch, test_over_batches = test_loss is not null;

-- A loss that is not a number is no figure, and its epoch is never the best. (H2 and PostgreSQL put NaN above all numbers.)
update run set best_epoch = (select epoch.epoch from epoch
                             where epoch.run_id = run.id and epoch.valid_loss < cast('Infinity' as double precision)
                             order by epoch.valid_loss, epoch.epoch fetch first 1 row only);
update run set status = 'FAILED', test_loss = null, test_accuracy = null, test_over_batches = false,
    failure = 'Training diverged: a loss was not a number.'
where status = 'FINISHED'
    and (best_epoch is null or test_loss >= cast('Infinity' as double precision));

-- Each split's SHA-256; null where only that of the whole data set is known. MNIST's are known.
alter table run add column train_fingerprint char(64);
alter table run add column test_fingerprint char(64);
update run set
    train_fingerprint = 'edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b',
    test_fingerprint = 'c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b'
where dataset_fingerprint = '06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16';
