/** Runs, their metrics and their checkpoints as they are kept in the database and beside it. */
@NullMarked
package inkling.runs.store;

import org.jspecify.annotations.NullMarked;
