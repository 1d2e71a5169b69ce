/** Two or more runs side by side. */
@NullMarked
package inkling.compare;

import org.jspecify.annotations.NullMarked;
