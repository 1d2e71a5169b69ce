/** Images and their labels: MNIST, built-in digits, IDX folders; splits, normalisation, augmentation. */
@NullMarked
package inkling.dataset;

import org.jspecify.annotations.NullMarked;
