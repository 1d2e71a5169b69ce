/** Digits that the program writes itself, for where there is no data set to be had. */
@NullMarked
package inkling.dataset.digits;

import org.jspecify.annotations.NullMarked;
