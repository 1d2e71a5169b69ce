package inkling.analysis.robustness;

import inkling.analysis.LabelledPredictions;
import inkling.corruption.Corrupter;
import inkling.corruption.Corruption;
import inkling.dataset.LabelledImages;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shows a network all test images under every corruption at every strength. Each of these cells stands for itself,
 * wherever it is worked out.
 */
public final class StressTest {
    /** Draws the same of each image in every run, so that runs can be compared. */
    public static final long SEED = 1;

    /** Images that are kept of each corruption and strength. */
    public static final int FALLEN = 12;

    /** Corruptions times strengths: of the first corruption the weakest comes first. */
    public static final int CELLS = Corruption.values().length * Corruption.STRENGTHS;

    /** Images that are corrupted and shown at a time, and numbers that they have at most: 16 MB. */
    private static final int AT_ONCE = 2_500;

    private static final int NUMBERS = 16_000_000;

    private final LabelledImages images;
    private final BitSet known;
    private final int classes;
    private final Network network;
    private final Listener listener;
    private final byte[] corrupted;
    private final int atOnce;

    /** A network. */
    @FunctionalInterface
    public interface Network {
        /**
         * @param pixels of which the first {@code count} images count: (count, C, H, W)
         * @return logits (count, classes)
         */
        float[] logits(byte[] pixels, int count);
    }

    /** Whoever waits for it. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called between two parts of the work; what it throws ends the test.
         *
         * @param done images that were shown so far, each as often as it was
         */
        void onImages(Corruption corruption, int strength, long done);
    }

    /**
     * @param images the test images
     * @param known those that the network knows as they are
     * @param classes C
     */
    public StressTest(LabelledImages images, BitSet known, int classes, Network network, Listener listener) {
        this.images = images;
        this.known = known;
        this.classes = classes;
        this.network = network;
        this.listener = listener;
        atOnce = Math.max(
                1,
                Math.min(
                        Math.min(images.size(), AT_ONCE),
                        NUMBERS / images.shape().size()));
        corrupted = new byte[atOnce * images.shape().size()];
    }

    /** How many images are shown in all. */
    public static long total(int images) {
        return (long) images * CELLS;
    }

    /**
     * Looks at all cells, one after another.
     *
     * @param clean what the network says of the images as they are
     */
    public static Robustness run(LabelledImages images, LabelledPredictions clean, Network network, Listener listener) {
        StressTest test = new StressTest(images, known(clean), clean.classes(), network, listener);
        return Robustness.of(
                clean, IntStream.range(0, CELLS).mapToObj(test::cell).toList());
    }

    /** The images that a network takes for what they are. */
    public static BitSet known(LabelledPredictions clean) {
        BitSet known = new BitSet(clean.size());
        IntStream.range(0, clean.size()).filter(clean::right).forEach(known::set);
        return known;
    }

    /** Looks at one corruption at one strength. */
    public Cell cell(int cell) {
        LabelledPredictions predictions = predict(cell);
        List<Fallen> fallen = known.stream()
                .filter(image -> !predictions.right(image))
                .mapToObj(image -> new Fallen(image, predictions.predicted(image), predictions.confidence(image)))
                .sorted(Comparator.comparingDouble(Fallen::confidence).reversed())
                .toList();
        return new Cell(
                Measured.of(predictions),
                fallen.stream().mapToInt(Fallen::image).toArray(),
                fallen.stream().mapToInt(Fallen::taken).toArray());
    }

    private record Fallen(int image, int taken, double confidence) {}

    private LabelledPredictions predict(int cell) {
        Corruption corruption = Corruption.values()[cell / Corruption.STRENGTHS];
        int strength = 1 + cell % Corruption.STRENGTHS;
        Corrupter corrupter = new Corrupter(corruption, strength, SEED);
        float[] logits = new float[images.size() * classes];
        for (int first = 0; first < images.size(); first += atOnce) {
            listener.onImages(corruption, strength, (long) cell * images.size() + first);
            int count = Math.min(atOnce, images.size() - first);
            corrupter.apply(images, first, count, corrupted);
            System.arraycopy(network.logits(corrupted, count), 0, logits, first * classes, count * classes);
        }
        return new LabelledPredictions(classes, images.labels(), logits);
    }
}
