package inkling.sweeps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import inkling.archive.runs.RunRequest;
import inkling.errors.UserError.InvalidInput;
import inkling.runs.RunForm;
import inkling.training.Chosen;
import inkling.training.Hyperparameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepFormTest {
    private final SweepForm form = new SweepForm(new RunForm(() -> List.of("cpu"), () -> 1, List::of), () -> 4711);

    @Test
    void every_setting_is_tried_with_the_same_seeds() {
        SweepPlan plan = form.read(Map.of("lr", "0.1, 0.01", "optimizer", "sgd", "seeds", "3", "seed", "5"));

        assertThat(plan.settings()).extracting(Hyperparameters::learningRate).containsExactly(0.1, 0.01);
        assertThat(plan.seeds()).containsExactly(5L, 6L, 7L);
        assertThat(plan.requests())
                .extracting(request -> request.hyperparameters().learningRate() + " "
                        + request.hyperparameters().seed())
                .containsExactly("0.1 5", "0.1 6", "0.1 7", "0.01 5", "0.01 6", "0.01 7");
        assertThat(plan.requests()).extracting(RunRequest::name).contains("lr 0.1, seed 5", "lr 0.01, seed 7");
        assertThat(plan.name()).isEqualTo("Learning rate");
    }

    @Test
    void seeds_that_are_listed_are_those_and_no_others() {
        SweepPlan plan = form.read(Map.of("lr", "0.1, 0.01", "seeds", "7, 2,7"));

        assertThat(plan.seeds()).containsExactly(7L, 2L);
        assertThat(plan.requests()).hasSize(4);
        assertThat(catchThrowableOfType(InvalidInput.class, () -> form.read(Map.of("seeds", "7,")))
                        .messages())
                .containsEntry("seeds", "seeds each must be how many, or which, such as 1, 2, 7; was 7,");
    }

    @Test
    void a_seed_that_is_left_open_is_drawn_and_kept() {
        SweepPlan plan = form.read(Map.of("search", "random", "settings", "4", "lr", "0.001..0.1 log", "seed", ""));

        assertThat(plan.seeds()).containsExactly(4711L);
        assertThat(plan.fields()).containsEntry("seed", "4711").containsEntry("lr", "0.001..0.1 log");
        assertThat(form.read(plan.fields()).requests()).isEqualTo(plan.requests());
    }

    @Test
    void what_is_left_out_is_said() {
        SweepPlan plan = form.read(Map.of("optimizer", "adam, sgd", "momentum", "0, 0.5, 0.9"));

        assertThat(plan.requests()).hasSize(4);
        assertThat(plan.notes())
                .containsExactly(
                        "2 of 6 combinations are left out: they differ only in settings that make no difference to them.");
        assertThat(plan.requests()).extracting(RunRequest::name).contains("Adam", "SGD, momentum 0.5");
    }

    @Test
    void fewer_settings_than_wanted_are_said_to_be_all_there_are() {
        SweepPlan plan = form.read(Map.of("search", "random", "settings", "20", "batch_size", "32, 64"));

        assertThat(plan.requests()).hasSize(2);
        assertThat(plan.notes())
                .containsExactly("There are only 2 different settings to draw, so it is these instead of 20.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            epochs       | 5, 0, 10          | epochs must be between 1 and 1000, was 0
            epochs       | 1.5..3 linear 2   | epochs must be a whole number, was 1.5
            batch_size   | 32..20000 log 3   | batch size must be between 1 and 10000, was 20000
            optimizer    | adam, lion        | optimizer must be one of adam, adamw, sgd, rmsprop, adagrad, was lion
            lr           | 0.1, , 0.2        | learning rate must be a number such as 0.001, was empty
            lr           | 0.0001..0.1 log   | a grid needs to know how many values to take of a range: write 0.0001..0.1 log 4
            lr           | 0.01..20 log 3    | learning rate must be above 0 and at most 10, was 20.0
            hidden       | 250,100; x        | each hidden width must be a whole number, was x
            augment      | none; rotate 500  | rotate must be above 0 and at most 180 degrees, such as rotate 5, was 500
            dataset      | fish              | data set must be one of auto, mnist, builtin, folder, csv, npz, cifar, idx, was fish
            device       | gpu7              | device must be one of auto, cpu, was gpu7
            search       | bayes             | search must be one of grid, random, was bayes
            seeds        | 0                 | seeds each must be a whole number from 1 to 500, was 0
            seeds        | 501               | seeds each must be a whole number from 1 to 500, was 501
            seed         | first             | seed must be a whole number of at most 63 bits, or empty for a random one, was first
            colour       | blue              | there is no such field; a sweep has name, dataset, data, test, image_size, channels, fit, data_version, epochs, batch_size, optimizer, lr, schedule, warm_up, momentum, nesterov, weight_decay, clip_norm, label_smoothing, class_weights, patience, arch, augment, seed, dropout_seed, validation_share, hidden, device, search, settings, seeds
            """)
    void every_wrong_value_is_said_at_its_field_as_for_a_single_run(String field, String text, String sentence) {
        InvalidInput wrong = catchThrowableOfType(InvalidInput.class, () -> form.read(Map.of(field, text)));

        assertThat(wrong.messages()).containsExactly(Map.entry(field, sentence));
    }

    @Test
    void all_wrong_fields_are_said_at_once() {
        InvalidInput wrong = catchThrowableOfType(
                InvalidInput.class, () -> form.read(Map.of("epochs", "0", "lr", "5..1", "seeds", "none")));

        assertThat(wrong.messages()).containsOnlyKeys("epochs", "lr", "seeds");
    }

    @Test
    void a_combination_that_cannot_be_trained_is_said() {
        Map<String, String> fields = Map.of("optimizer", "sgd", "momentum", "0, 0.9", "nesterov", "true, false");

        InvalidInput wrong = catchThrowableOfType(InvalidInput.class, () -> form.read(fields));

        assertThat(wrong.messages())
                .containsExactly(Map.entry("momentum", "Nesterov needs a momentum above 0, was 0.0"));
    }

    @Test
    void five_hundred_runs_are_the_most_and_one_more_is_refused() {
        assertThat(form.read(Map.of("epochs", "1..500 linear 500")).requests()).hasSize(500);
        assertThat(form.read(Map.of("epochs", "1..100 linear 100", "seeds", "5"))
                        .requests())
                .hasSize(500);

        InvalidInput grid = catchThrowableOfType(
                InvalidInput.class, () -> form.read(Map.of("epochs", "1..167 linear 167", "seeds", "3")));
        InvalidInput random = catchThrowableOfType(
                InvalidInput.class,
                () -> form.read(Map.of("search", "random", "settings", "167", "seeds", "3", "lr", "0.001..0.1 log")));

        String sentence = "that would be 501 runs, 167 settings with 3 seeds each; at most 500 can be started at once";
        assertThat(grid.messages()).containsExactly(Map.entry("search", sentence));
        assertThat(random.messages()).containsExactly(Map.entry("settings", sentence));
    }

    @Test
    void the_settings_of_a_run_are_where_a_sweep_can_begin() {
        var chosen = Chosen.of(
                "optimizer=sgd lr=0.05 momentum=0.5 nesterov=true weight_decay=0.01 batch_size=32 epochs=7 hidden=30,20 augment=false seed=9 validation_share=0.25");
        RunRequest request = form.read(Map.of()).requests().get(0);
        var run = new RunRequest("Mine", request.data(), chosen, "cpu");

        SweepPlan plan = form.read(form.fields(run));

        assertThat(plan.settings()).containsExactly(chosen);
        assertThat(plan.name()).isEqualTo("Seeds");
    }
}
