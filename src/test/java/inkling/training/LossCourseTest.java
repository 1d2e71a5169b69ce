package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Curves made by hand. */
class LossCourseTest {
    private static final double[] FALLING = {1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2};

    @Test
    void a_network_overfits_from_where_the_validation_loss_rises_while_that_of_training_falls() {
        LossCourse course = course(FALLING, 1.1, 0.9, 0.8, 0.82, 0.84, 0.9, 0.95);

        assertThat(course.best().orElseThrow().epoch()).isEqualTo(3);
        assertThat(course.overfittingFrom()).contains(4);
        assertThat(course.rise()).isCloseTo((0.84 + 0.9 + 0.95) / 3 / 0.8 - 1, within(1e-12));
        assertThat(course.plateauFrom()).isEmpty();
    }

    @Test
    void a_rise_that_goes_up_and_down_is_one_and_so_is_none_that_two_epochs_alone_show() {
        assertThat(course(FALLING, 1.1, 0.8, 0.9, 0.85, 0.92, 0.88, 0.95).overfittingFrom())
                .contains(3);
        assertThat(course(FALLING, 1.1, 0.9, 0.8, 1.2, 1.3).overfittingFrom()).isEmpty();
    }

    @Test
    void a_run_whose_training_loss_rises_too_is_unsteady_and_does_not_overfit() {
        double[] train = {1, 0.8, 0.6, 0.7, 0.8, 0.9};

        LossCourse course = course(train, 1.1, 0.9, 0.8, 0.9, 1, 1.1);

        assertThat(course.overfittingFrom()).isEmpty();
        assertThat(course.plateauFrom()).contains(4);
    }

    @Test
    void a_plateau_begins_after_the_last_epoch_that_brought_more_than_a_hundredth() {
        LossCourse course = course(FALLING, 1.1, 0.9, 0.8, 0.797, 0.795, 0.796, 0.794);

        assertThat(course.plateauFrom()).contains(4);
        assertThat(course.overfittingFrom()).isEmpty();
        assertThat(course.best().orElseThrow().epoch()).isEqualTo(7);
        // Small steps that add up to more than a hundredth are an improvement.
        assertThat(course(FALLING, 1.1, 0.9, 0.8, 0.797, 0.795, 0.79).plateauFrom())
                .isEmpty();
        assertThat(course(FALLING, 1.1, 0.9, 0.8, 0.797, 0.795).plateauFrom()).isEmpty();
    }

    @Test
    void a_loss_that_goes_on_falling_is_neither_and_without_a_number_there_is_nothing_to_say() {
        LossCourse falls = course(FALLING, 1.1, 0.9, 0.8, 0.7, 0.6, 0.5);
        assertThat(falls.overfittingFrom()).isEmpty();
        assertThat(falls.plateauFrom()).isEmpty();
        assertThat(falls.best().orElseThrow().epoch()).isEqualTo(6);

        assertThat(course(FALLING).best()).isEmpty();
        assertThat(course(FALLING, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                        .plateauFrom())
                .isEmpty();
        // The best epoch is the first that is a number.
        assertThat(course(FALLING, Double.NaN, 0.5, 0.6, 0.7, 0.8).overfittingFrom())
                .contains(3);
    }

    private static LossCourse course(double[] train, double... valid) {
        List<EpochMetrics> epochs = IntStream.range(0, valid.length)
                .mapToObj(i -> Measured.epoch(i + 1, 1, train[i], 0.5, valid[i], 0.5))
                .toList();
        return LossCourse.of(epochs);
    }
}
