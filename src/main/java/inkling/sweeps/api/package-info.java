/** Sweeps for programs. */
@NullMarked
package inkling.sweeps.api;

import org.jspecify.annotations.NullMarked;
