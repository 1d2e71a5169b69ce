package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.imagine.Dream;
import inkling.imagine.DreamRepository;
import inkling.maps.job.Projection;
import inkling.maps.job.ProjectionRepository;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home in which runs, dreams and maps each kept where they stood, and the queue only what waited. */
class EarlierJobsTest {
    @TempDir
    Path folder;

    @AutoClose
    private Database database;

    private RunRepository runs;

    @BeforeEach
    void open() throws IOException {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        try (Stream<Path> all = Files.list(Path.of("db"))) {
            for (Path each : all.filter(path -> path.getFileName().toString().matches("V[1-9]__.*"))
                    .toList()) {
                Files.copy(each, migrations.resolve(each.getFileName()));
            }
        }
        try (Database earlier = new Database(folder, "filesystem:" + migrations)) {
            earlier.jdbi().useHandle(EarlierJobsTest::fill);
        }
        database = new Database(folder);
        runs = new RunRepository(database);
    }

    private static void fill(Handle handle) {
        run(handle, "'FINISHED'", "'cpu'", "12:00", "13:00", "13:10", "null", 50, 2, 9);
        run(handle, "'FAILED'", "'gpu0'", "12:00", "12:00", "12:01", "'The disk is full.'", 0, 0, 3);
        run(handle, "'RUNNING'", "'cpu'", "12:00", "12:00", null, "null", 0, 0, 2);
        run(handle, "'QUEUED'", "null", null, null, null, "null", 0, 0, 1);
        run(handle, "'QUEUED'", "'cpu'", "11:00", null, null, "null", 60, 1, 5);
        dream(handle, "QUEUED", "null", null);
        dream(handle, "FINISHED", "'cpu'", "12:30");
        map(handle, 1, "PCA", "FINISHED", "0.5, 0.2", "null", "12:05");
        map(handle, 2, "PCA", "FINISHED", "0.4, 0.3", "null", "12:06");
        map(handle, 3, "PCA", "QUEUED", "null, null", "null", null);
        map(handle, 1, "TSNE", "STOPPED", "null, null", "null", "12:07");
        map(handle, 1, "TSNE", "FAILED", "null, null", "'No more.'", "12:08");
        // Somebody has moved them: the later run is the first.
        waits(handle, "training", "5", 1);
        waits(handle, "pca", "1/test/h2", 2);
        waits(handle, "dream", "1", 3);
        waits(handle, "training", "4", 4);
        waits(handle, "training", "4", 9); // As a resume in a terminal could leave it that was killed.
        handle.execute("insert into job (kind, subject, device, place, state, created_at) "
                + "values ('training', '3', 'cpu', 0, 'RUNNING', " + time("12:00") + ")");
    }

    private static String time(String clock) {
        return clock == null ? "null" : "timestamp with time zone '2026-01-01 " + clock + ":00Z'";
    }

    private static void run(
            Handle handle,
            String status,
            String device,
            String started,
            String resumed,
            String ended,
            String failure,
            int before,
            int resumes,
            int revision) {
        handle.execute("""
                insert into run (name, revision, status, requested_dataset, requested_device, optimizer, learning_rate,
                    momentum, nesterov, weight_decay, batch_size, epochs, hidden_1, hidden_2, augment, seed,
                    validation_share, program_version, created_at, started_at, ended_at, resumed_at, device, failure,
                    seconds_before, resumes)
                values ('Old', %d, %s, 'AUTO', 'auto', 'ADAM', 0.001, 0.9, false, 0, 64, 5, 16, 12, false, 7, 0.1,
                    '0.1.0', %s, %s, %s, %s, %s, %s, %d, %d)
                """.formatted(
                        revision,
                        status,
                        time("10:00"),
                        time(started),
                        time(ended),
                        time(resumed),
                        device,
                        failure,
                        before,
                        resumes));
    }

    private static void dream(Handle handle, String status, String device, String ended) {
        handle.execute("""
                insert into dream (run_id, status, epoch, method, digit, images, mean, deviation, seed, created_at,
                    started_at, ended_at, device)
                values (1, '%s', 1, 'NOISE', 3, 1000, 0, 1, 1, %s, %s, %s, %s)
                """.formatted(status, time("10:00"), time(ended), time(ended), device));
    }

    private static void map(
            Handle handle, int epoch, String method, String status, String explained, String failure, String ended) {
        String search = method.equals("TSNE") ? "30, 0, 500" : "null, null, null";
        handle.execute("""
                insert into projection (run_id, epoch, split, layer, method, points, status, perplexity, seed, iterations,
                    explained_1, explained_2, failure, created_at, ended_at)
                values (1, %d, 'TEST', 'H2', '%s', 100, '%s', %s, %s, %s, %s, %s)
                """.formatted(epoch, method, status, search, explained, failure, time("10:00"), time(ended)));
    }

    private static void waits(Handle handle, String kind, String subject, int place) {
        handle.execute(
                "insert into job (kind, subject, device, place, state, created_at) values (?, ?, 'cpu', ?, 'WAITING', "
                        + time("10:00") + ")",
                kind,
                subject,
                place);
    }

    @Test
    void runs_stand_where_they_stood() {
        Run finished = runs.get(1);
        Run failed = runs.get(2);
        Run resumed = runs.get(5);

        assertThat(List.of(1L, 2L, 3L, 4L, 5L))
                .extracting(id -> runs.get(id).status())
                .containsExactly(
                        JobStatus.FINISHED, JobStatus.FAILED, JobStatus.RUNNING, JobStatus.QUEUED, JobStatus.QUEUED);
        assertThat(finished.startedAt()).contains(Instant.parse("2026-01-01T12:00:00Z"));
        assertThat(finished.endedAt()).contains(Instant.parse("2026-01-01T13:10:00Z"));
        assertThat(finished.took()).contains(Duration.ofSeconds(650));
        assertThat(finished.trainingTime().resumes()).isEqualTo(2);
        assertThat(finished.revision()).isEqualTo(9);
        assertThat(failed.failure()).contains("The disk is full.");
        assertThat(failed.device()).contains("gpu0");
        assertThat(runs.get(4).device()).isEmpty();
        assertThat(resumed.startedAt()).contains(Instant.parse("2026-01-01T11:00:00Z"));
        assertThat(resumed.took()).isEmpty();
    }

    @Test
    void pictures_and_maps_stand_where_they_stood() {
        DreamRepository dreams = new DreamRepository(database);
        List<Projection> maps = new ProjectionRepository(database).of(1);

        assertThat(dreams.list(1, 9)).extracting(Dream::status).containsExactly(JobStatus.FINISHED, JobStatus.QUEUED);
        assertThat(maps)
                .extracting(Projection::status)
                .containsExactly(
                        Projection.Status.FAILED,
                        Projection.Status.STOPPED,
                        Projection.Status.QUEUED,
                        Projection.Status.FINISHED,
                        Projection.Status.FINISHED);
        assertThat(maps.get(0).failure()).contains("No more.");
        assertThat(maps.get(3).job()).isEqualTo(maps.get(4).job());
    }

    @Test
    void what_waited_waits_in_its_order() {
        List<Long> queued = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id from job where status = 'QUEUED' order by coalesce(place, id), id")
                        .mapTo(Long.class)
                        .list());

        assertThat(queued)
                .containsExactly(
                        runs.get(5).job().id(),
                        new ProjectionRepository(database).of(1).get(2).job().id(),
                        new DreamRepository(database)
                                .find(1)
                                .orElseThrow()
                                .job()
                                .id(),
                        runs.get(4).job().id());
    }
}
