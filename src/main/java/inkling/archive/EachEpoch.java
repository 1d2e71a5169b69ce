package inkling.archive;

import static java.util.stream.Collectors.joining;

import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.text.Text;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What could be had of each of some epochs. A checkpoint that is gone or broken, or whose network has diverged, says nothing
 * of its own; the others have their say.
 *
 * @param found by epoch, in order
 * @param missing why there is nothing of the others, as a sentence, by epoch
 */
public record EachEpoch<T>(SortedMap<Integer, T> found, SortedMap<Integer, String> missing) {
    /**
     * Looks at one epoch after the other.
     *
     * @param look may throw what {@link RunArchive} and {@link PredictionStore} throw of a checkpoint that cannot be used
     */
    public static <T> EachEpoch<T> of(Collection<Integer> epochs, IntFunction<T> look) {
        SortedMap<Integer, T> found = new TreeMap<>();
        SortedMap<Integer, String> missing = new TreeMap<>();
        for (int epoch : epochs) {
            try {
                found.put(epoch, look.apply(epoch));
            } catch (NotFound | Conflict e) {
                missing.put(epoch, String.valueOf(e.getMessage()));
            }
        }
        return new EachEpoch<>(found, missing);
    }

    public List<Integer> foundEpochs() {
        return List.copyOf(found.keySet());
    }

    public List<Integer> missingEpochs() {
        return List.copyOf(missing.keySet());
    }

    /** {@code Epochs 2, 5 are left out: their checkpoints are gone or cannot be used.} Empty if there are none. */
    public static String leftOut(List<Integer> epochs) {
        String which = epochs.stream().map(String::valueOf).collect(joining(", "));
        return switch (epochs.size()) {
            case 0 -> "";
            case 1 -> Text.of("Epoch %s is left out: its checkpoint is gone or cannot be used.", which);
            default -> Text.of("Epochs %s are left out: their checkpoints are gone or cannot be used.", which);
        };
    }
}
