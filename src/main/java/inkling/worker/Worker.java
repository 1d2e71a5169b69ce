package inkling.worker;

import inkling.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue: jobs for one device run one after the other, in an order that can be changed, on a thread that the device
 * keeps; jobs for different devices run side by side. What waits is kept in the database and outlives the process. Used
 * on any thread.
 */
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Of those that wait, how many are told to everybody. */
    private static final int TOLD = 20;

    private final JobTable table;
    private final Clock clock;
    private final Duration patience;
    private final List<Consumer<JobStatus>> listeners = new CopyOnWriteArrayList<>();

    /** Guards everything below, and the order in the table; never held while a job, a hook or a listener runs. */
    private final Object lock = new Object();

    private final DeviceQueues queues = new DeviceQueues();

    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    /** A worker that gives a running job ten seconds to stop when it is closed. */
    public Worker(Database database, Clock clock) {
        this(database, clock, PATIENCE);
    }

    /**
     * A worker that does what is submitted; see {@link #open} for what an earlier one left.
     *
     * @param patience how long {@link #close} waits for the running jobs to come to their next step
     */
    public Worker(Database database, Clock clock, Duration patience) {
        this.table = new JobTable(database);
        this.clock = clock;
        this.patience = patience;
    }

    /** Is told of every change, on the thread that makes it, so it must be quick; throttling is the listener's. */
    public void addListener(Consumer<JobStatus> listener) {
        listeners.add(listener);
    }

    /**
     * Takes over what an earlier process left waiting, in its order, and begins with it. What was running then is
     * forgotten: its feature has marked it before. To be called once, before anything is submitted.
     */
    public void open(List<JobSource> sources) {
        List<QueuedJob> left = table.takeOver(sources, clock, this::tell);
        for (QueuedJob queued : left) {
            synchronized (lock) {
                enqueue(queued);
            }
            tell(queued.status());
        }
        for (JobSource source : sources) {
            source.waiting().stream()
                    .filter(lost -> left.stream().noneMatch(queued -> queued.is(lost.job())))
                    .forEach(lost -> submit(lost.device(), lost.job()));
        }
    }

    /**
     * Puts a job at the end of a device's queue; when this returns, it is on the disk.
     *
     * @return the number by which it can be cancelled
     * @throws IllegalStateException if the worker is closed
     */
    public long submit(String device, Job job) {
        return submit(device, List.of(job)).get(0);
    }

    /** The same for several at once, all or none. */
    public List<Long> submit(String device, List<Job> jobs) {
        List<QueuedJob> queuedJobs = new ArrayList<>();
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the program ends, no more jobs are taken");
            }
            List<JobTable.Row> rows = table.add(jobs, device, clock.instant());
            for (int i = 0; i < jobs.size(); i++) {
                JobTable.Row row = rows.get(i);
                queuedJobs.add(new QueuedJob(row.id(), device, row.place(), jobs.get(i), clock, this::tell));
            }
            queuedJobs.forEach(this::enqueue);
        }
        table.sync();
        // They may have started meanwhile, or even ended; their status is read only now, so nothing outdated is told.
        queuedJobs.forEach(queued -> tell(queued.status()));
        return queuedJobs.stream().map(queued -> queued.id).toList();
    }

    private void enqueue(QueuedJob queued) {
        if (queues.add(queued)) {
            startThread(queued.device);
        }
        lock.notifyAll();
    }

    /**
     * Moves a waiting job; at the end of its way it stays where it is.
     *
     * @return false if it does not wait any more
     */
    public boolean move(long jobId, Move move) {
        QueuedJob queued;
        synchronized (lock) {
            queued = find(jobId);
            List<QueuedJob> moved = queued == null ? List.of() : queues.move(queued, move);
            if (moved.isEmpty()) {
                return false;
            }
            table.place(moved);
        }
        table.sync();
        tell(queued.status());
        return true;
    }

    /**
     * Cancels a job: a waiting one leaves the queue, a running one stops at its next step.
     *
     * @return false if there is no such job any more, or it was cancelled before
     */
    public boolean cancel(long jobId) {
        QueuedJob queued;
        boolean waited;
        synchronized (lock) {
            queued = find(jobId);
            if (queued == null) {
                return false;
            }
            waited = queues.leave(queued);
        }
        if (!waited) {
            return queued.askToStop(false);
        }
        queued.cancelledBeforeStart();
        leave(queued);
        return true;
    }

    /**
     * Cancels some jobs, and waits a bounded time until they have left the queue.
     *
     * @return false if one of them has not come to its next step in that time; it ends there
     */
    public boolean cancelAll(Predicate<Job> which) {
        List<QueuedJob> queuedJobs;
        synchronized (lock) {
            // Those that wait first, so that none of them begins when another one ends.
            queuedJobs = Stream.concat(queues.waiting().stream(), queues.running().stream())
                    .filter(queued -> which.test(queued.job))
                    .toList();
        }
        queuedJobs.forEach(queued -> cancel(queued.id));
        return awaitEnd(queuedJobs);
    }

    private boolean awaitEnd(List<QueuedJob> queuedJobs) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            try {
                while (queuedJobs.stream().anyMatch(queued -> find(queued.id) != null)) {
                    long millis = (deadline - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) {
                        return false;
                    }
                    lock.wait(millis);
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** Every job that has not ended: the running ones first, then the waiting ones in their order. */
    public List<JobStatus> jobs() {
        return state(Integer.MAX_VALUE).jobs();
    }

    /** What everybody is told: all that run, and the first of those that wait. */
    public QueueState state() {
        return state(TOLD);
    }

    private QueueState state(int most) {
        List<QueuedJob> running;
        List<QueuedJob> waiting;
        synchronized (lock) {
            running = queues.running();
            waiting = queues.waiting();
        }
        return new QueueState(
                running.stream().map(QueuedJob::status).toList(),
                waiting.stream().limit(most).map(QueuedJob::status).toList(),
                waiting.size());
    }

    /** The job of that kind about that, if it waits or runs. */
    public Optional<JobStatus> find(String kind, String subject) {
        synchronized (lock) {
            return queues.find(queued -> queued.is(kind, subject)).map(QueuedJob::status);
        }
    }

    /** Waits until a job has left the queue, just before listeners hear of it; at once if it is not in it. */
    public void await(long jobId) throws InterruptedException {
        synchronized (lock) {
            while (find(jobId) != null) {
                lock.wait();
            }
        }
    }

    /**
     * Takes no more jobs, asks the running ones to stop at their next step and waits a bounded time for them; what waits
     * still waits in the database.
     */
    @Override
    public void close() {
        List<QueuedJob> stopping;
        synchronized (lock) {
            closed = true;
            queues.clear();
            stopping = queues.running();
            lock.notifyAll();
        }
        stopping.forEach(queued -> queued.askToStop(true));
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            awaitEnd(thread, deadline);
        }
    }

    private static void awaitEnd(Thread thread, long deadline) {
        try {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.warn("The job on {} has not stopped and is left behind", thread.getName());
        }
    }

    private void startThread(String device) {
        Thread thread = new Thread(() -> work(device), "worker " + device);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void work(String device) {
        try {
            for (QueuedJob queued = take(device); queued != null; queued = take(device)) {
                run(queued);
                leave(queued);
            }
        } catch (InterruptedException e) {
            log.error("The thread of {} was interrupted, which nobody should do", device, e);
        }
    }

    /** The next job of a device, or null when the worker is closed. */
    private @Nullable QueuedJob take(String device) throws InterruptedException {
        synchronized (lock) {
            while (!closed && !queues.waitsFor(device)) {
                lock.wait();
            }
            return closed ? null : queues.start(device);
        }
    }

    /** A queue that cannot be written goes on; what its jobs are about is recorded apart from it. */
    private static void keep(QueuedJob queued, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            log.error("The queue could not be kept at {}", queued.job.title(), e);
        }
    }

    private void run(QueuedJob queued) {
        keep(queued, () -> table.start(queued.id));
        tell(queued.status());
        queued.run();
        // What a job left of an interruption is not the next one's.
        Thread.interrupted();
    }

    private void leave(QueuedJob queued) {
        synchronized (lock) {
            keep(queued, () -> table.delete(queued.id));
            queues.end(queued);
            lock.notifyAll();
        }
        queued.end();
    }

    private @Nullable QueuedJob find(long jobId) {
        return queues.find(queued -> queued.id == jobId).orElse(null);
    }

    private void tell(JobStatus status) {
        for (Consumer<JobStatus> listener : listeners) {
            try {
                listener.accept(status);
            } catch (RuntimeException e) {
                log.error("A listener failed on {}", status.title(), e);
            }
        }
    }
}
