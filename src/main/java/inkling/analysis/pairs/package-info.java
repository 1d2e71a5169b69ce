/** Two networks held against each other: on the same images, and unit by unit. */
@NullMarked
package inkling.analysis.pairs;

import org.jspecify.annotations.NullMarked;
