/** Spaces of settings: which values are to be tried, and which settings come of them. */
@NullMarked
package inkling.sweeps.space;

import org.jspecify.annotations.NullMarked;
