package inkling.archive.runs;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.DatasetKind;
import inkling.training.Chosen;
import inkling.training.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunNameTest {
    private final List<RunRequest> earlier = new ArrayList<>();

    @Test
    void a_run_unlike_any_other_is_called_after_optimiser_and_learning_rate() {
        assertThat(start("")).isEqualTo("Adam 0.001");
        assertThat(RunName.of(asked("optimizer=sgd lr=0.05"), List.of())).isEqualTo("SGD 0.05");
    }

    @Test
    void what_differs_from_earlier_runs_is_added_in_words() {
        start("");

        assertThat(start("seed=2")).isEqualTo("Adam 0.001, seed 2");
        assertThat(start("hidden=500,200")).isEqualTo("Adam 0.001, hidden 500–200");
        assertThat(start("batch_size=128 augment=false hidden=500,200")).isEqualTo("Adam 0.001, batch 128");
    }

    @Test
    void the_fewest_settings_are_named_that_tell_it_apart_from_all() {
        start("batch_size=128");
        start("augment=false");

        // Each of the two has one of its settings, so it takes both; the seed tells it from both at once.
        assertThat(name("batch_size=128 augment=false")).isEqualTo("Adam 0.001, batch 128, not augmented");
        assertThat(name("batch_size=128 augment=false seed=5")).isEqualTo("Adam 0.001, seed 5");
        assertThat(name("weight_decay=0.01 seed=5")).isEqualTo("Adam 0.001, decay 0.01");
    }

    @Test
    void a_repetition_is_numbered() {
        start("");
        start("seed=2");

        assertThat(start("")).isEqualTo("Adam 0.001 (2)");
        assertThat(start("")).isEqualTo("Adam 0.001 (3)");
        assertThat(start("seed=2")).isEqualTo("Adam 0.001, seed 2 (2)");
        earlier.add(0, asked("").named("Adam 0.001 (41)"));
        assertThat(start("")).isEqualTo("Adam 0.001 (42)");
    }

    @Test
    void a_name_that_somebody_gave_is_not_given_again() {
        earlier.add(0, asked("").named("the paper's"));
        earlier.add(0, asked("seed=3").named("Adam 0.001, seed 7"));

        assertThat(name("seed=7")).isEqualTo("Adam 0.001, seed 7 (2)");
        assertThat(name("")).isEqualTo("Adam 0.001, seed 1234");
        for (String own : List.of("Adam 0.001 thesis final", "Adam 0.0015", "Adam 0.001 (2) once more")) {
            assertThat(RunName.of(asked(""), List.of(asked("").named(own)))).isEqualTo("Adam 0.001");
        }
    }

    @Test
    void the_images_tell_runs_apart_as_well() {
        start("");

        assertThat(start(DatasetKind.MNIST, Optional.empty())).isEqualTo("Adam 0.001, MNIST");
        assertThat(start(DatasetKind.BUILTIN, Optional.empty())).isEqualTo("Adam 0.001, built-in digits");
        assertThat(start(DatasetKind.IDX, Optional.of("/data/fashion"))).isEqualTo("Adam 0.001, fashion");
        assertThat(start(DatasetKind.IDX, Optional.of("/other/fashion"))).isEqualTo("Adam 0.001, fashion (2)");
        assertThat(start(DatasetKind.IDX, Optional.of("/"))).isEqualTo("Adam 0.001, /");
        assertThat(start(DatasetKind.IDX, Optional.of("/a\nb\u202ec"))).isEqualTo("Adam 0.001, a\ufffdb\ufffdc");
    }

    @Test
    void it_is_never_longer_than_a_name_may_be() {
        start("");
        String folder = "/" + "😀".repeat(400);

        String name = start(DatasetKind.IDX, Optional.of(folder));

        assertThat(name).hasSizeLessThanOrEqualTo(RunRequest.LONGEST_NAME).endsWith("😀…");
        String longest = "Adam 0.001, " + "x".repeat(RunRequest.LONGEST_NAME - 12);
        assertThat(RunName.of(asked(""), List.of(asked("").named(longest))))
                .hasSize(RunRequest.LONGEST_NAME)
                .endsWith("x… (2)");
    }

    @Test
    void a_sweeps_run_is_called_after_what_the_sweep_varies() {
        var varied = List.of(Setting.OPTIMIZER, Setting.LR, Setting.MOMENTUM);

        assertThat(RunName.of(varied, Chosen.of("lr=0.003"))).isEqualTo("Adam, lr 0.003");
        assertThat(RunName.of(varied, Chosen.of("optimizer=sgd lr=0.003"))).isEqualTo("SGD, lr 0.003, momentum 0.9");
        assertThat(RunName.of(List.of(Setting.AUGMENT, Setting.NESTEROV), Chosen.of("optimizer=sgd nesterov=true")))
                .isEqualTo("augmented, Nesterov");
    }

    private String name(String settings) {
        return RunName.of(asked(settings), earlier);
    }

    private String start(String settings) {
        return start(asked(settings));
    }

    private String start(DatasetKind kind, Optional<String> folder) {
        return start(new RunRequest("", kind, folder, Chosen.of(""), "cpu"));
    }

    private String start(RunRequest request) {
        String name = RunName.of(request, earlier);
        earlier.add(0, request.named(name));
        return name;
    }

    private static RunRequest asked(String settings) {
        return new RunRequest("", DatasetKind.AUTO, Optional.empty(), Chosen.of(settings), "cpu");
    }
}
