/** Runs as they are asked for and kept in the database. */
@NullMarked
package inkling.runs.store;

import org.jspecify.annotations.NullMarked;
