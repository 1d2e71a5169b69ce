/** The queue of jobs: one thread for each device, progress, cancellation. */
@NullMarked
package inkling.worker;

import org.jspecify.annotations.NullMarked;
