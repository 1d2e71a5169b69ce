/** What runs there are and what each left behind: rows, metrics, checkpoints, predictions. */
@NullMarked
package inkling.archive;

import org.jspecify.annotations.NullMarked;
