/** Where the files of runs lie, and what they take. */
@NullMarked
package inkling.archive.folders;

import org.jspecify.annotations.NullMarked;
