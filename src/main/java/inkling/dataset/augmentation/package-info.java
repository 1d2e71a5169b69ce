/** What is changed of each training image at random, and how much. */
@NullMarked
package inkling.dataset.augmentation;

import org.jspecify.annotations.NullMarked;
