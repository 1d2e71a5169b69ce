/** The tab Layers of a run: how alike its layers are, what a linear classifier reads from each, and the loss around the network. */
@NullMarked
package inkling.layers;

import org.jspecify.annotations.NullMarked;
