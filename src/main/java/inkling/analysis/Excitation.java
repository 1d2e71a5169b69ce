package inkling.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What excites the first hidden layer.
 *
 * @param index of the unit that is meant
 * @param activation {@code relu(w x + b)}
 */
public record Excitation(int index, double activation) {
    private static final Comparator<Excitation> STRONGEST_FIRST = Comparator.comparingDouble(
                    (Excitation excitation) -> -excitation.activation())
            .thenComparingInt(Excitation::index);

    /**
     * The units that a picture excites most, the strongest first; silent ones are not among them.
     *
     * @param h1 the first hidden layer's activations for that picture
     */
    public static List<Excitation> ofUnits(double[] h1, int most) {
        return IntStream.range(0, h1.length)
                .mapToObj(unit -> new Excitation(unit, h1[unit]))
                .filter(excitation -> excitation.activation() > 0)
                .sorted(STRONGEST_FIRST)
                .limit(most)
                .toList();
    }
}
