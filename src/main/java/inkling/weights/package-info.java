/** The weights of a run: what each unit of the first layer looks for, and how every layer's weights are spread. */
@NullMarked
package inkling.weights;

import org.jspecify.annotations.NullMarked;
