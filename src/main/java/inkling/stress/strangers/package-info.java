/** How well a network's confidence tells images like those it learnt from from others. */
@NullMarked
package inkling.stress.strangers;

import org.jspecify.annotations.NullMarked;
