package inkling.worker;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.database.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queue outlives the process. */
class QueueOnDiskTest extends AtWork {
    @Test
    void what_waited_when_the_program_ended_runs_in_its_order_at_the_next_start() throws Exception {
        Stepping going = new Stepping("going");
        worker.submit("cpu", going);
        going.started.await();
        long third = 0;
        for (String title : List.of("first", "second", "third")) {
            third = worker.submit("cpu", new Quick(title));
        }
        worker.move(third, Move.FIRST);
        restart();
        log.clear();

        worker.open(List.of(new Quicks("first", "second", "third", "going")));
        awaitAll();

        assertThat(log).containsExactly("third", "first", "second", "going");
    }

    @Test
    void what_ran_when_the_process_died_does_not_run_again() throws Exception {
        Stepping going = new Stepping("going");
        worker.submit("cpu", going);
        worker.submit("cpu", new Quick("waiting"));
        going.started.await();
        Database dead = database;
        database.checkpointSync();
        Path copy = copyOfWhatIsOnTheDisk();
        database = new Database(copy);
        Worker next = new Worker(database, Clock.systemUTC());

        next.open(List.of(new Quicks("waiting", "going").knowingOfNoneThatWaits()));
        for (JobStatus job : next.jobs()) {
            next.await(job.id());
        }

        assertThat(log).containsExactly("going starts", "waiting");
        next.close();
        worker.close();
        dead.close();
    }

    @Test
    void what_is_submitted_and_how_it_is_moved_outlives_a_process_that_is_killed() throws Exception {
        List<Path> copies = new ArrayList<>();
        blocked(() -> {
            worker.submit("cpu", new Quick("a"));
            long b = worker.submit("cpu", new Quick("b"));
            worker.move(b, Move.UP);
            copies.add(copyOfWhatIsOnTheDisk());
        });
        close();
        log.clear();

        database = new Database(copies.get(0));
        worker = new Worker(database, Clock.systemUTC());
        worker.open(List.of(new Quicks("a", "b").knowingOfNoneThatWaits()));
        awaitAll();

        assertThat(log).containsExactly("b", "a");
    }

    /** Of a database that a process has open, as it is found after that process was killed. */
    private Path copyOfWhatIsOnTheDisk() throws Exception {
        Path copy = Files.createDirectory(home.resolve("copy"));
        Files.copy(home.resolve("inkling.mv.db"), copy.resolve("inkling.mv.db"));
        return copy;
    }

    @Test
    void what_its_feature_says_waits_is_put_at_the_end_and_what_it_does_not_know_is_forgotten() throws Exception {
        worker.submit("cpu", new Quick("before"));
        awaitAll();
        blocked(() -> {
            worker.submit("cpu", new Quick("known"));
            worker.submit("cpu", new Quick("forgotten"));
        });
        restart();
        log.clear();

        worker.open(List.of(new Quicks("lost", "known")));
        awaitAll();
        restart();
        worker.open(List.of(new Quicks("forgotten").knowingOfNoneThatWaits()));
        awaitAll();

        assertThat(log).containsExactly("known", "lost");
    }

    @Test
    void a_job_moves_among_those_that_wait_for_its_device() throws Exception {
        blocked(() -> {
            long a = worker.submit("cpu", new Quick("a"));
            long b = worker.submit("cpu", new Quick("b"));
            long c = worker.submit("cpu", new Quick("c"));
            long d = worker.submit("cpu", new Quick("d"));

            assertThat(worker.move(d, Move.FIRST)).isTrue(); // d a b c
            assertThat(worker.move(a, Move.DOWN)).isTrue(); // d b a c
            assertThat(worker.move(c, Move.UP)).isTrue(); // d b c a
            assertThat(worker.move(d, Move.UP)).isTrue();
            assertThat(worker.move(a, Move.DOWN)).isTrue();
            assertThat(worker.move(b, Move.FIRST)).isTrue(); // b d c a
            assertThat(worker.move(99_999, Move.FIRST)).isFalse();
        });
        restart();
        log.clear();

        worker.open(List.of(new Quicks("a", "b", "c", "d").knowingOfNoneThatWaits()));
        awaitAll();

        assertThat(log).containsExactly("b", "d", "c", "a");
    }
}
