package inkling.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.database.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WorkerTest {
    @TempDir
    private Path home;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private Database database;
    private Worker worker;

    @BeforeEach
    void start() {
        database = new Database(home);
        worker = new Worker(database, Clock.systemUTC(), Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        worker.close();
        database.close();
    }

    /** Ends the process and begins another one with the same home, as far as a queue can tell. */
    private void restart() {
        close();
        start();
    }

    @Test
    void jobs_of_a_device_run_one_after_the_other_in_the_order_in_which_they_came() throws Exception {
        Stepping first = new Stepping("first");
        worker.submit("cpu", first);
        long last = 0;
        for (int i = 0; i < 20; i++) {
            last = worker.submit("cpu", new Quick("job " + i));
        }

        first.finish();
        worker.await(last);

        assertThat(log.subList(0, 2)).containsExactly("first starts", "first ends");
        assertThat(log.subList(2, 22))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> "job " + i)
                        .toList());
        assertThat(worker.jobs()).isEmpty();
    }

    @Test
    void jobs_of_two_devices_run_side_by_side() throws Exception {
        Stepping cpu = new Stepping("cpu job");
        Stepping gpu = new Stepping("gpu job");

        worker.submit("cpu", cpu);
        worker.submit("gpu0", gpu);

        assertThat(cpu.started.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(gpu.started.await(5, TimeUnit.SECONDS)).isTrue();
        cpu.finish();
        gpu.finish();
    }

    @Test
    void the_queue_tells_the_running_job_first_and_how_far_it_is() throws Exception {
        Stepping running = new Stepping("running");
        worker.submit("cpu", running);
        worker.submit("cpu", new Quick("waiting"));
        running.started.await();
        running.context.report("epoch 1 of 2", 10, 100, "images");

        List<JobStatus> jobs = worker.jobs();

        assertThat(jobs).extracting(JobStatus::title).containsExactly("running", "waiting");
        assertThat(jobs).extracting(JobStatus::state).containsExactly(JobStatus.State.RUNNING, JobStatus.State.WAITING);
        assertThat(jobs.get(0).progress().share()).isEqualTo(0.1);
        running.finish();
    }

    @Test
    void a_waiting_job_that_is_cancelled_is_told_and_never_runs() throws Exception {
        Stepping running = new Stepping("running");
        worker.submit("cpu", running);
        running.started.await();
        long waiting = worker.submit("cpu", new Quick("waiting"));

        boolean cancelled = worker.cancel(waiting);

        assertThat(cancelled).isTrue();
        running.finish();
        worker.await(worker.submit("cpu", new Quick("after")));
        assertThat(log).containsExactly("running starts", "waiting cancelled", "running ends", "after");
    }

    @Test
    void a_running_job_that_is_cancelled_stops_at_its_next_step() throws Exception {
        Stepping running = new Stepping("running");
        long id = worker.submit("cpu", running);
        running.started.await();

        assertThat(worker.cancel(id)).isTrue();
        assertThat(worker.cancel(id)).isFalse();
        worker.await(id);

        assertThat(log).containsExactly("running starts", "running stopped, program ends: false");
    }

    @Test
    void what_is_not_in_the_queue_cannot_be_cancelled() throws Exception {
        long id = worker.submit("cpu", new Quick("done"));
        worker.await(id);

        assertThat(worker.cancel(id)).isFalse();
        assertThat(worker.cancel(99)).isFalse();
    }

    @Test
    void a_job_s_defect_is_survived() throws Exception {
        worker.submit("cpu", new Quick("broken") {
            @Override
            public void run(JobContext context) {
                throw new IllegalStateException("on purpose");
            }
        });
        worker.addListener(status -> {
            throw new IllegalStateException("on purpose, too");
        });

        worker.await(worker.submit("cpu", new Quick("next")));

        assertThat(log).containsExactly("next");
    }

    @Test
    void listeners_hear_of_every_change() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        Stepping first = new Stepping("first");
        worker.submit("cpu", first);
        first.started.await();
        worker.addListener(
                status -> heard.add(status.state() + " " + status.progress().activity()));

        long second = worker.submit("cpu", new Quick("second") {
            @Override
            public void run(JobContext context) {
                context.report(Progress.of("half"));
            }
        });
        first.finish();
        worker.await(second);
        eventually(() -> heard.size() == 5);

        assertThat(heard)
                .containsExactly("WAITING waiting", "ENDED starting", "RUNNING starting", "RUNNING half", "ENDED half");
    }

    @Test
    void closing_stops_the_running_job_and_drops_what_waits_without_cancelling_it() throws Exception {
        Stepping running = new Stepping("running");
        worker.submit("cpu", running);
        worker.submit("cpu", new Quick("waiting"));
        running.started.await();

        worker.close();

        assertThat(log).containsExactly("running starts", "running stopped, program ends: true");
        assertThatThrownBy(() -> worker.submit("cpu", new Quick("late"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closing_does_not_wait_for_ever() throws Exception {
        Worker impatient = new Worker(database, Clock.systemUTC(), Duration.ofMillis(100));
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        impatient.submit("cpu", new Quick("deaf") {
            @Override
            public void run(JobContext context) throws InterruptedException {
                started.countDown();
                never.await();
            }
        });
        started.await();

        long start = System.nanoTime();
        impatient.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        never.countDown();
    }

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
        Path copy = java.nio.file.Files.createDirectory(home.resolve("copy"));
        java.nio.file.Files.copy(home.resolve("inkling.mv.db"), copy.resolve("inkling.mv.db"));
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

    @Test
    void many_that_wait_are_told_as_the_first_and_a_count() throws Exception {
        blocked(() -> {
            for (int i = 0; i < 100; i++) {
                worker.submit("cpu", new Quick("job " + i));
            }

            Standing standing = worker.standing();

            assertThat(standing.running()).hasSize(1);
            assertThat(standing.next()).hasSize(20);
            assertThat(standing.next().get(19).title()).isEqualTo("job 19");
            assertThat(standing.waiting()).isEqualTo(100);
            assertThat(worker.jobs()).hasSize(101);
        });
    }

    @Test
    void what_cannot_be_asked_to_stop_is_left_to_itself_once_its_job_is_cancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        long id = worker.submit("cpu", new Quick("loading") {
            @Override
            public void run(JobContext context) {
                context.aside(() -> {
                    begun.countDown();
                    return awaitQuietly(never);
                });
            }
        });
        begun.await();

        long asked = System.nanoTime();
        worker.cancel(id);
        worker.await(id);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        never.countDown();
    }

    @Test
    void what_is_done_aside_gives_its_result_or_its_error() throws Exception {
        worker.await(worker.submit("cpu", new Quick("aside") {
            @Override
            public void run(JobContext context) {
                log.add(context.aside(() -> "result"));
                try {
                    context.aside(() -> {
                        throw new IllegalStateException("on purpose");
                    });
                } catch (IllegalStateException e) {
                    log.add(e.getMessage());
                }
            }
        }));

        assertThat(log).containsExactly("result", "on purpose");
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private interface Meanwhile {
        void run() throws Exception;
    }

    /** Does something while another job has the device, and leaves that job running. */
    private void blocked(Meanwhile meanwhile) throws Exception {
        Stepping running = new Stepping("running");
        worker.submit("cpu", running);
        running.started.await();
        meanwhile.run();
    }

    private void awaitAll() throws InterruptedException {
        for (JobStatus job : worker.jobs()) {
            worker.await(job.id());
        }
    }

    private static void eventually(java.util.function.BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private class Quick implements Job {
        private final String title;

        Quick(String title) {
            this.title = title;
        }

        @Override
        public String kind() {
            return "test";
        }

        @Override
        public String subject() {
            return title;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public String url() {
            return "/";
        }

        @Override
        public void run(JobContext context) throws Exception {
            log.add(title);
        }

        @Override
        public void cancelledBeforeStart() {
            log.add(title + " cancelled");
        }
    }

    /** Does small steps until it is told to finish or to stop. */
    private final class Stepping extends Quick {
        final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch finish = new CountDownLatch(1);
        volatile JobContext context;

        Stepping(String title) {
            super(title);
        }

        void finish() {
            finish.countDown();
        }

        @Override
        public void run(JobContext context) throws Exception {
            this.context = context;
            log.add(title() + " starts");
            started.countDown();
            try {
                while (!finish.await(1, TimeUnit.MILLISECONDS)) {
                    context.throwIfCancelled();
                }
                log.add(title() + " ends");
            } catch (java.util.concurrent.CancellationException e) {
                log.add(title() + " stopped, program ends: " + context.programEnds());
                throw e;
            }
        }
    }

    /** Knows jobs that only write down that they ran; those that it names wait, as far as it knows. */
    private final class Quicks implements JobSource {
        private final List<String> titles;
        private boolean waiting = true;

        Quicks(String... titles) {
            this.titles = List.of(titles);
        }

        Quicks knowingOfNoneThatWaits() {
            waiting = false;
            return this;
        }

        @Override
        public String kind() {
            return "test";
        }

        @Override
        public Optional<Submission> again(String subject) {
            return titles.contains(subject) ? Optional.of(new Submission("cpu", new Quick(subject))) : Optional.empty();
        }

        @Override
        public List<Submission> waiting() {
            return waiting
                    ? titles.stream()
                            .map(title -> new Submission("cpu", new Quick(title)))
                            .toList()
                    : List.of();
        }
    }
}
