package inkling.dataset.batch;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.dataset.augmentation.Augmentation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final int IMAGES = 50;
    private static final int SIZE = 7;
    private static final int EPOCHS = 3;
    private static final ImageShape SHAPE = new ImageShape(3, 6, 5);

    /** A batch's images, labels and what the loss holds its outputs against, part after part. */
    private record Seen(List<ByteBuffer> pixels, byte[] labels, ByteBuffer targets) {
        /** @param parts asked for from the last to the first, as threads may come in any order */
        static Seen of(Batch batch, int parts) {
            List<ByteBuffer> pixels = new ArrayList<>();
            for (int part = parts - 1; part >= 0; part--) {
                int first = batch.size() * part / parts;
                pixels.add(0, copy(batch.pixels(first, batch.size() * (part + 1) / parts - first)));
            }
            return new Seen(pixels, Arrays.copyOf(batch.labels(), batch.size()), copy(batch.targets(0, batch.size())));
        }

        private static ByteBuffer copy(ByteBuffer buffer) {
            return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        }
    }

    @Test
    void made_ahead_or_by_the_parts_that_ask_for_them_they_are_the_same() {
        List<Seen> ahead = all(0, true);
        List<Seen> asked = all(0, false);

        assertThat(ahead).hasSize(EPOCHS * Batches.perEpoch(IMAGES, SIZE));
        assertThat(asked).usingRecursiveComparison().isEqualTo(ahead);
        assertThat(ahead.get(1).pixels()).isNotEqualTo(ahead.get(0).pixels());
    }

    @Test
    void an_epoch_goes_on_as_if_the_skipped_batches_had_been_made() {
        for (int skipped : new int[] {1, 5, Batches.perEpoch(IMAGES, SIZE)}) {
            List<Seen> whole = all(0, false);

            assertThat(all(skipped, false)).usingRecursiveComparison().isEqualTo(whole.subList(skipped, whole.size()));
        }
    }

    @Test
    void closing_ends_the_thread_that_makes_them() {
        try (Batches batches = new Batches(order(0), true)) {
            batches.take();
            assertThat(threads()).contains(Batches.THREAD_NAME);
        }
        assertThat(threads()).doesNotContain(Batches.THREAD_NAME);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private static List<Seen> all(int skipped, boolean ahead) {
        List<Seen> all = new ArrayList<>();
        try (Batches batches = new Batches(order(skipped), ahead)) {
            for (int left = EPOCHS * batches.perEpoch() - skipped; left > 0; left--) {
                Batch batch = batches.take();
                all.add(Seen.of(batch, 2));
                batches.giveBack(batch);
            }
        }
        return all;
    }

    private static Batches.Order order(int skipped) {
        byte[] pixels = new byte[IMAGES * SHAPE.size()];
        new Random(1).nextBytes(pixels);
        byte[] labels = new byte[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) (i % 4);
        }
        LabelledImages images = new LabelledImages(SHAPE, pixels, labels);
        return new Batches.Order(
                images,
                IntStream.range(0, IMAGES).toArray(),
                Normalisation.of(images),
                Targets.plain(4),
                SIZE,
                1,
                skipped,
                EPOCHS,
                Augmentation.of("rotate 30, shift 1, flip, brightness 0.5, erase 0.5"),
                7);
    }
}
