/** Images as rows of a table of text. */
@NullMarked
package inkling.dataset.csv;

import org.jspecify.annotations.NullMarked;
