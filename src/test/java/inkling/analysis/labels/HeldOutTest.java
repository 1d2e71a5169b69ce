package inkling.analysis.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.analysis.AveragePrecision;
import inkling.dataset.Correction;
import inkling.dataset.Corrections;
import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.network.Blueprint;
import inkling.network.Predictor;
import inkling.network.Tensor;
import inkling.runs.job.TinyDataset;
import inkling.training.Checkpoint;
import inkling.training.Chosen;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Training;
import inkling.training.TrainingObserver;
import inkling.training.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeldOutTest {
    private static final Hyperparameters SETTINGS =
            Chosen.of("batch_size=10 hidden=16,12 augment=false seed=7 lr=0.01 epochs=9 patience=1");

    private final Dataset original = TinyDataset.of(300, 10);

    private static HeldOut of(Dataset dataset, int folds, int epochs, HeldOut.Listener listener) {
        return HeldOut.of(
                SETTINGS,
                blueprint(dataset),
                dataset,
                Normalisation.of(dataset.train()),
                "cpu",
                DealtImages.of(dataset, folds, SETTINGS.seed()),
                epochs,
                listener);
    }

    private static Blueprint blueprint(Dataset dataset) {
        return SETTINGS.architecture().on(dataset.shape(), dataset.classes());
    }

    private static Dataset corrected(Dataset dataset, List<Correction> corrections) {
        return new Corrections(dataset.fingerprint().whole(), corrections).on(dataset);
    }

    @Property(tries = 300)
    void folds_are_of_one_size_and_each_has_its_share_of_every_class(
            @ForAll @Size(min = 10, max = 200) @IntRange(max = 4) byte[] labels,
            @ForAll @IntRange(min = 2, max = 10) int count,
            @ForAll long seed) {
        Folds folds = Folds.stratified(labels, count, seed);

        assertThat(folds.fold()).isEqualTo(Folds.stratified(labels, count, seed).fold());
        assertEven(IntStream.range(0, count).map(fold -> folds.of(fold).length).toArray());
        for (byte label : labels) {
            assertEven(IntStream.range(0, count)
                    .map(fold -> (int) Arrays.stream(folds.of(fold))
                            .filter(image -> labels[image] == label)
                            .count())
                    .toArray());
        }
        for (int fold = 0; fold < count; fold++) {
            assertThat(IntStream.concat(Arrays.stream(folds.of(fold)), Arrays.stream(folds.without(fold))))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, labels.length).boxed().toList());
        }
    }

    private static void assertEven(int[] sizes) {
        assertThat(Arrays.stream(sizes).max().orElseThrow()
                        - Arrays.stream(sizes).min().orElseThrow())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void each_fold_is_answered_by_a_network_that_learnt_from_all_the_others() {
        HeldOut held = of(original, 3, 2, (fold, done, total) -> {});

        Folds folds = Folds.stratified(original.train().labels(), 3, 7);
        LabelledImages second = original.train().select(folds.of(1));
        float[] expected = answers(new Split(folds.without(1), folds.of(1)), second);
        float[] said = held.predictions().logits();
        for (int i = 0; i < second.size(); i++) {
            int image = folds.of(1)[i];
            assertThat(Arrays.copyOfRange(said, image * 10, image * 10 + 10))
                    .isEqualTo(Arrays.copyOfRange(expected, i * 10, i * 10 + 10));
        }
        assertThat(held.predictions().labels()).isEqualTo(original.train().labels());
    }

    private float[] answers(Split split, LabelledImages images) {
        Hyperparameters two = Chosen.of("batch_size=10 hidden=16,12 augment=false seed=7 lr=0.01 epochs=2");
        Normalisation normalisation = Normalisation.of(original.train());
        var plan = new TrainingPlan(two, blueprint(original), original, "cpu", normalisation, split);
        List<Tensor> last = new ArrayList<>();
        new Training(plan).run(new TrainingObserver() {
            @Override
            public void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {
                last.clear();
                last.addAll(checkpoint.parameters());
            }
        });
        try (Predictor predictor = new Predictor(plan.blueprint(), last, normalisation, "cpu")) {
            return predictor
                    .predict(images.pixels(), 0, images.size(), Set.of())
                    .logits();
        }
    }

    @Test
    void labels_that_were_flipped_come_first_with_what_they_were() {
        List<Correction> flips = IntStream.range(0, 12)
                .map(i -> i * 23)
                .mapToObj(image -> Correction.relabel(
                        image, original.train().label(image), (original.train().label(image) + 1 + image % 9) % 10))
                .toList();

        HeldOut held = of(corrected(original, flips), 5, 4, (fold, done, total) -> {});
        List<LabelIssue> issues = LabelIssues.of(held.predictions(), ConfidentJoint.of(held.predictions()));

        assertThat(issues.subList(0, 12))
                .allSatisfy(issue -> assertThat(flips)
                        .anyMatch(flip -> flip.index() == issue.index()
                                && flip.label() == issue.given()
                                && flip.given() == issue.suggested()));
        double[] scores = IntStream.range(0, 300)
                .mapToDouble(image -> LabelIssues.score(held.predictions(), image))
                .toArray();
        boolean[] flipped = new boolean[300];
        flips.forEach(flip -> flipped[flip.index()] = true);
        assertThat(AveragePrecision.of(scores, flipped)).isEqualTo(1);
    }

    @Test
    void images_that_are_left_out_are_neither_learnt_from_nor_asked() {
        Dataset without = corrected(
                original,
                List.of(
                        Correction.exclude(3, 3),
                        Correction.exclude(299, original.train().label(299))));

        HeldOut held = of(without, 2, 1, (fold, done, total) -> {});

        assertThat(held.images()).hasSize(298).doesNotContain(3, 299).isSorted();
        for (int i = 0; i < held.images().length; i++) {
            assertThat(held.predictions().label(i)).isEqualTo(original.train().label(held.images()[i]));
        }
    }

    @Test
    void it_says_how_far_it_is_and_stops_when_it_is_told_to() {
        List<Long> told = new ArrayList<>();
        of(original, 2, 3, (fold, done, total) -> {
            assertThat(total).isEqualTo(2 * 3 * 15);
            told.add(done);
        });

        assertThat(told).isSorted().endsWith(90L);
        assertThatThrownBy(() -> of(original, 2, 3, (fold, done, total) -> {
                    if (done > 30) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }
}
