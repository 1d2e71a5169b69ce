package inkling.explain;

import com.google.gson.annotations.SerializedName;
import inkling.archive.ImageName;
import inkling.attribution.Attribution;
import inkling.attribution.Baseline;
import inkling.attribution.Method;
import inkling.attribution.Occlusion;
import inkling.attribution.SmoothGradients;
import inkling.dataset.ImageShape;
import inkling.runs.EpochRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one method says of a picture, as the API and the command answer it. Attributions are in logits a pixel, with
 * respect to pixels of 0 to 1.
 *
 * @param image {@code test:123}; empty for a picture that is none of the run's
 * @param label the class, by its label
 * @param truth the image's own class
 * @param logit of the class, of the picture
 * @param sum of all the map's numbers
 * @param steps of the path, windows or noisy copies
 * @param window of occlusion, its height and width
 * @param noise of smooth gradients, as a share of the picture's range
 * @param map row by row, all channels together
 * @param channels the same of each channel; empty where there is one
 */
public record ExplanationJson(
        long run,
        int epoch,
        Optional<ImageName> image,
        Method method,
        @SerializedName("class") int label,
        String className,
        int predicted,
        String predictedName,
        @SerializedName("true") Optional<Integer> truth,
        @SerializedName("true_name") Optional<String> truthName,
        Baseline baseline,
        double logit,
        double baselineLogit,
        double difference,
        double sum,
        int steps,
        Optional<List<Integer>> window,
        Optional<Double> noise,
        Optional<Long> seed,
        float[][] map,
        Optional<float[][][]> channels) {
    /** @param truth the image's own class; empty if nobody knows it */
    public static ExplanationJson of(
            EpochRequest request, Optional<ImageName> image, OptionalInt truth, Explanation of, Method method) {
        Attribution attribution = of.by(method);
        ImageShape shape = attribution.shape();
        List<String> names = request.run().data().orElseThrow().outputNames();
        boolean smooth = method == Method.SMOOTH;
        return new ExplanationJson(
                request.run().id(),
                request.epoch(),
                image,
                method,
                of.label(),
                names.get(of.label()),
                of.predicted(),
                names.get(of.predicted()),
                truth.stream().boxed().findFirst(),
                truth.stream().mapToObj(names::get).findFirst(),
                of.baseline(),
                of.ends().picture()[of.label()],
                of.ends().baseline()[of.label()],
                of.difference(),
                attribution.sum(),
                attribution.passes(),
                Optional.of(List.of(Occlusion.window(shape.height()), Occlusion.window(shape.width())))
                        .filter(any -> method == Method.OCCLUSION),
                Optional.of(SmoothGradients.NOISE).filter(any -> smooth),
                Optional.of(SmoothGradients.SEED).filter(any -> smooth),
                rows(attribution.map(), 0, shape),
                shape.isGrey() ? Optional.empty() : Optional.of(channels(attribution.values(), shape)));
    }

    private static float[][][] channels(double[] values, ImageShape shape) {
        float[][][] channels = new float[shape.channels()][][];
        Arrays.setAll(channels, channel -> rows(values, channel * shape.plane(), shape));
        return channels;
    }

    private static float[][] rows(double[] values, int from, ImageShape shape) {
        float[][] rows = new float[shape.height()][shape.width()];
        for (int i = 0; i < shape.plane(); i++) {
            rows[i / shape.width()][i % shape.width()] = (float) values[from + i];
        }
        return rows;
    }
}
