/** What would be otherwise: an image on its way to another, the least change of it that matters, and who taught its answer. */
@NullMarked
package inkling.whatif;

import org.jspecify.annotations.NullMarked;
