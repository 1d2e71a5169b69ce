/** Why a network answers as it does: which pixels speak for a class. */
@NullMarked
package inkling.explain;

import org.jspecify.annotations.NullMarked;
