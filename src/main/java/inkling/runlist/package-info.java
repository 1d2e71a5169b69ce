/** The list of runs: what of it is asked for, found page by page in the database, and shown. */
@NullMarked
package inkling.runlist;

import org.jspecify.annotations.NullMarked;
