-- What was usual for digits was chosen by nobody: it is asked for as what is usual for the images.

update run set augment = 'usual' where augment = 'rotate 5, shift 2';
