/** Where data sets come from: which one a run gets, and why. */
@NullMarked
package inkling.dataset.sources;

import org.jspecify.annotations.NullMarked;
