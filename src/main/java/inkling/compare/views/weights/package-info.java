/** The first layers of several runs, unit by unit. */
@NullMarked
package inkling.compare.views.weights;

import org.jspecify.annotations.NullMarked;
