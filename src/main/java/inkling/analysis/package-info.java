/** Looks at what a network answers and what it has learnt: confusion, mistakes, calibration, weight pictures. */
@NullMarked
package inkling.analysis;

import org.jspecify.annotations.NullMarked;
