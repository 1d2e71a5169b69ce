package inkling.training;

import inkling.network.Blueprint;
import inkling.network.Parameter;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that training needs to go on from the end of an epoch, or from within one.
 *
 * <p>Shuffling and augmentation need no state of their own: each epoch draws from a generator seeded by the run's seed
 * and the epoch's number; nor does dropout, whose random numbers follow from its seed and the step's number.
 *
 * @param epoch the last epoch that is finished; 0 for the untrained network
 * @param step optimiser updates so far
 * @param parameters all tensors of the network: what it has learnt, then the buffers of batch normalisation
 * @param optimizerState what the optimiser remembers, named {@code optimizer.<slot>.<parameter>}
 * @param within how far the epoch after that one is; {@link Within#NOTHING} at the end of an epoch
 */
public record Checkpoint(int epoch, long step, List<Tensor> parameters, List<Tensor> optimizerState, Within within) {
    private static final String EPOCH = "inkling.epoch";
    private static final String STEP = "inkling.step";
    private static final String WITHIN = "inkling.within.";

    public Checkpoint {
        parameters = List.copyOf(parameters);
        optimizerState = List.copyOf(optimizerState);
    }

    /** At the end of an epoch. */
    public Checkpoint(int epoch, long step, List<Tensor> parameters, List<Tensor> optimizerState) {
        this(epoch, step, parameters, optimizerState, Within.NOTHING);
    }

    /**
     * How far an epoch is that is not finished.
     *
     * @param steps done of it
     * @param loss the sum over these steps
     * @param accuracy likewise, each 0 to 1
     * @param seconds it took so far
     */
    public record Within(int steps, double loss, double accuracy, double seconds) {
        /** Not begun. */
        public static final Within NOTHING = new Within(0, 0, 0, 0);
    }

    /** Whether training with these settings can go on from it: whether all is there that their optimiser remembers. */
    public boolean continues(Hyperparameters settings, Blueprint blueprint) {
        return step == 0 || Optimizer.isWhole(settings, blueprint, optimizerState);
    }

    /**
     * Writes everything to a safetensors file that Python opens as well; it is there completely or not at all.
     *
     * @param notes more free text to keep in the file, by name
     */
    public void write(Path file, Map<String, String> notes) {
        Safetensors.write(file, tensors(), metadata(notes));
    }

    /** The same file without notes, to be sent; {@link #read(byte[], Path, Blueprint)} reads it. */
    public byte[] bytes() {
        try (InputStream in = Safetensors.stream(tensors(), metadata(Map.of()))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // It comes out of memory.
        }
    }

    private List<Tensor> tensors() {
        return Stream.concat(parameters.stream(), optimizerState.stream()).toList();
    }

    private Map<String, String> metadata(Map<String, String> notes) {
        Map<String, String> metadata = new TreeMap<>(notes);
        metadata.put("format", "pt");
        metadata.put(EPOCH, Integer.toString(epoch));
        metadata.put(STEP, Long.toString(step));
        if (within.steps() > 0) {
            // A double's text reads back as the same double.
            metadata.put(WITHIN + "steps", Integer.toString(within.steps()));
            metadata.put(WITHIN + "loss", Double.toString(within.loss()));
            metadata.put(WITHIN + "accuracy", Double.toString(within.accuracy()));
            metadata.put(WITHIN + "seconds", Double.toString(within.seconds()));
        }
        return metadata;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws SafetensorsException with a sentence for the user if it is no such file, or has parameters that are not
     *     numbers
     */
    public static Checkpoint read(Path file, Blueprint blueprint) {
        return of(Safetensors.read(file, mostValues(blueprint)), blueprint);
    }

    /**
     * The same of a file that was sent.
     *
     * @param name by which errors call it
     */
    public static Checkpoint read(byte[] file, Path name, Blueprint blueprint) {
        return of(Safetensors.read(file, name, mostValues(blueprint)), blueprint);
    }

    /** How many values a file of such a network has at most: its tensors, and what the optimiser remembers of them. */
    public static long mostValues(Blueprint blueprint) {
        return (1L + UpdateRule.MOST_SLOTS)
                * blueprint.tensors().stream().mapToLong(Parameter::size).sum();
    }

    /** The same of a file that has been read. */
    public static Checkpoint of(Safetensors.Content content, Blueprint blueprint) {
        List<Tensor> parameters = blueprint.tensors().stream()
                .map(parameter -> content.requireFinite(parameter.name(), parameter.shape()))
                .toList();
        List<Tensor> optimizerState = content.tensors().values().stream()
                .filter(tensor -> tensor.name().startsWith(Optimizer.PREFIX))
                .toList();
        return new Checkpoint(
                (int) number(content, EPOCH),
                (long) number(content, STEP),
                parameters,
                optimizerState,
                within(content));
    }

    private static Within within(Safetensors.Content content) {
        if (!content.metadata().containsKey(WITHIN + "steps")) {
            return Within.NOTHING;
        }
        return new Within(
                (int) number(content, WITHIN + "steps"),
                number(content, WITHIN + "loss"),
                number(content, WITHIN + "accuracy"),
                number(content, WITHIN + "seconds"));
    }

    private static double number(Safetensors.Content content, String name) {
        try {
            return Double.parseDouble(content.metadata().getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw new SafetensorsException(Text.of("%s does not say its %s in its metadata", content.file(), name));
        }
    }
}
