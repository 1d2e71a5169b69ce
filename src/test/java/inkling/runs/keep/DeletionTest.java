package inkling.runs.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.http.UserError;
import inkling.runs.metrics.CheckpointFiles;
import inkling.runs.store.Run;
import inkling.runs.store.RunRepository;
import inkling.runs.store.RunRequest;
import inkling.runs.store.RunStatus;
import inkling.training.Hyperparameters;
import inkling.training.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTest {
    private static final RunRequest REQUEST =
            new RunRequest("Adam 0.001", DatasetKind.BUILTIN, Optional.empty(), Hyperparameters.DEFAULT, "cpu");

    @TempDir
    Path home;

    private final Moved clock = new Moved();
    private Database database;
    private RunRepository runs;
    private boolean busy;
    private KeptRuns kept;
    private Removal removal;

    @BeforeEach
    void open() {
        database = new Database(home);
        runs = new RunRepository(database);
        kept = new KeptRuns(database, runs, this::end, clock, Duration.ofHours(1));
        removal = new Removal(database, new CheckpointFiles(home, clock), this::end, clock, Duration.ofHours(1));
    }

    private boolean end(List<Long> ids) {
        runs.cancelWaiting(ids, clock.instant());
        return !busy;
    }

    @AfterEach
    void close() {
        removal.close();
        database.close();
    }

    @Test
    void a_deleted_run_is_nowhere_and_comes_back_whole() throws Exception {
        long id = finished();
        kept.change(
                id,
                new Change(
                        Optional.empty(),
                        Optional.of("Good."),
                        Optional.of(List.of("paper")),
                        Optional.empty(),
                        Optional.of(true)));
        Run before = runs.get(id);

        kept.delete(List.of(id));

        assertThat(runs.find(id)).isEmpty();
        assertThat(runs.findAll(List.of(id))).isEmpty();
        assertThat(runs.count()).isZero();
        assertThat(kept.deleted()).extracting(each -> each.run().id()).containsExactly(id);
        assertThatThrownBy(() -> runs.get(id))
                .isInstanceOf(UserError.NotFound.class)
                .hasMessageContaining("Run 1 was deleted.")
                .hasMessageContaining("/api/runs/1/restore");

        clock.forward(Duration.ofMinutes(59));
        removal.sweep();
        kept.restore(List.of(id));

        Run after = runs.get(id);
        assertThat(after.kept()).isEqualTo(before.kept());
        assertThat(after.test()).isEqualTo(before.test());
        assertThat(folder(id)).exists();
        assertThat(kept.deleted()).isEmpty();
    }

    @Test
    void once_the_time_has_passed_rows_and_files_go_and_nothing_brings_them_back() throws Exception {
        long id = finished();
        long other = finished();
        kept.delete(List.of(id));
        clock.forward(Duration.ofHours(1));

        assertThat(kept.deleted()).isEmpty();
        assertThatThrownBy(() -> kept.restore(List.of(id)))
                .isInstanceOf(UserError.NotFound.class)
                .hasMessage("Run 1 is gone for good.");
        removal.sweep();

        assertThat(folder(id)).doesNotExist();
        assertThat(folder(other)).isNotEmptyDirectory();
        assertThat(rows("run")).isEqualTo(1);
        assertThat(rows("tag")).isZero();
        assertThat(rows("removed_run")).isZero();
        assertThatThrownBy(() -> runs.get(id)).hasMessage("There is no run 1.");
    }

    @Test
    void files_that_could_not_go_are_gone_once_a_later_process_has_started() throws Exception {
        long id = finished();
        kept.delete(List.of(id));
        clock.forward(Duration.ofHours(2));
        // What a process leaves that dies between the rows and the files.
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from run where id = ?", id);
            handle.execute("insert into removed_run (run_id) values (?)", id);
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
        long waiting = runs.create(REQUEST, "0.1.0", clock.instant()).id();

        kept.delete(List.of(done, waiting));

        assertThat(runs.count()).isZero();
        kept.restore(List.of(waiting));
        assertThat(runs.get(waiting).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void as_long_as_something_works_on_a_run_nothing_of_it_goes() throws Exception {
        long id = finished();
        busy = true;
        assertThatThrownBy(() -> kept.delete(List.of(id)))
                .isInstanceOf(UserError.Busy.class)
                .hasMessageContaining("nothing was deleted");
        assertThat(runs.count()).isEqualTo(1);

        busy = false;
        kept.delete(List.of(id));
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
        kept.delete(List.of(first));
        clock.forward(Duration.ofMinutes(50));
        long second = finished();
        kept.delete(List.of(second));
        clock.forward(Duration.ofMinutes(20));

        assertThatThrownBy(() -> kept.restore(List.of(second, first))).hasMessage("Run 1 is gone for good.");

        assertThat(runs.find(second)).isEmpty();
        kept.restore(List.of(second));
        kept.restore(List.of(second));
        assertThat(runs.find(second)).isPresent();
    }

    @Test
    void there_is_one_baseline_at_most_also_after_a_deleted_one_comes_back() throws Exception {
        long first = finished();
        long second = finished();
        kept.pin(first, true);
        kept.delete(List.of(first));

        kept.pin(second, true);
        kept.restore(List.of(first));

        assertThat(runs.get(first).kept().baseline()).isFalse();
        assertThat(runs.get(second).kept().baseline()).isTrue();
        kept.pin(second, false);
        assertThat(runs.get(second).kept().baseline()).isFalse();
    }

    private long finished() throws IOException {
        long id = runs.create(REQUEST, "0.1.0", clock.instant()).id();
        runs.start(id, "cpu", clock.instant());
        runs.finish(id, new Score(0.07, 0.98), clock.instant());
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

    /** A clock that goes forward when it is told to. */
    private static final class Moved extends Clock {
        private Instant now = Instant.parse("2026-11-25T12:00:00Z");

        void forward(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
