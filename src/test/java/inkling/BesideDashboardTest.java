package inkling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.runs.job.TinyDataset;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a terminal, each a process of its own, while a dashboard has the home open. */
@Timeout(300)
class BesideDashboardTest {
    private static final String[] TINY = {
        "train", "--dataset", "builtin", "--batch-size", "1000", "--hidden", "8,8", "--seed", "7", "--json"
    };

    @TempDir
    private Path folder;

    private Path home;
    private App app;
    private URI address;
    private final List<Program> started = new ArrayList<>();

    private record Ended(int status, String out, String err) {
        JsonObject json() {
            return JsonParser.parseString(out).getAsJsonObject();
        }
    }

    @BeforeEach
    void serve() throws IOException {
        home = folder.resolve("home");
        app = new App(home);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
    }

    @AfterEach
    void end() {
        started.forEach(Program::kill);
        app.close();
    }

    private Program start(Path home, String... arguments) throws IOException {
        Path terminal = Files.createDirectory(folder.resolve("terminal-" + started.size()));
        Program program = Program.start(terminal, Map.of("INKLING_HOME", home.toString()), arguments);
        started.add(program);
        return program;
    }

    private Ended run(Path home, String... arguments) throws Exception {
        Program program = start(home, arguments);
        int status = program.awaitEnd();
        return new Ended(status, program.out(), program.err());
    }

    private Ended run(String... arguments) throws Exception {
        return run(home, arguments);
    }

    private static String[] with(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String withoutSeconds(String text) {
        return text.replaceAll("\"seconds\":[^,]+", "").replaceAll(": \\d+\\.\\d\\d s,", "");
    }

    @Test
    void a_run_is_trained_by_the_dashboard_and_told_as_if_by_the_command() throws Exception {
        Ended served = run(with(TINY, "--epochs", "2", "--name", "Z\u001b[31m"));
        Ended fine = run(with(TINY, "--epochs", "2"));
        Ended alone = run(folder.resolve("other"), with(TINY, "--epochs", "2"));

        assertThat(served.status()).as(served.err()).isEqualTo(2);
        assertThat(served.err()).contains("'--name': name must be one line");
        assertThat(fine.status()).as(fine.err()).isZero();
        assertThat(withoutSeconds(fine.out())).isEqualTo(withoutSeconds(alone.out()));
        assertThat(withoutSeconds(fine.err()).lines().filter(line -> line.matches("(Run|Epoch|Test|Built).*")))
                .containsExactlyElementsOf(withoutSeconds(alone.err())
                        .lines()
                        .filter(line -> line.matches("(Run|Epoch|Test|Built).*"))
                        .toList());
        assertThat(app.parts().runs.get(1).status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void a_sweep_prints_a_line_a_finished_run_and_the_best_one_through_the_dashboard_and_alone() throws Exception {
        String[] sweep = with(TINY, "--epochs", "1", "--grid", "lr=0.01,1e-5", "--seeds", "3,9");
        sweep[0] = "sweep";

        Ended served = run(sweep);
        Ended alone = run(folder.resolve("other"), sweep);
        Ended wrong = run(with(sweep, "--grid", "colour=red"));

        assertThat(served.status()).as(served.err()).isZero();
        List<JsonObject> lines = served.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.subList(0, 4))
                .extracting(run -> run.get("name").getAsString())
                .containsExactly("lr 0.01, seed 3", "lr 0.01, seed 9", "lr 0.00001, seed 3", "lr 0.00001, seed 9");
        JsonObject best = lines.get(4).getAsJsonObject("best");
        assertThat(loss(best))
                .isEqualTo(lines.subList(0, 4).stream()
                        .mapToDouble(BesideDashboardTest::loss)
                        .min()
                        .orElseThrow());
        assertThat(best.get("run").getAsInt()).isLessThanOrEqualTo(2);
        assertThat(withoutTook(alone.out())).isEqualTo(withoutTook(served.out()));
        assertThat(served.err()).contains("Sweep 1, Learning rate: 4 runs").contains("Best: run ");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("'--grid': it must be SETTING=VALUES with one of ");
    }

    private static double loss(JsonObject run) {
        return run.getAsJsonObject("metrics").get("best_valid_loss").getAsDouble();
    }

    private static String withoutTook(String text) {
        return text.replaceAll("\"took\":[^,}]+", "");
    }

    @Test
    void a_folder_is_meant_as_seen_from_the_terminal() throws Exception {
        Ended missing = run("train", "--data", "digits");
        Ended failed = run("train", "--data", ".");

        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err())
                .contains("'--data': there is no folder or file "
                        + folder.toRealPath().resolve("terminal-0/digits"));
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err())
                .contains("Run 1 failed: " + folder.toRealPath().resolve("terminal-1")
                        + " holds nothing that can be read as a data set");
    }

