package inkling.analysis.robustness;

import inkling.analysis.LabelledPredictions;
import inkling.corruption.Corrupter;
import inkling.corruption.Corruption;
import inkling.dataset.LabelledImages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shows a network all test images under every corruption at every strength. */
public final class StressTest {
    /** Draws the same of each image in every run, so that runs can be compared. */
    public static final long SEED = 1;

    /** Images that are kept of each corruption and strength. */
    public static final int FALLEN = 12;

    /** Images that are kept of those that fall first. */
    private static final int FIRST = 24;

    /** Images that are corrupted and shown at a time, and numbers that they have at most: 16 MB. */
    private static final int AT_ONCE = 2_500;

    private static final int NUMBERS = 16_000_000;

    private final LabelledImages images;
    private final LabelledPredictions clean;
    private final Network network;
    private final Listener listener;
    private final byte[] corrupted;
    private final int atOnce;
    /** By the corruption: the weakest strength that brings each image down, and what it is taken for there. */
    private final byte[][] fell;

    private final byte[][] taken;

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
     * @param clean what the network says of them as they are
     */
    public StressTest(LabelledImages images, LabelledPredictions clean, Network network, Listener listener) {
        this.images = images;
        this.clean = clean;
        this.network = network;
        this.listener = listener;
        atOnce = Math.max(
                1,
                Math.min(
                        Math.min(images.size(), AT_ONCE),
                        NUMBERS / images.shape().size()));
        corrupted = new byte[atOnce * images.shape().size()];
        fell = new byte[Corruption.values().length][images.size()];
        taken = new byte[fell.length][images.size()];
    }

    /** How many images are shown in all. */
    public static long total(int images) {
        return (long) images * Corruption.values().length * Corruption.STRENGTHS;
    }

    public Robustness run() {
        List<Damaged> damaged = new ArrayList<>();
        for (Corruption corruption : Corruption.values()) {
            List<Damaged.Level> levels = new ArrayList<>();
            for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
                levels.add(level(corruption, strength));
            }
            damaged.add(new Damaged(corruption, levels));
        }
        return new Robustness(images.size(), Measured.of(clean), damaged, falls());
    }

    private Damaged.Level level(Corruption corruption, int strength) {
        LabelledPredictions predictions = predict(corruption, strength);
        List<Fallen> fallen = new ArrayList<>();
        for (int image = 0; image < images.size(); image++) {
            if (clean.right(image) && !predictions.right(image)) {
                fallen.add(new Fallen(image, predictions.predicted(image), predictions.confidence(image)));
                if (fell[corruption.ordinal()][image] == 0) {
                    fell[corruption.ordinal()][image] = (byte) strength;
                    taken[corruption.ordinal()][image] = (byte) predictions.predicted(image);
                }
            }
        }
        List<Fallen> surest = fallen.stream()
                .sorted(Comparator.comparingDouble(Fallen::confidence).reversed())
                .limit(FALLEN)
                .toList();
        return new Damaged.Level(
                Measured.of(predictions),
                surest.stream().mapToInt(Fallen::image).toArray(),
                surest.stream().mapToInt(Fallen::taken).toArray());
    }

    private record Fallen(int image, int taken, double confidence) {}

    private LabelledPredictions predict(Corruption corruption, int strength) {
        Corrupter corrupter = new Corrupter(corruption, strength, SEED);
        float[] logits = new float[images.size() * clean.classes()];
        long before = images.size() * ((long) corruption.ordinal() * Corruption.STRENGTHS + strength - 1);
        for (int first = 0; first < images.size(); first += atOnce) {
            listener.onImages(corruption, strength, before + first);
            int count = Math.min(atOnce, images.size() - first);
            corrupter.apply(images, first, count, corrupted);
            System.arraycopy(
                    network.logits(corrupted, count), 0, logits, first * clean.classes(), count * clean.classes());
        }
        return new LabelledPredictions(clean.classes(), images.labels(), logits);
    }

    private List<Fall> falls() {
        return IntStream.range(0, images.size())
                .mapToObj(this::fall)
                .filter(fall -> fall.by(Corruption.STRENGTHS) > 0)
                .sorted(Comparator.comparingLong(Fall::rank).reversed())
                .limit(FIRST)
                .toList();
    }

    private Fall fall(int image) {
        int[] strengths =
                IntStream.range(0, fell.length).map(i -> fell[i][image]).toArray();
        return new Fall(
                image,
                strengths,
                IntStream.range(0, fell.length)
                        .map(i -> strengths[i] == 0 ? -1 : taken[i][image])
                        .toArray());
    }
}
