package inkling.training;

import inkling.network.Tensor;
import java.util.List;

/**
 * Everything that training needs to go on from the end of an epoch.
 *
 * <p>Shuffling and augmentation need no state of their own: each epoch draws from a generator seeded by the run's seed
 * and the epoch's number.
 *
 * @param epoch the epoch just finished; 0 for the untrained network
 * @param step optimiser updates so far
 * @param parameters the network's six tensors, {@code input_fc.weight} first
 * @param optimizerState what the optimiser remembers, named {@code optimizer.<slot>.<parameter>}
 */
public record Checkpoint(int epoch, long step, List<Tensor> parameters, List<Tensor> optimizerState) {
    public Checkpoint {
        parameters = List.copyOf(parameters);
        optimizerState = List.copyOf(optimizerState);
    }
}
