/** Fifteen ways in which pictures are corrupted, to see how a network breaks. */
@NullMarked
package inkling.corruption;

import org.jspecify.annotations.NullMarked;
