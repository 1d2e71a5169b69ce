/** The first layers of several runs, unit by unit. */
@NullMarked
package inkling.compare.looks.weights;

import org.jspecify.annotations.NullMarked;
