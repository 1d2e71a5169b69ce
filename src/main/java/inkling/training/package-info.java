/** Hyperparameters, the training loop, optimisers and metrics. */
@NullMarked
package inkling.training;

import org.jspecify.annotations.NullMarked;
