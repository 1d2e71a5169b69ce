-- The list begins with the newest runs, however many there are.

create index run_by_creation on run (created_at desc, id desc);
