/** How a network does on corrupted images. */
@NullMarked
package inkling.analysis.robustness;

import org.jspecify.annotations.NullMarked;
