/** The layers of a network on a device: what they make of a batch, and the way back of its gradient. */
@NullMarked
package inkling.network.modules;

import org.jspecify.annotations.NullMarked;
