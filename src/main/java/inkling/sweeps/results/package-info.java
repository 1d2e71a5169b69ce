/** What the runs of a sweep came to: by metric, by setting, by what was varied. */
@NullMarked
package inkling.sweeps.results;

import org.jspecify.annotations.NullMarked;
