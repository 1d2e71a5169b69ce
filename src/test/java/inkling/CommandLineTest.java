package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a terminal runs it: a process of its own. */
class CommandLineTest {
    @TempDir
    private Path folder;

    private record Ended(int status, String out, String err) {}

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        Program program = Program.start(folder, environment, arguments);
        int status = program.awaitEnd();
        return new Ended(status, program.out(), program.err());
    }

    @Test
    void train_prints_one_json_object_and_nothing_else_on_standard_output() throws Exception {
        Ended ended = run(
                Map.of("INKLING_EPOCHS", "1"),
                "train",
                "--dataset",
                "builtin",
                "--batch-size",
                "250",
                "--seed",
                "7",
                "--json");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out().strip()).doesNotContain("\n");
        JsonObject run = JsonParser.parseString(ended.out()).getAsJsonObject();
        assertThat(run.get("run").getAsInt()).isEqualTo(1);
        assertThat(run.get("status").getAsString()).isEqualTo("finished");
        assertThat(run.get("dataset").getAsString()).isEqualTo("builtin");
        assertThat(run.get("best_epoch").getAsInt()).isEqualTo(1);
        assertThat(run.getAsJsonObject("test").get("accuracy").getAsDouble()).isBetween(0.85, 1.0);
        JsonObject epoch = run.getAsJsonArray("epochs").get(0).getAsJsonObject();
        assertThat(epoch.keySet())
                .containsExactly("epoch", "seconds", "train_loss", "train_accuracy", "valid_loss", "valid_accuracy");
        assertThat(ended.err())
                .contains("Epoch 1/1: ")
                .contains("Test of epoch 1: ")
                .doesNotContain("\r");
    }

    @ParameterizedTest
    @CsvSource({
        "--lr 3x,        '--lr', learning rate must be a number",
        "--epochs 0,     '--epochs', epochs must be between 1 and 1000",
        "--hidden x,     '--hidden', each hidden width must be a whole number",
        "--arch dens,    '--arch', there is no such layer",
        "--device gpu7,  '--device', device must be one of auto",
        "--dataset fish, '--dataset', data set must be one of",
        "--bogus,        '--bogus', Unknown option",
    })
    void a_wrong_flag_is_refused_by_name_with_status_2(String flags, String flag, String why) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("train"));
        arguments.addAll(List.of(flags.split(" ")));

        Ended ended = run(Map.of(), arguments.toArray(String[]::new));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains(flag).contains(why);
    }

    @Test
    void a_run_that_cannot_have_its_data_fails_with_status_1_and_says_why() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Ended ended = run(Map.of(), "train", "--dataset", "mnist", "--data", empty.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("Run 1 failed: ").contains(empty + " holds nothing that can be read");
    }

    @Test
    void a_home_that_is_in_use_is_said_in_a_sentence() throws Exception {
        Path home = folder.resolve("home");
        try (App app = new App(home)) {
            Ended ended = run(Map.of(), "train", "--dataset", "builtin");

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.err()).contains("Another Inkling is using " + home).doesNotContain("\tat ");
            assertThat(app.parts().runs).isNotNull();
        }
    }

    @Test
    void help_lists_the_flags_of_the_dashboard_and_every_command() throws Exception {
        Ended ended = run(Map.of(), "--help");

        assertThat(ended.status()).isZero();
        assertThat(ended.out())
                .contains("--host", "--port", "--read-only-port", "--home", "serve", "train", "bench", "INKLING_PORT");
    }

    @Test
    void help_of_train_lists_what_says_which_data_which_network_and_how_it_is_trained() throws Exception {
        Ended ended = run(Map.of(), "train", "--help");

        assertThat(ended.status()).isZero();
        assertThat(ended.out().replaceAll("\\s+", " "))
                .contains(
                        "--dataset", "folder, csv, npz, cifar or idx", "--data", "--test", "--image-size", "--channels")
                .contains("--arch", "mlp", "lenet5", "vgg-small", "resnet-small", "globalavgpool", "--dropout-seed")
                .contains("--schedule", "constant, step, cosine", "one-cycle", "--clip-norm", "--label-smoothing")
                .contains("--patience", "--class-weights", "--augment", "--json");
    }

    @Test
    void lr_find_prints_the_suggested_rate_and_its_curve_and_keeps_nothing() throws Exception {
        Ended ended =
                run(Map.of(), "lr-find", "--dataset", "builtin", "--optimizer", "sgd", "--batch-size", "100", "--json");

        assertThat(ended.status()).as(ended.err()).isZero();
        JsonObject found = JsonParser.parseString(ended.out()).getAsJsonObject();
        assertThat(found.get("suggestion").getAsDouble()).isBetween(0.001, 0.5);
        assertThat(found.getAsJsonArray("points").size()).isGreaterThan(60);
        assertThat(ended.err()).contains("Training").contains("The smoothed loss was lowest, ");
        assertThat(folder.resolve("home")).doesNotExist();
        Ended wrong = run(Map.of(), "lr-find", "--dataset", "builtin", "--momentum", "2");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("'--momentum'");
    }

    @Test
    void bench_times_the_start_of_a_dashboard_with_a_home_of_its_own() throws Exception {
        Path report = folder.resolve("bench.json");

        Ended ended = run(Map.of(), "bench", "--stages", "startup", "--json", report.toString());

        assertThat(ended.status()).as(ended.err()).isZero();
        JsonObject json = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
        double seconds = json.getAsJsonObject("seconds").get("startup").getAsDouble();
        JsonObject start = json.getAsJsonObject("result").getAsJsonObject("startup");
        assertThat(start.get("page").getAsDouble()).isEqualTo(seconds);
        assertThat(start.get("listening").getAsDouble()).isBetween(0.0, seconds);
        assertThat(ended.out()).contains("startup");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void bench_writes_its_report_under_the_notebooks_names() throws Exception {
        Path report = folder.resolve("bench.json");

        Ended ended = run(
                Map.of(),
                "bench",
                "--data",
                RealMnist.folder().toString(),
                "--stages",
                "train_plain,test,predict,represent",
                "--epochs",
                "1",
                "--json",
                report.toString());

        assertThat(ended.status()).as(ended.err()).isZero();
        JsonObject json = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
        assertThat(json.getAsJsonObject("seconds").keySet())
                .containsExactly("train_plain", "test", "predict", "represent");
        assertThat(json.getAsJsonObject("result")
                        .getAsJsonObject("test")
                        .get("accuracy")
                        .getAsDouble())
                .isBetween(0.93, 0.98);
        assertThat(ended.out()).contains("train_plain");
    }

    @Test
    void a_stage_that_does_not_exist_is_refused_by_name() throws Exception {
        Ended ended = run(Map.of(), "bench", "--stages", "train,umap");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("'--stages'").contains("umap");
    }
}
