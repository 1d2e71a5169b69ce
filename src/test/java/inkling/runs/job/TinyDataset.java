package inkling.runs.job;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.LabelledImages;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Ten kinds of noisy bars that a network learns in a few steps. */
public final class TinyDataset {
    private TinyDataset() {}

    public static Dataset of(int train, int test) {
        List<String> names = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        return new Dataset(
                DatasetKind.BUILTIN,
                "Bars, for a test.",
                images(train, 1),
                images(test, 2),
                names,
                Fingerprint.ofWhole("a".repeat(64)));
    }

    private static LabelledImages images(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * LabelledImages.PIXELS];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
            for (int pixel = 0; pixel < LabelledImages.PIXELS; pixel++) {
                boolean bar = pixel / LabelledImages.SIDE / 3 == labels[i];
                pixels[i * LabelledImages.PIXELS + pixel] = (byte) ((bar ? 155 : 0) + random.nextInt(100));
            }
        }
        return new LabelledImages(pixels, labels);
    }
}
