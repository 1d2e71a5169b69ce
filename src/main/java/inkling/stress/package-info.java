/** The stress test: how a run's network breaks under corruptions of its test images. */
@NullMarked
package inkling.stress;

import org.jspecify.annotations.NullMarked;
