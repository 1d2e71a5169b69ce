/** The multilayer perceptron, its forward pass on a device, and its parameters as safetensors. */
@NullMarked
package inkling.network;

import org.jspecify.annotations.NullMarked;
