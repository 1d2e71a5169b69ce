/** Runs as they are asked for and kept in the database. */
@NullMarked
package inkling.archive.runs;

import org.jspecify.annotations.NullMarked;
