package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.terminal.Ending;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ctrl-C and SIGTERM do to real processes. */
@Timeout(300)
class EndingTest {
    private static final String STOPPING = "Stopping at the next step; Ctrl-C again ends at once.";

    @TempDir
    Path folder;

    private Program program;

    @AfterEach
    void end() {
        program.kill();
    }

    @Test
    void an_interrupt_stops_what_is_trained_in_the_terminal_where_it_can_go_on() throws Exception {
        program = Program.start(folder, "train", "--dataset", "builtin", "--epochs", "500", "--json");
        program.awaitOutput("Epoch 1/500: ");

        program.signal("INT");

        assertThat(program.awaitEnd()).isEqualTo(130);
        assertThat(program.err())
                .contains(STOPPING)
                .contains("Run 1 was stopped; inkling resume 1 lets it go on.")
                .doesNotContain("Exception");
        assertThat(program.out()).contains("\"status\":\"cancelled\"").hasLineCount(1);
        assertStopped(JobStatus.CANCELLED);
    }

    @Test
    void an_interrupt_ends_a_search_for_a_learning_rate() throws Exception {
        program = Program.start(
                folder,
                "lr-find",
                "--dataset",
                "builtin",
                "--batch-size",
                "512",
                "--arch",
                "conv 32x5 pad 2, conv 32x5 pad 2",
                "--json");
        program.awaitOutput("Training");

        program.signal("INT");

        assertThat(program.awaitEnd()).isEqualTo(130);
        assertThat(program.out()).isEmpty();
    }

    @Test
    void a_termination_interrupts_what_the_dashboard_trains_where_it_can_go_on() throws Exception {
        program = Program.start(folder, "serve", "--port", "0");
        HttpRequest start = HttpRequest.newBuilder(program.awaitAddress().resolve("/api/runs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"dataset\": \"builtin\", \"epochs\": 500}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(start, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
        Path checkpoint = program.home().resolve("runs/1/checkpoint-0001.safetensors");
        while (!Files.exists(checkpoint)) {
            assertThat(program.alive()).isTrue();
            Thread.sleep(50);
        }

        program.signal("TERM");

        assertThat(program.awaitEnd()).isEqualTo(143);
        assertThat(program.out()).contains(STOPPING);
        assertThat(program.err()).doesNotContain("Exception");
        assertStopped(JobStatus.INTERRUPTED);
    }

    @Test
    void without_a_job_the_dashboard_just_ends() throws Exception {
        program = Program.start(folder, "serve", "--port", "0");
        program.awaitOutput("Inkling is ready at http");

        program.signal("INT");

        assertThat(program.awaitEnd()).isEqualTo(130);
        assertThat(program.out()).doesNotContain(STOPPING);
    }

    @ParameterizedTest
    @CsvSource({"INT, INT, 130", "TERM, INT, 130", "INT, TERM, 143"})
    void a_second_signal_ends_at_once_however_long_the_first_would_take(String first, String second, int status)
            throws Exception {
        program = Program.of(folder, Endless.class);
        program.awaitOutput("ready");

        program.signal(first);
        program.awaitOutput("ending");
        boolean waits = !program.awaitEnd(500, TimeUnit.MILLISECONDS);
        program.signal(second);

        assertThat(waits).isTrue();
        assertThat(program.awaitEnd()).isEqualTo(status);
    }

    private void assertStopped(JobStatus status) throws IOException {
        try (Database database = new Database(program.home())) {
            assertThat(new RunRepository(database).find(1).orElseThrow().status())
                    .isEqualTo(status);
            assertThat(new CheckpointFiles(new RunFolders(program.home()), Clock.systemUTC()).pausePath(1))
                    .exists();
        }
    }

    /** A program that would take for ever to end in order. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws InterruptedException {
            CountDownLatch never = new CountDownLatch(1);
            Ending.prepare(() -> {
                System.out.println("ending");
                awaitQuietly(never);
            });
            System.out.println("ready");
            never.await();
        }

        private static void awaitQuietly(CountDownLatch never) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
