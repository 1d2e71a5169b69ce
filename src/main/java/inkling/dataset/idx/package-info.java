/** IDX files, the format MNIST comes in: reading them strictly, finding them in a folder, and downloading MNIST's. */
@NullMarked
package inkling.dataset.idx;

import org.jspecify.annotations.NullMarked;
