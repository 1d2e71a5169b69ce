package inkling.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetKind;
import inkling.dataset.augmentation.Augmentation;
import inkling.dataset.cifar.ShapesAndTextures;
import inkling.errors.UserError.InvalidInput;
import inkling.training.Chosen;
import inkling.training.Hyperparameters;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFormTest {
    private final RunForm form = new RunForm(() -> List.of("cpu", "gpu0"), () -> 4711, List::of);

    @Test
    void the_empty_form_asks_for_the_notebooks_run() {
        RunRequest request = form.readForm(form.defaults());

        assertThat(request)
                .isEqualTo(new RunRequest("", DatasetKind.AUTO, Optional.empty(), Hyperparameters.DEFAULT, "auto"));
        assertThat(form.read(Map.of())).isEqualTo(request);
    }

    @Test
    void a_run_can_be_asked_for_again_by_its_own_fields(@TempDir Path folder) {
        var hyperparameters = Chosen.of(
                "optimizer=sgd lr=0.00005 momentum=0.5 nesterov=true weight_decay=0.01 batch_size=32 epochs=7 hidden=30,20 augment=false seed=-9 validation_share=0.25");
        var request = new RunRequest(
                "Größe <1>",
                DatasetKind.IDX,
                Optional.of(folder.toAbsolutePath().toString()),
                hyperparameters,
                "gpu0");

        assertThat(form.read(form.fields(request))).isEqualTo(request.named(""));
        assertThat(form.fields(request))
                .containsEntry("lr", "0.00005")
                .containsEntry("arch", "dense 30, relu, dense 20, relu");
        assertThat(form.fields(request).keySet())
                .containsExactlyInAnyOrderElementsOf(RunForm.FIELDS.stream()
                        .filter(field -> !field.equals(RunForm.HIDDEN))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dataset          | letters    | data set must be one of auto, mnist, builtin, folder, csv, npz, cifar, idx, was letters
            epochs           | ''       | epochs must be a whole number, was empty
            epochs           | 2.5      | epochs must be a whole number, was 2.5
            epochs           | 0        | epochs must be between 1 and 1000, was 0
            epochs           | 99999999999999999999 | epochs must be between 1 and 1000, was 2147483647
            batch_size       | many     | batch size must be a whole number, was many
            batch_size       | -64      | batch size must be between 1 and 10000, was -64
            optimizer        | lion     | optimizer must be one of adam, adamw, sgd, rmsprop, adagrad, was lion
            lr               | 0,001    | learning rate must be a number such as 0.001, was 0,001
            lr               | NaN      | learning rate must be a number such as 0.001, was NaN
            lr               | 0        | learning rate must be above 0 and at most 10, was 0.0
            lr               | 1e999    | learning rate must be above 0 and at most 10, was Infinity
            momentum         | 1        | momentum must be at least 0 and below 1, was 1.0
            nesterov         | maybe    | Nesterov must be true or false, was maybe
            weight_decay     | 2        | weight decay must be between 0 and 1, was 2.0
            weight_decay     | x        | weight decay must be a number such as 0.001, was x
            arch             | conv 9   | Layer 1, conv 9: it is written as in conv 16x5 or conv 16x5 stride 2 pad 2.
            hidden           | 250,     | each hidden width must be a whole number, was empty
            hidden           | 250,5000 | the number of units must be between 1 and 4,096, was 5000
            augment          | flip 2   | flip takes no number, was flip 2
            seed             | 1.5      | seed must be a whole number of at most 63 bits, or empty for a random one, was 1.5
            validation_share | 0.9      | validation share must be between 0.01 and 0.5, was 0.9
            validation_share | half     | validation share must be a number such as 0.001, was half
            device           | gpu7     | device must be one of auto, cpu, gpu0, was gpu7
            data             | /no/such/folder | there is no folder or file /no/such/folder
            """)
    void a_wrong_field_is_told_what_it_must_be(String field, String value, String message) {
        InvalidInput error = catchThrowableOfType(InvalidInput.class, () -> form.read(Map.of(field, value)));

        assertThat(error.messages()).isEqualTo(Map.of(field, message));
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        var values =
                Map.of("epochs", "0", "lr", "fast", "device", "tpu", "name", "x".repeat(121), "learning_rate", "1");

        InvalidInput error = catchThrowableOfType(InvalidInput.class, () -> form.read(values));

        assertThat(error.messages())
                .containsOnlyKeys("epochs", "lr", "device", "name", "learning_rate")
                .containsEntry("name", "name must have at most 120 characters, had 121");
        assertThat(error.messages().get("learning_rate"))
                .startsWith("there is no such field; a run has name, dataset,");
    }

    @Test
    void nesterov_without_momentum_is_refused_where_momentum_is_set() {
        var values = Map.of("optimizer", "sgd", "nesterov", "true", "momentum", "0");

        InvalidInput error = catchThrowableOfType(InvalidInput.class, () -> form.read(values));

        assertThat(error.messages()).isEqualTo(Map.of("momentum", "Nesterov needs a momentum above 0, was 0.0"));
    }

    @Test
    void a_data_set_of_ones_own_needs_its_folder(@TempDir Path folder) {
        InvalidInput error =
                catchThrowableOfType(InvalidInput.class, () -> form.read(Map.of("dataset", "idx", "data", " ")));
        RunRequest request = form.read(Map.of("dataset", "idx", "data", " " + folder + "/./ "));

        assertThat(error.messages()).isEqualTo(Map.of("data", "the path of your images is needed"));
        assertThat(request.data().path()).contains(folder.toAbsolutePath().toString());
    }

    @Test
    void what_does_not_fit_images_of_ones_own_is_said_at_its_field(@TempDir Path folder) throws IOException {
        ShapesAndTextures.write(folder, 20, 10);
        try (RandomAccessFile many =
                new RandomAccessFile(folder.resolve("data_batch_1.bin").toFile(), "rw")) {
            many.setLength(20_000 * 3_073);
        }
        Map<String, String> values =
                new HashMap<>(Map.of("data", folder.toString(), "arch", "conv 6x5, maxpool 40", "device", "cpu"));

        assertThatThrownBy(() -> form.read(values))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.messages().get("arch")).startsWith("Layer 2, maxpool 40: "));
        values.putAll(Map.of("arch", "conv 1900x3 pad 1, relu", "batch_size", "10000"));
        assertThatThrownBy(() -> form.read(values))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.messages().get("batch_size"))
                                .startsWith("A step of 10,000 images of 3 x 32 x 32 takes about "));
        values.put("batch_size", "10");
        assertThat(form.read(values).hyperparameters().batchSize()).isEqualTo(10);
    }

    @Test
    void the_plan_counts_with_the_classes_and_the_size_that_are_known(@TempDir Path folder) throws IOException {
        for (String name : List.of("cat/1.png", "dog/1.png", "dog/2.png")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[1]);
        }
        Map<String, String> values = form.defaults();
        values.put("data", folder.toString());

        RunPlan guessed = RunPlan.of(values, form, request -> "");
        values.putAll(Map.of("image_size", "32x16", "channels", "3"));
        RunPlan known = RunPlan.of(values, form, request -> "");

        assertThat(guessed.network()).isEqualTo("784 → 250 → 100 → 2");
        assertThat(guessed.assumed()).isEqualTo("if the images are grey, 28 × 28");
        assertThat(known.network()).isEqualTo("1536 → 250 → 100 → 2");
        assertThat(known.assumed()).isEmpty();
    }

    @Test
    void a_blank_seed_is_drawn_at_random_and_kept() {
        assertThat(form.read(Map.of("seed", " ")).hyperparameters().seed()).isEqualTo(4711);
        assertThat(form.read(Map.of("seed", "-1")).hyperparameters().seed()).isEqualTo(-1);
    }

    @Test
    void a_box_that_is_not_ticked_is_off_in_a_form() {
        Map<String, String> ticked = new HashMap<>(form.defaults());
        ticked.put("nesterov", "on");
        ticked.put("start", "Train");
        Map<String, String> unticked = new HashMap<>(ticked);
        unticked.remove("nesterov");

        assertThat(form.readForm(ticked).hyperparameters().nesterov()).isTrue();
        assertThat(form.readForm(unticked).hyperparameters().nesterov()).isFalse();
    }

    @Test
    void an_augmentation_is_the_usual_one_none_or_what_is_ticked_in_the_form() {
        Map<String, String> values = new HashMap<>(form.defaults());
        assertThat(augmentation(values)).isEqualTo("usual");
        values.put("augment", "none");
        values.putAll(Map.of(
                "augment_flip", "on", "augment_scale", "on", "augment_scale_by", " 0.2", "augment_erase_by", "9"));
        assertThat(augmentation(values)).isEqualTo("none");
        values.put("augment", "own");
        assertThat(augmentation(values)).isEqualTo("scale 0.2, flip");
        values.put("augment_erase", "on");
        assertThatThrownBy(() -> augmentation(values))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.messages())
                                .isEqualTo(
                                        Map.of(
                                                "augment",
                                                "erase must be a probability above 0 and at most 1, such as erase 0.25, was 9")));
        assertThat(form.read(Map.of("augment", "false")).hyperparameters().augmentation())
                .isEqualTo(Augmentation.NONE);
        assertThat(form.read(Map.of()).hyperparameters().augmentation()).isEqualTo(Augmentation.USUAL);
    }

    private String augmentation(Map<String, String> values) {
        return form.readForm(values).hyperparameters().augmentation().text();
    }
}
