-- Images of one's own in any format: where they and a test set apart from them lie, and to what shape they are brought.

alter table run add column asked varchar(20);
update run set asked = requested_dataset;
alter table run drop column requested_dataset;
alter table run alter column asked rename to requested_dataset;
alter table run alter column requested_dataset set not null;
alter table run add constraint run_requested_dataset_known check
    (requested_dataset in ('AUTO', 'MNIST', 'BUILTIN', 'FOLDER', 'CSV', 'NPZ', 'CIFAR', 'IDX'));

alter table run drop constraint run_data_whole;
alter table run add column got varchar(20);
update run set got = dataset;
alter table run drop column dataset;
alter table run alter column got rename to dataset;
alter table run add constraint run_dataset_known check
    (dataset in ('MNIST', 'BUILTIN', 'FOLDER', 'CSV', 'NPZ', 'CIFAR', 'IDX'));
alter table run add constraint run_data_whole check (dataset is null or (dataset_reason is not null
    and dataset_fingerprint is not null and train_images is not null and validation_images is not null
    and test_images is not null and class_names is not null));

alter table run add column test_folder varchar(4000);
-- null for what suits the data
alter table run add column asked_width integer check (asked_width >= 1);
alter table run add column asked_height integer check (asked_height >= 1);
alter table run add column asked_channels integer check (asked_channels in (1, 3));
alter table run add column fit varchar(20) default 'PAD' not null check (fit in ('PAD', 'CROP', 'STRETCH'));
alter table run add constraint run_asked_size_whole check ((asked_width is null) = (asked_height is null));

-- What was done to the images and what was left out, a sentence a line.
alter table run add column dataset_notes varchar(20000) default '' not null;
-- A hundred names of a hundred characters, isolated, and what parts them.
alter table run alter column class_names set data type varchar(12000);

-- What each image and the network's output are like; until now all were like MNIST's.
alter table run add column image_channels integer check (image_channels in (1, 3));
alter table run add column image_height integer check (image_height >= 1);
alter table run add column image_width integer check (image_width >= 1);
alter table run add column outputs integer check (outputs >= 2);
update run set image_channels = 1, image_height = 28, image_width = 28, outputs = 10 where dataset is not null;
alter table run add constraint run_shape_whole check (dataset is null or (image_channels is not null
    and image_height is not null and image_width is not null and outputs is not null));
