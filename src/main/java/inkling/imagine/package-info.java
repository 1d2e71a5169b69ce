/** What a run's network imagines: what was asked for, the jobs that find it, and where it is kept. */
@NullMarked
package inkling.imagine;

import org.jspecify.annotations.NullMarked;
