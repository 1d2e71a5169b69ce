/** A network as a list of layers, its forward pass and gradient on a device, and its tensors as safetensors. */
@NullMarked
package inkling.network;

import org.jspecify.annotations.NullMarked;
