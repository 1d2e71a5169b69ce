package inkling.training;

import inkling.network.Architecture;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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
    private static final String EPOCH = "inkling.epoch";
    private static final String STEP = "inkling.step";

    public Checkpoint {
        parameters = List.copyOf(parameters);
        optimizerState = List.copyOf(optimizerState);
    }

    /**
     * Writes everything to a safetensors file that Python opens as well; it is there completely or not at all.
     *
     * @param notes more free text to keep in the file, by name
     */
    public void write(Path file, Map<String, String> notes) {
        Map<String, String> metadata = new TreeMap<>(notes);
        metadata.put("format", "pt");
        metadata.put(EPOCH, Integer.toString(epoch));
        metadata.put(STEP, Long.toString(step));
        List<Tensor> tensors =
                Stream.concat(parameters.stream(), optimizerState.stream()).toList();
        Safetensors.write(file, tensors, metadata);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws SafetensorsException with a sentence for the user if it is no such file
     */
    public static Checkpoint read(Path file, Architecture architecture) {
        Safetensors.Content content = Safetensors.read(file);
        List<Tensor> parameters = architecture.parameters().stream()
                .map(parameter -> content.require(parameter.name(), parameter.shape()))
                .toList();
        List<Tensor> optimizerState = content.tensors().values().stream()
                .filter(tensor -> tensor.name().startsWith(Optimizer.PREFIX))
                .toList();
        return new Checkpoint((int) number(content, EPOCH), number(content, STEP), parameters, optimizerState);
    }

    private static long number(Safetensors.Content content, String name) {
        try {
            return Long.parseLong(content.metadata().getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw new SafetensorsException("%s does not say its %s in its metadata".formatted(content.file(), name));
        }
    }
}
