/** How a run is done: the queue of runs, the job that trains one, what it records, and who is told. */
@NullMarked
package inkling.runs.job;

import org.jspecify.annotations.NullMarked;
