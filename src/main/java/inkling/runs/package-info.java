/** Runs: asking for one, training it in the queue, watching it, and its pages. */
@NullMarked
package inkling.runs;

import org.jspecify.annotations.NullMarked;
