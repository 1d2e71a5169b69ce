/** Training batches, shuffled, augmented and normalised ahead of time. */
@NullMarked
package inkling.dataset.batch;

import org.jspecify.annotations.NullMarked;
