package inkling.worker;

import inkling.database.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker with a database of its own, and jobs that write down what becomes of them. */
@Timeout(30)
abstract class AtWork {
    @TempDir
    Path home;

    final List<String> log = new CopyOnWriteArrayList<>();
    Database database;
    Worker worker;

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
    void restart() {
        close();
        start();
    }

    interface Meanwhile {
        void run() throws Exception;
    }

    /** Does something while another job has the device, and leaves that job running. */
    void blocked(Meanwhile meanwhile) throws Exception {
        Stepping running = new Stepping("running");
        worker.submit("cpu", running);
        running.started.await();
        meanwhile.run();
    }

    void awaitAll() throws InterruptedException {
        for (JobStatus job : worker.jobs()) {
            worker.await(job.id());
        }
    }

    static void eventually(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    class Quick implements Job {
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
        public String owner() {
            return "/";
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
    final class Stepping extends Quick {
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
            } catch (CancellationException e) {
                log.add(title() + " stopped, program ends: " + context.programEnds());
                throw e;
            }
        }
    }

    /** Knows jobs that only write down that they ran; those that it names wait, as far as it knows. */
    final class Quicks implements JobSource {
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
