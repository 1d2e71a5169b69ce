package inkling.worker;

import inkling.database.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker with a database of its own, and jobs that write down what becomes of them. */
@Timeout(120)
abstract class AtWork {
    @TempDir
    Path home;

    final List<String> log = new CopyOnWriteArrayList<>();
    Database database;
    Worker worker;
    /** How many jobs the device {@code cluster} does side by side; every other one does one at a time. */
    volatile int slots = 2;

    @BeforeEach
    void start() {
        database = new Database(home);
        worker = new Worker(
                database, Clock.systemUTC(), Duration.ofSeconds(5), device -> device.equals("cluster") ? slots : 1);
        worker.register(new Quicks());
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

    /** Stores a job that waits, and leaves it at that. */
    long store(String device, Job job) {
        return store(device, job, Optional.empty());
    }

    private long store(String device, Job job, Optional<String> askedBy) {
        var row = new JobRepository.New("test", job.title(), askedBy, device, 1);
        return database.jdbi()
                .inTransaction(handle -> JobRepository.add(handle, List.of(row), Instant.now()))
                .get(0);
    }

    /** Submits a job that writes down its title, for the processor, as somebody of that name. */
    long submitFor(String person, String title) {
        Job job = new Quick(title);
        long id = store("cpu", job, Optional.of(person));
        worker.submit(id, job);
        return id;
    }

    long submit(String device, Job job) {
        long id = store(device, job);
        worker.submit(id, job);
        return id;
    }

    /** Begins with what waits of these titles. */
    void open(String... titles) {
        worker.register(new Quicks(titles));
        worker.recover();
        worker.open();
    }

    interface Meanwhile {
        void run() throws Exception;
    }

    /** Does something while another job has the device, and leaves that job running. */
    void blocked(Meanwhile meanwhile) throws Exception {
        Stepping running = new Stepping("running");
        submit("cpu", running);
        running.started.await();
        meanwhile.run();
    }

    void awaitAll() throws InterruptedException {
        for (LiveJob job : worker.jobs()) {
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
        public String title() {
            return title;
        }

        @Override
        public String url() {
            return "/";
        }

        @Override
        public Consumer<Handle> run(JobContext context) throws Exception {
            log.add(title);
            return DONE;
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
        public Consumer<Handle> run(JobContext context) throws Exception {
            this.context = context;
            log.add(title() + " starts");
            started.countDown();
            try {
                while (!finish.await(1, TimeUnit.MILLISECONDS)) {
                    context.throwIfCancelled();
                }
                log.add(title() + " ends");
                return DONE;
            } catch (CancellationException e) {
                log.add(title() + " stopped, program ends: " + context.programEnds());
                throw e;
            }
        }
    }

    /** Knows jobs that only write down that they ran. */
    final class Quicks implements JobKind {
        private final List<String> titles;

        Quicks(String... titles) {
            this.titles = List.of(titles);
        }

        @Override
        public String id() {
            return "test";
        }

        @Override
        public Optional<Submission> again(JobRecord job) {
            return titles.contains(job.owner())
                    ? Optional.of(new Submission("cpu", new Quick(job.owner())))
                    : Optional.empty();
        }

        @Override
        public void changed(JobRecord job) {
            if (job.status() == JobStatus.CANCELLED && job.startedAt().isEmpty()) {
                log.add(job.owner() + " cancelled");
            }
        }
    }
}
