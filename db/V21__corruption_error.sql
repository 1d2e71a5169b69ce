-- The share of wrong answers of the best epoch's network on corrupted test images, over all corruptions and strengths; null
-- until a stress test of that epoch is finished.
alter table run add column mean_corruption_error double precision check (mean_corruption_error between 0 and 1);
