package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.database.Database;
import inkling.runs.job.Laboratory;
import inkling.runs.job.Outcome;
import inkling.runs.job.TinyDataset;
import inkling.worker.JobStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a full disk ends, it ends with a sentence, and once there is space again everything goes on. */
@Timeout(180)
class FullDiskTest {
    private static final int EPOCHS = 60;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void a_run_fails_with_a_sentence_pages_answer_and_it_resumes_without_a_restart() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        try (SmallDisk small = new SmallDisk(disk, 64);
                Laboratory whole = new Laboratory(folder.resolve("whole"));
                Laboratory laboratory = new Laboratory(disk)) {
            Outcome uninterrupted =
                    outcome(whole, whole.train(Laboratory.request(EPOCHS)).id());
            long atFirst = laboratory.train(Laboratory.request(1)).id();
            small.fill(12);

            long id = laboratory.train(Laboratory.request(EPOCHS)).id();

            Run failed = laboratory.service.get(id);
            int kept = laboratory.metrics.epochs(id).size();
            assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
            assertThat(failed.failure())
                    .hasValue("The disk is full. Epoch " + kept
                            + " is kept. Free some space, and the run goes on from there when it is resumed.");
            assertThat(kept).isBetween(1, EPOCHS - 1);
            small.fill(0);
            // Another one finds the disk full from its first moment; not one of them takes the database down.
            for (int i = 0; i < 5; i++) {
                Run next = laboratory.train(Laboratory.request(3));
                assertThat(next.failure())
                        .hasValueSatisfying(
                                text -> assertThat(text).startsWith("The disk is full. No epoch was finished."));
            }
            for (String page : new String[] {"/", "/runs/" + id, "/runs/" + atFirst, "/api/runs"}) {
                assertThat(get(laboratory, page)).as(page).isEqualTo(200);
            }

            small.free();
            laboratory.service.resume(id);
            laboratory.service.await(id);

            assertThat(outcome(laboratory, id)).isEqualTo(uninterrupted);
        }
    }

    @Test
    void a_command_ends_with_a_sentence_and_its_result_and_the_home_opens_again() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        TinyDataset.write(Files.createDirectory(folder.resolve("images")), 700, 100);
        try (SmallDisk small = new SmallDisk(disk, 40)) {
            Files.createDirectory(folder.resolve("command"));
            Program train = Program.start(
                    folder.resolve("command"),
                    java.util.Map.of("INKLING_HOME", disk.toString()),
                    "train",
                    "--dataset=idx",
                    "--data=" + folder.resolve("images"),
                    "--batch-size=10",
                    "--hidden=400,100",
                    "--epochs=30",
                    "--json");

            assertThat(train.awaitEnd()).as(train.err()).isEqualTo(1);

            JsonObject result = JsonParser.parseString(train.out()).getAsJsonObject();
            assertThat(result.get("status").getAsString()).isEqualTo("failed");
            assertThat(train.err()).contains("The disk is full. Epoch ").doesNotContain("\tat ");
            try (Database database = new Database(disk)) {
                int kept = new MetricsRepository(database).epochs(1).size();
                assertThat(kept).isPositive();
                assertThat(train.err()).contains("Epoch " + kept + " is kept.");
            }
            small.fill(0);
            Program again = Program.start(
                    folder.resolve("command"), java.util.Map.of("INKLING_HOME", disk.toString()), "resume", "1");
            assertThat(again.awaitEnd()).as(again.err()).isEqualTo(1);
            assertThat(again.err()).contains("The disk is full").doesNotContain("\tat ");
        }
    }

    private int get(Laboratory laboratory, String page) throws Exception {
        URI address = laboratory.server.address().resolve(page);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static Outcome outcome(Laboratory laboratory, long id) {
        return Outcome.of(id, laboratory.metrics, laboratory.files);
    }
}
