/** What a person makes of their runs: names, tags, notes, a baseline; what is put away, and what is thrown away. */
@NullMarked
package inkling.organise;

import org.jspecify.annotations.NullMarked;
