package inkling.network;

import ai.djl.ndarray.NDArray;

/**
 * What one forward pass computed, on the device; the caller's scope closes it.
 *
 * @param h1 float32 (N, first hidden width), after ReLU
 * @param h2 float32 (N, second hidden width), after ReLU
 * @param logits float32 (N, 10), unnormalised
 */
public record Activations(NDArray h1, NDArray h2, NDArray logits) {}
