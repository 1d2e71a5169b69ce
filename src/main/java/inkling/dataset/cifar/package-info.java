/** CIFAR-10's and CIFAR-100's binary files. */
@NullMarked
package inkling.dataset.cifar;

import org.jspecify.annotations.NullMarked;
