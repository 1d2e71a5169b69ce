package inkling.training;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.util.List;
import java.util.SplittableRandom;

/** A data set that is learned in a second: a bright bar whose place is the label, among noise. */
final class TinyData {
    private TinyData() {}

    static Dataset dataset(int train, int test) {
        return new Dataset(
                DatasetKind.BUILTIN,
                "Made for a test.",
                images(train, 1),
                images(test, 2),
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                Fingerprint.ofWhole("0".repeat(64)));
    }

    static LabelledImages images(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * ImageShape.MNIST.size()];
        byte[] labels = new byte[count];
        for (int image = 0; image < count; image++) {
            labels[image] = (byte) random.nextInt(10);
            for (int pixel = 0; pixel < ImageShape.MNIST.size(); pixel++) {
                boolean bar = pixel % 28 / 5 == labels[image] % 5 && pixel / 28 / 14 == labels[image] / 5;
                pixels[image * ImageShape.MNIST.size() + pixel] =
                        (byte) (random.nextInt(120) + (bar && random.nextInt(3) == 0 ? 100 : 0));
            }
        }
        return new LabelledImages(ImageShape.MNIST, pixels, labels);
    }
}
