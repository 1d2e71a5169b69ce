package inkling.stress;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.robustness.Cell;
import inkling.analysis.robustness.Robustness;
import inkling.analysis.robustness.StressTest;
import inkling.cluster.JobInParts;
import inkling.cluster.PartWork;
import inkling.cluster.SentNetwork;
import inkling.cluster.Workplace;
import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.Predictor;
import inkling.network.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A stress test of which each corruption at each strength is a part. */
final class StressTestInParts implements JobInParts<StressTestInParts.Tested> {
    private final Dataset dataset;
    private final LabelledPredictions clean;
    private final Work work;
    private final Runnable diverged;
    private final LongConsumer progress;
    private final Cell[] cells = new Cell[StressTest.CELLS];

    /**
     * @param clean what the network says of the test images as they are
     * @param diverged throws what is to be thrown where the network no longer says numbers
     * @param progress is told how many images were shown
     */
    StressTestInParts(
            SentNetwork network,
            Normalisation normalisation,
            Dataset dataset,
            LabelledPredictions clean,
            Runnable diverged,
            LongConsumer progress) {
        this.dataset = dataset;
        this.clean = clean;
        this.diverged = diverged;
        this.progress = progress;
        work = new Work(network, normalisation, StressTest.known(clean));
    }

    /** @param cell null where the network no longer says numbers */
    record Tested(@Nullable Cell cell) {}

    private record Work(SentNetwork network, Normalisation normalisation, BitSet known) implements PartWork<Tested> {
        @Override
        public Tested part(int part, Workplace<Tested> place) {
            LabelledImages images = place.images().test();
            long before = (long) part * images.size();
            int classes = network.blueprint().classes();
            try (Predictor predictor =
                    new Predictor(network.blueprint(), network.tensors(), normalisation, place.device())) {
                StressTest test = new StressTest(
                        images,
                        known,
                        classes,
                        (pixels, count) -> finite(
                                predictor.predict(pixels, 0, count, Set.of()).logits()),
                        (corruption, strength, done) -> place.done(done - before));
                Cell cell = test.cell(part);
                place.done(images.size());
                return new Tested(cell);
            } catch (NotFiniteException e) {
                return new Tested(null);
            }
        }

        private static float[] finite(float[] logits) {
            if (Tensor.firstNotFinite(logits) >= 0) {
                throw new NotFiniteException();
            }
            return logits;
        }
    }

    private static final class NotFiniteException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int parts() {
        return cells.length;
    }

    @Override
    public PartWork<Tested> work() {
        return work;
    }

    @Override
    public Optional<Dataset> images() {
        return Optional.of(dataset);
    }

    @Override
    public Class<Tested> result() {
        return Tested.class;
    }

    @Override
    public long mostNumbers() {
        return 3 + 2L * clean.size();
    }

    @Override
    public void take(int part, Tested result, boolean whole) {
        Cell cell = result.cell();
        if (cell == null) {
            diverged.run();
            return;
        }
        requireIndices(cell.fallen(), clean.size());
        requireIndices(cell.taken(), clean.classes());
        if (cell.fallen().length != cell.taken().length) {
            throw new IllegalArgumentException("each image that falls must be taken for something");
        }
        cells[part] = cell;
    }

    private static void requireIndices(int[] indices, int bound) {
        if (Arrays.stream(indices).anyMatch(index -> index < 0 || index >= bound)) {
            throw new IllegalArgumentException("indices must be below " + bound);
        }
    }

    @Override
    public void onProgress(long done) {
        progress.accept(done);
    }

    /** What all of it comes to. */
    Robustness robustness() {
        return Robustness.of(clean, List.of(cells));
    }
}
