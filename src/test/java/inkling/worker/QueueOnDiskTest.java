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
        submit("cpu", going);
        going.started.await();
        long third = 0;
        for (String title : List.of("first", "second", "third")) {
            third = submit("cpu", new Quick(title));
        }
        worker.move(third, Move.FIRST);
        restart();
        store("cpu", new Quick("going"));
        log.clear();

        open("first", "second", "third", "going");
        awaitAll();

        assertThat(log).containsExactly("third", "first", "second", "going");
    }

    @Test
    void what_ran_when_the_process_died_does_not_run_again() throws Exception {
        Stepping going = new Stepping("going");
        submit("cpu", going);
        submit("cpu", new Quick("waiting"));
        going.started.await();
        Database dead = database;
        database.checkpointSync();
        Path copy = copyOfWhatIsOnTheDisk();
        database = new Database(copy);
        Worker next = new Worker(database, Clock.systemUTC());
        next.register(new Quicks("waiting", "going"));

        next.recover();
        next.open();
        for (LiveJob job : next.jobs()) {
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
            submit("cpu", new Quick("a"));
            long b = submit("cpu", new Quick("b"));
            worker.move(b, Move.UP);
            copies.add(copyOfWhatIsOnTheDisk());
        });
        close();
        log.clear();

        database = new Database(copies.get(0));
        worker = new Worker(database, Clock.systemUTC());
        open("a", "b");
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
    void what_never_came_to_the_queue_waits_in_its_place_and_what_is_not_to_be_done_any_more_is_cancelled()
            throws Exception {
        submit("cpu", new Quick("before"));
        awaitAll();
        blocked(() -> {
            submit("cpu", new Quick("known"));
            submit("cpu", new Quick("forgotten"));
            store("cpu", new Quick("lost"));
        });
        restart();
        log.clear();

        open("lost", "known");
        awaitAll();
        log.remove("forgotten cancelled");
        restart();
        open("forgotten");
        awaitAll();

        assertThat(log).containsExactly("known", "lost");
    }

    @Test
    void a_job_moves_among_those_that_wait_for_its_device() throws Exception {
        blocked(() -> {
            long a = submit("cpu", new Quick("a"));
            long b = submit("cpu", new Quick("b"));
            long c = submit("cpu", new Quick("c"));
            long d = submit("cpu", new Quick("d"));

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

        open("a", "b", "c", "d");
        awaitAll();

        assertThat(log).containsExactly("b", "d", "c", "a");
    }

    @Test
    void turns_go_on_at_the_next_start_with_whom_was_served_longest_ago() throws Exception {
        worker.takeTurns(true);
        worker.await(submitFor("Ben", "Ben's done"));
        worker.await(submitFor("Anna", "Anna's done"));
        blocked(() -> {
            submitFor("Anna", "Anna's 1");
            submitFor("Anna", "Anna's 2");
            submitFor("Ben", "Ben's 1");
            submitFor("Ben", "Ben's 2");
            submitFor("Cleo", "Cleo's 1");
        });
        List<String> told = waiting();
        restart();
        log.clear();

        open("Anna's 1", "Anna's 2", "Ben's 1", "Ben's 2", "Cleo's 1");
        assertThat(worker.takesTurns()).isTrue();
        awaitAll();

        assertThat(told).containsExactly("Cleo's 1", "Ben's 1", "Anna's 1", "Ben's 2", "Anna's 2");
        assertThat(log).isEqualTo(told);
    }

    @Test
    void where_turns_are_taken_a_job_moves_among_those_of_its_person() throws Exception {
        blocked(() -> {
            submitFor("Anna", "a1");
            long a2 = submitFor("Anna", "a2");
            submitFor("Ben", "b1");
            long a3 = submitFor("Anna", "a3");
            submitFor("Ben", "b2");

            worker.takeTurns(true);
            assertThat(waiting()).containsExactly("a1", "b1", "a2", "b2", "a3");
            worker.move(a3, Move.UP);
            assertThat(waiting()).containsExactly("a1", "b1", "a3", "b2", "a2");
            worker.move(a2, Move.FIRST);
            worker.move(a2, Move.DOWN);
            assertThat(waiting()).containsExactly("a1", "b1", "a2", "b2", "a3");

            worker.takeTurns(false);
            assertThat(waiting()).containsExactly("a1", "a2", "a3", "b1", "b2");
        });
    }

    private List<String> waiting() {
        return worker.jobs().stream().filter(LiveJob::waits).map(LiveJob::title).toList();
    }
}
