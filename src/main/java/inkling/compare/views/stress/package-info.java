/** How the networks of compared runs break. */
@NullMarked
package inkling.compare.views.stress;

import org.jspecify.annotations.NullMarked;
