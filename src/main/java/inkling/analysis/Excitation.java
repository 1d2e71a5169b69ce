package inkling.analysis;

import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What excites the first hidden layer.
 *
 * @param index of the image or the unit that is meant
 * @param activation {@code relu(w x + b)}
 */
public record Excitation(int index, double activation) {
    private static final Comparator<Excitation> STRONGEST_FIRST = Comparator.comparingDouble(
                    (Excitation excitation) -> -excitation.activation())
            .thenComparingInt(Excitation::index);

    /**
     * The images that excite a unit most, the strongest first; those that leave it cold are not among them. Looks at
     * 54,000 images in a fraction of a second, on all cores.
     *
     * @param parameters the network's six tensors
     * @param indices which of the images to look at, such as those of the training split
     * @param most how many to return
     */
    public static List<Excitation> ofImages(
            List<Tensor> parameters,
            int unit,
            LabelledImages images,
            int[] indices,
            Normalisation normalisation,
            int most) {
        float[] weights = parameters.get(0).values();
        float[] normalised = normalisation.table(0);
        float bias = parameters.get(1).values()[unit];
        return IntStream.of(indices)
                .parallel()
                .mapToObj(image -> {
                    double sum = bias;
                    int pixel = image * images.shape().size();
                    int weight = unit * images.shape().size();
                    for (int i = 0; i < images.shape().size(); i++) {
                        sum += weights[weight + i] * normalised[images.pixels()[pixel + i] & 0xff];
                    }
                    return new Excitation(image, sum);
                })
                .filter(excitation -> excitation.activation() > 0)
                .sorted(STRONGEST_FIRST)
                .limit(most)
                .toList();
    }

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
