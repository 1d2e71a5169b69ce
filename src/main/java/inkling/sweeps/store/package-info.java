/** The sweeps in the database. */
@NullMarked
package inkling.sweeps.store;

import org.jspecify.annotations.NullMarked;
