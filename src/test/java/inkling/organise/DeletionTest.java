package inkling.organise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.MovedClock;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.RunRequest;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.deletion.Deletions;
import inkling.deletion.Removal;
import inkling.errors.UserError;
import inkling.training.Hyperparameters;
import inkling.training.Score;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTest {
    private static final RunRequest REQUEST =
            new RunRequest("Adam 0.001", DatasetKind.BUILTIN, Optional.empty(), Hyperparameters.DEFAULT, "cpu");

    @TempDir
    Path home;

    private final MovedClock clock = new MovedClock(Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC));
    private Database database;
    private RunRepository runs;
    private RunLife life;
    private boolean busy;
    private OrganisedRuns organised;
    private Deletions deletions;
    private Removal removal;

    @BeforeEach
    void open() {
        database = new Database(home);
        runs = new RunRepository(database);
        life = new RunLife(database);
        organised = new OrganisedRuns(database, runs, this::end, clock);
        deletions = new Deletions(List.of(new DeletedRuns(database, runs, this::end)), clock, Duration.ofHours(1));
        removal = new Removal(database, deletions, new RunFolders(home)::remove);
    }

    private boolean end(List<Long> ids) {
        runs.findAll(ids).stream()
                .filter(run -> run.status() == JobStatus.QUEUED)
                .forEach(run -> life.cancel(run.id(), clock.instant()));
        return !busy;
    }

    @AfterEach
    void close() {
        removal.close();
        database.close();
    }

    @Test
    void runs_end_while_they_are_edited_and_neither_stands_in_the_way_of_the_other() throws Exception {
        List<Long> ids = IntStream.range(0, 40)
                .mapToObj(i -> life.create(REQUEST, "0.1.0", clock.instant()).id())
                .toList();
        Thread queue = new Thread(() -> ids.forEach(id -> {
            life.start(id, "cpu", clock.instant());
            life.finish(id, new Score(0.07, 0.98), clock.instant());
        }));

        queue.start();
        while (queue.isAlive()) {
            organised.archive(ids, true);
            organised.tag(ids, List.of("busy"));
            organised.pin(ids.get(7), true);
            organised.archive(ids, false);
        }
        queue.join();

        assertThat(runs.findAll(ids)).allSatisfy(run -> assertThat(run.test()).isPresent());
    }

    @Test
    void a_run_that_never_was_does_not_come_back() {
        assertThatThrownBy(() -> restore(List.of(99L)))
                .isInstanceOf(UserError.NotFound.class)
                .hasMessage("Run 99 is gone for good.");
    }

    @Test
    void a_deleted_run_is_nowhere_and_comes_back_whole() throws Exception {
        long id = finished();
        organised.change(
                id,
                new Change(
                        Optional.empty(),
                        Optional.of("Good."),
                        Optional.of(List.of("paper")),
                        Optional.empty(),
                        Optional.of(true)));
        Run before = runs.get(id);

        organised.delete(List.of(id));

        assertThat(runs.find(id)).isEmpty();
        assertThat(runs.findAll(List.of(id))).isEmpty();
        assertThat(runs.isEmpty()).isTrue();
        assertThat(deletions.until("run", String.valueOf(id)))
                .contains(clock.instant().plus(Duration.ofHours(1)));
        assertThatThrownBy(() -> runs.get(id))
                .isInstanceOf(UserError.NotFound.class)
                .hasMessageContaining("Run 1 was deleted.");

        clock.forward(Duration.ofMinutes(59));
        removal.sweep();
        restore(List.of(id));

        Run after = runs.get(id);
        assertThat(after.annotations()).isEqualTo(before.annotations());
        assertThat(after.test()).isEqualTo(before.test());
        assertThat(folder(id)).exists();
        assertThat(deletions.until("run", String.valueOf(id))).isEmpty();
    }

    @Test
    void once_the_time_has_passed_rows_and_files_go_and_nothing_brings_them_back() throws Exception {
        long id = finished();
        long other = finished();
        organised.delete(List.of(id));
        clock.forward(Duration.ofHours(1));

        assertThat(deletions.until("run", String.valueOf(id))).isEmpty();
        assertThatThrownBy(() -> restore(List.of(id)))
                .isInstanceOf(UserError.NotFound.class)
                .hasMessage("Run 1 is gone for good.");
        removal.sweep();

        assertThat(folder(id)).doesNotExist();
        assertThat(folder(other)).isNotEmptyDirectory();
        assertThat(rows("run")).isEqualTo(1);
        assertThat(rows("tag")).isZero();
        assertThat(rows("removed_file")).isZero();
        assertThatThrownBy(() -> runs.get(id)).hasMessage("There is no run 1.");
    }

    @Test
    void files_that_could_not_go_are_gone_once_a_later_process_has_started() throws Exception {
        long id = finished();
        organised.delete(List.of(id));
        clock.forward(Duration.ofHours(2));
        // What a process leaves that dies between the rows and the files.
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from run where id = ?", id);
            handle.execute("insert into removed_file (path) values (?)", "runs/" + id);
        });
        close();
        open();

        removal.start();

        for (int i = 0; i < 200 && Files.exists(folder(id)); i++) {
            Thread.sleep(50);
        }
        assertThat(folder(id)).doesNotExist();
    }

    @Test
    void a_run_that_waits_is_cancelled_before_it_is_deleted() throws Exception {
        long done = finished();
        long waiting = life.create(REQUEST, "0.1.0", clock.instant()).id();

        organised.delete(List.of(done, waiting));

        assertThat(runs.isEmpty()).isTrue();
        restore(List.of(waiting));
        assertThat(runs.get(waiting).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void as_long_as_something_works_on_a_run_nothing_of_it_goes() throws Exception {
        long id = finished();
        busy = true;
        assertThatThrownBy(() -> organised.delete(List.of(id)))
                .isInstanceOf(UserError.Busy.class)
                .hasMessageContaining("nothing was deleted");
        assertThat(runs.newest(10)).hasSize(1);

        busy = false;
        organised.delete(List.of(id));
        clock.forward(Duration.ofHours(2));
        busy = true;
        removal.sweep();
        assertThat(folder(id)).exists();
        assertThat(rows("run")).isEqualTo(1);

        busy = false;
        removal.sweep();
        assertThat(folder(id)).doesNotExist();
    }

    @Test
    void several_come_back_together_or_not_at_all() throws Exception {
        long first = finished();
        organised.delete(List.of(first));
        clock.forward(Duration.ofMinutes(50));
        long second = finished();
        organised.delete(List.of(second));
        clock.forward(Duration.ofMinutes(20));

        assertThatThrownBy(() -> restore(List.of(second, first))).hasMessage("Run 1 is gone for good.");

        assertThat(runs.find(second)).isEmpty();
        restore(List.of(second));
        restore(List.of(second));
        assertThat(runs.find(second)).isPresent();
    }

    @Test
    void there_is_one_baseline_at_most_also_after_a_deleted_one_comes_back() throws Exception {
        long first = finished();
        long second = finished();
        organised.pin(first, true);
        organised.delete(List.of(first));

        organised.pin(second, true);
        restore(List.of(first));

        assertThat(runs.get(first).annotations().baseline()).isFalse();
        assertThat(runs.get(second).annotations().baseline()).isTrue();
        organised.pin(second, false);
        assertThat(runs.get(second).annotations().baseline()).isFalse();
    }

    private void restore(List<Long> ids) {
        deletions.restore("run", ids.stream().map(String::valueOf).toList());
    }

    private long finished() throws IOException {
        long id = life.create(REQUEST, "0.1.0", clock.instant()).id();
        life.start(id, "cpu", clock.instant());
        life.finish(id, new Score(0.07, 0.98), clock.instant());
        Files.createDirectories(folder(id).resolve("deeper"));
        Files.writeString(folder(id).resolve("checkpoint-0001.safetensors"), "x");
        Files.writeString(folder(id).resolve("deeper/map.safetensors"), "x");
        return id;
    }

    private Path folder(long id) {
        return home.resolve("runs").resolve(String.valueOf(id));
    }

    private int rows(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Integer.class)
                        .one());
    }
}