    @Test
    void an_interrupt_stops_the_run_and_a_resume_goes_on_with_it_alone() throws Exception {
        Program program = start(home, with(TINY, "--epochs", "500"));
        program.awaitOutput("Epoch 1/500: ");
        Program waiting = start(home, with(TINY, "--epochs", "500"));
        waiting.awaitOutput("Waiting in the dashboard's queue");

        waiting.signal("INT");
        int waitingStatus = waiting.awaitEnd();
        JobStatus other = app.parts().runs.get(1).status();
        program.signal("INT");

        assertThat(waitingStatus).isEqualTo(130);
        assertThat(waiting.err()).contains("Run 2 was stopped");
        assertThat(other).isEqualTo(JobStatus.RUNNING);
        assertThat(program.awaitEnd()).isEqualTo(130);
        assertThat(program.err())
                .contains("Stopping at the next step; Ctrl-C again ends at once.")
                .contains("Run 1 was stopped; inkling resume 1 lets it go on.")
                .doesNotContain("Exception");
        assertThat(program.out()).contains("\"status\":\"cancelled\"").hasLineCount(1);
        assertThat(app.parts().runs.get(1).status()).isEqualTo(JobStatus.CANCELLED);

        int done = app.parts().metrics.epochs(1).size();
        Ended resumed = run("resume", "1", "--epochs", String.valueOf(done + 1), "--json");

        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.json().getAsJsonArray("epochs")).hasSize(done + 1);
        assertThat(resumed.err().lines().filter(line -> line.startsWith("Epoch")))
                .hasSize(1);
    }

    @Test
    void the_list_is_the_same_through_the_dashboard_and_from_the_database() throws Exception {
        Ended first = run(with(TINY, "--epochs", "1", "--name", "one\u202e"));
        Ended second = run(with(TINY, "--epochs", "1", "--name", "two"));
        assertThat(first.status() + second.status()).as(first.err()).isZero();

        Ended wrong = run("runs", "list", "nam=two");
        Ended table = run("runs", "list", "--sort", "name");
        Ended listed = run("runs", "list", "name~two", "--json");
        Ended shown = run("runs", "show", "2", "--json");
        Ended page = run("runs", "show", "2");
        app.close();
        Ended listedAlone = run("runs", "list", "name~two", "--json");
        Ended shownAlone = run("runs", "show", "2", "--json");
        Ended deleted = run("runs", "delete", "1");
        Ended gone = run("runs", "show", "1");

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("there is no field");
        assertThat(table.out()
                        .lines()
                        .map(line -> line.replaceAll(" .*\\d\\d:\\d\\d$", "").strip()))
                .hasSize(3);
        assertThat(table.out()).contains("one\uFFFD  finished").doesNotContain("\u202e");
        assertThat(listed.json().get("total").getAsInt()).isEqualTo(1);
        assertThat(listed.out()).isEqualTo(listedAlone.out());
        assertThat(shown.out()).isEqualTo(shownAlone.out()).contains("\"epochs\":[{\"epoch\":1");
        assertThat(page.out()).contains("two", "batch size", "VALID LOSS");
        assertThat(deleted.status()).as(deleted.err()).isZero();
        assertThat(deleted.out()).contains("Run 1 is deleted; until ");
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).startsWith("Run 1 was deleted.").hasLineCount(1);
    }

    @Test
    void a_stress_test_says_the_same_through_the_dashboard_and_alone() throws Exception {
        trainOnBars(60);

        Ended served = run("stress", "1", "--json");
        Ended wrong = run("stress", "1", "--epoch", "9");
        app.close();
        Ended alone = run("stress", "1", "--json");
        Ended table = run("stress", "1", "--epoch", "1");
        Ended missing = run("stress", "7");

        assertThat(served.status()).as(served.err()).isZero();
        assertThat(served.out()).isEqualTo(alone.out()).hasLineCount(1);
        JsonObject said = served.json();
        assertThat(said.getAsJsonArray("corruptions"))
                .hasSize(15)
                .allSatisfy(each -> assertThat(each.getAsJsonObject().getAsJsonArray("strengths"))
                        .hasSize(5));
        assertThat(said.get("images").getAsInt()).isEqualTo(60);
        assertThat(said.get("mean_corruption_error").getAsDouble()).isBetween(0.0, 1.0);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("Run 1 has checkpoints of epochs 0 to 2, not of 9.");
        assertThat(table.out())
                .contains("Canny edges", "Mean corruption error of epoch 1:")
                .hasLineCount(17);
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("There is no run 7.").doesNotContain("Exception");
    }

    private void trainOnBars(int testImages) throws Exception {
        Path bars = Files.createDirectory(folder.resolve("bars"));
        TinyDataset.write(bars, 300, testImages);
        Ended trained = run("train", "--data", bars.toString(), "--hidden", "8", "--epochs", "2", "--batch-size", "30");
        assertThat(trained.status()).as(trained.err()).isZero();
    }

    @Test
    void an_interrupt_stops_a_stress_test_and_keeps_nothing_of_it() throws Exception {
        trainOnBars(20_000);
        Program served = start(home, "stress", "1");
        served.awaitOutput("Testing under");

        served.signal("INT");
        int servedStatus = served.awaitEnd();
        app.close();
        Program alone = start(home, "stress", "1");
        alone.awaitOutput("Testing under");
        alone.signal("INT");

        assertThat(servedStatus).as(served.err()).isEqualTo(130);
        assertThat(served.err()).contains("Stopped; nothing of it is kept.").doesNotContain("Exception");
        assertThat(alone.awaitEnd()).as(alone.err()).isEqualTo(130);
        assertThat(alone.err()).contains("Stopped; nothing of it is kept.").doesNotContain("Exception");
        assertThat(alone.out()).isEmpty();
    }

    @Test
    void an_answer_is_explained_alike_through_the_dashboard_and_by_the_command_alone() throws Exception {
        Ended trained = run(with(TINY, "--epochs", "1"));
        assertThat(trained.status()).as(trained.err()).isZero();
        Path picture = folder.resolve("five.png");
        try (InputStream file =
                address.resolve("/runs/1/images/test/5.png").toURL().openStream()) {
            Files.copy(file, picture);
        }

        String[] ofImage = {"explain", "1", "test:5", "--method", "occlusion", "--class", "4", "--json"};
        String[] ofPicture = {"explain", "1", picture.toString(), "--baseline", "mean", "--json"};
        Ended served = run(ofImage);
        Ended sent = run(ofPicture);
        Ended words = run("explain", "1", "5", "--class", "true", "--epoch", "0");
        Ended wrong = run("explain", "1", "train:5", "--class", "cat");
        app.close();
        Ended alone = run(ofImage);
        Ended opened = run(ofPicture);
        Ended missing = run("explain", "1", "test:70000");

        assertThat(served.out()).as(served.err()).isEqualTo(alone.out());
        JsonObject json = served.json();
        assertThat(json.get("method").getAsString()).isEqualTo("occlusion");
        assertThat(json.get("class").getAsInt()).isEqualTo(4);
        assertThat(json.getAsJsonArray("map"))
                .hasSize(28)
                .allMatch(row -> row.getAsJsonArray().size() == 28);
        double sum = 0;
        for (JsonElement row : json.getAsJsonArray("map")) {
            for (JsonElement value : row.getAsJsonArray()) {
                sum += value.getAsDouble();
            }
        }
        assertThat(json.get("sum").getAsDouble()).isCloseTo(sum, within(1e-4));
        assertThat(json.get("difference").getAsDouble())
                .isCloseTo(
                        json.get("logit").getAsDouble()
                                - json.get("baseline_logit").getAsDouble(),
                        within(1e-6));
        assertThat(sent.out()).as(sent.err()).isEqualTo(opened.out());
        assertThat(sent.json().get("image").isJsonNull()).isTrue();
        assertThat(sent.json().get("baseline").getAsString()).isEqualTo("mean");
        assertThat(words.out().lines().filter(line -> line.length() == 56))
                .as(words.out())
                .hasSize(28);
        assertThat(words.out()).contains("Run 1, epoch 0. Test image 5, of class", "sum of all pixels", "difference");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("'--class': class must be predicted, true, a label from 0 to 9");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualToIgnoringNewLines("There is no test image 70000; they are counted from 0 to 9999.");
    }

    @Test
    void a_file_that_a_killed_dashboard_left_misleads_nobody() throws Exception {
        Path file = home.resolve("server.json");
        String own = Files.readString(file);
        app.close();
        assertThat(file).doesNotExist();
        Path other = folder.resolve("other");

        try (App elsewhere = new App(other)) {
            URI address = elsewhere.serve(new Settings("127.0.0.1", 0, List.of(), other));
            for (String stale : List.of(own, own.replaceAll("http://[^\"]+", address.toString()), "{")) {
                Files.writeString(file, stale);

                Ended ended = run("runs", "list", "--json");

                assertThat(ended.status()).as(stale + ended.err()).isZero();
                assertThat(ended.json().get("total").getAsInt()).isZero();
            }
        }
    }

    @Test
    void a_dashboard_that_dies_is_said_and_one_that_hangs_does_not_hold_the_terminal() throws Exception {
        Path third = folder.resolve("third");
        Program dashboard = start(third, "serve", "--port", "0");
        dashboard.awaitAddress();
        Program left = start(third, with(TINY, "--epochs", "500"));
        Program impatient = start(third, with(TINY, "--epochs", "500"));
        left.awaitOutput("Run ");
        impatient.awaitOutput("Run ");

        dashboard.signal("STOP");
        impatient.signal("INT");
        Thread.sleep(1_000);
        boolean waits = impatient.alive();
        impatient.signal("INT");

        assertThat(waits).isTrue();
        assertThat(impatient.awaitEnd()).isEqualTo(130);

        dashboard.kill();

        assertThat(left.awaitEnd()).isEqualTo(1);
        assertThat(left.err())
                .containsPattern("inkling resume \\d lets it go on")
                .contains("does not answer")
                .doesNotContain("\tat ");
    }
}
