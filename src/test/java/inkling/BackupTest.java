package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.MetricsRepository;
import inkling.database.Database;
import inkling.runs.job.Outcome;
import inkling.runs.job.TinyDataset;
import inkling.worker.JobStatus;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a home in use, restored into an empty one. */
@Timeout(300)
class BackupTest {
    private static final String RUN =
            "dataset=idx&batch_size=4&hidden=16%2C12&epochs=40&lr=0.003&seed=11&device=cpu&augment=false&data=";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Program> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Program::kill);
    }

    private Program start(Path folder, String... arguments) throws Exception {
        Program program = Program.start(Files.createDirectories(folder), arguments);
        started.add(program);
        return program;
    }

    @Test
    void a_run_that_was_backed_up_while_it_trained_ends_with_the_numbers_of_one_that_nobody_stopped() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        TinyDataset.write(images, 2_000, 200);
        Program server = start(folder.resolve("server"), "serve", "--port=0");
        URI address = server.awaitAddress();
        String data = URLEncoder.encode(images.toString(), StandardCharsets.UTF_8);
        post(address, "/api/runs", RUN + data);
        awaitQueue(address);
        post(address, "/api/runs", RUN + data);
        awaitEpochs(address, 2, 2);
        Path backup = folder.resolve("backup.zip");

        Program taking = start(
                folder.resolve("terminal"),
                "backup",
                backup.toString(),
                "--home",
                server.home().toString());
        assertThat(taking.awaitEnd()).as(taking.err()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        server.kill();
        Program restoring = start(folder.resolve("restored"), "restore", backup.toString());
        assertThat(restoring.awaitEnd()).as(restoring.err()).isZero();
        Outcome whole = outcome(server.home(), 1);
        Outcome half = outcome(restoring.home(), 2);
        Program resuming = start(folder.resolve("restored"), "resume", "2");
        assertThat(resuming.awaitEnd()).as(resuming.err()).isZero();

        assertThat(half.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(half.epochs()).hasSizeBetween(2, 39);
        assertThat(whole.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(outcome(restoring.home(), 1)).isEqualTo(whole);
        assertThat(outcome(restoring.home(), 2)).isEqualTo(whole);
    }

    private static Outcome outcome(Path home, long run) {
        try (Database database = new Database(home)) {
            return Outcome.of(
                    run, new MetricsRepository(database), new CheckpointFiles(new RunFolders(home), Clock.systemUTC()));
        }
    }

    private void awaitEpochs(URI address, long run, int epochs) throws Exception {
        while (json(address, "/api/runs/" + run + "/metrics")
                        .getAsJsonArray("epochs")
                        .size()
                < epochs) {
            Thread.sleep(5);
        }
    }

    private void awaitQueue(URI address) throws Exception {
        while (!json(address, "/api/queue").getAsJsonArray("devices").isEmpty()) {
            Thread.sleep(20);
        }
    }

    private JsonObject json(URI address, String path) throws Exception {
        return JsonParser.parseString(get(address, path)).getAsJsonObject();
    }

    private String get(URI address, String path) throws Exception {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private void post(URI address, String path, String form) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + answer.body()).isLessThan(400);
    }
}
