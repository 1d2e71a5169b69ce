package inkling.runs;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRequest;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Measured;
import inkling.training.Metric;
import inkling.training.Metric.Better;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricTest {
    private static final List<EpochMetrics> EPOCHS = List.of(
            Measured.epoch(1, 3, 0.5, 0.8, 0.4, 0.9),
            Measured.epoch(2, 2, 0.3, 0.9, 0.2, 0.95),
            Measured.epoch(3, 4, 0.2, 0.85, 0.2, 0.95));

    @TempDir
    private Path home;

    @AutoClose
    private Database database;

    private Run untested;

    @BeforeEach
    void open() {
        database = new Database(home);
        var request = new RunRequest("Run", DatasetKind.AUTO, Optional.empty(), Hyperparameters.DEFAULT, "auto");
        untested = new RunLife(database).create(request, "0.1.0", Instant.EPOCH);
    }

    @Test
    void accuracies_are_better_the_higher_and_losses_and_times_the_lower() {
        assertThat(Arrays.stream(Metric.values()).filter(metric -> metric.better() == Better.HIGHER))
                .containsExactly(Metric.TEST_ACCURACY, Metric.VALID_ACCURACY, Metric.TRAIN_ACCURACY);
        assertThat(Metric.VALID_LOSS.isBetter(0.1, 0.2)).isTrue();
        assertThat(Metric.VALID_LOSS.isBetter(0.2, 0.1)).isFalse();
        assertThat(Metric.VALID_ACCURACY.isBetter(0.1, 0.2)).isFalse();
        assertThat(Metric.EPOCH_SECONDS.isBetter(2, 2)).isFalse();
    }

    @Test
    void the_best_is_the_first_of_several_and_the_last_is_the_last() {
        assertThat(Reading.best(Metric.VALID_LOSS, untested, EPOCHS)).contains(new Reading(0.2, Optional.of(2)));
        assertThat(Reading.last(Metric.VALID_LOSS, untested, EPOCHS)).contains(new Reading(0.2, Optional.of(3)));
        assertThat(Reading.best(Metric.TRAIN_ACCURACY, untested, EPOCHS)).contains(new Reading(0.9, Optional.of(2)));
        assertThat(Reading.last(Metric.TRAIN_ACCURACY, untested, EPOCHS)).contains(new Reading(0.85, Optional.of(3)));
        assertThat(Reading.best(Metric.EPOCH_SECONDS, untested, EPOCHS)).contains(new Reading(3, Optional.empty()));
    }

    @Test
    void a_loss_that_is_no_number_is_never_the_best_and_no_value_by_itself() {
        EpochMetrics broken = Measured.epoch(1, 1, Double.NaN, 0.1, Double.NaN, 0.1);

        assertThat(Reading.best(Metric.VALID_LOSS, untested, List.of(broken, EPOCHS.get(1))))
                .contains(new Reading(0.2, Optional.of(2)));
        assertThat(Reading.best(Metric.VALID_LOSS, untested, List.of(broken))).isEmpty();
        assertThat(Reading.best(Metric.VALID_LOSS, untested, List.of())).isEmpty();
        assertThat(Reading.best(Metric.TEST_LOSS, untested, EPOCHS)).isEmpty();
        assertThat(Reading.best(Metric.TOTAL_SECONDS, untested, EPOCHS)).isEmpty();
    }

    @Test
    void values_and_differences_are_written_in_the_metric_s_unit() {
        assertThat(Metric.TEST_ACCURACY.text(0.9791)).isEqualTo("97.91\u2009%");
        assertThat(Metric.TEST_ACCURACY.difference(-0.0012)).isEqualTo("−0.12\u2009pp");
        assertThat(Metric.TEST_LOSS.difference(0.0031)).isEqualTo("+0.0031");
        assertThat(Metric.TEST_LOSS.difference(-0.00002)).isEqualTo("−2.0e-5");
        assertThat(Metric.TOTAL_SECONDS.difference(75)).isEqualTo("+1 min 15 s");
        assertThat(Metric.EPOCH_SECONDS.difference(-0.034)).isEqualTo("−0.03 s");
        assertThat(Metric.TEST_ACCURACY.same(0.97910, 0.979149)).isTrue();
        assertThat(Metric.TEST_ACCURACY.same(0.9791, 0.9792)).isFalse();
    }
}
