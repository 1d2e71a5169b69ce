package inkling.worker;

import inkling.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue: jobs for one device begin one after the other, in an order that can be changed, or in turns between those who
 * asked for them; as many run side by side as the device has slots, one as a rule, each on a thread that the device keeps.
 * Jobs for different devices run side by side. What waits is kept in the database and outlives the process. Used on any
 * thread.
 */
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Of those that wait, how many are told to everybody. */
    private static final int TOLD = 20;

    private final JobRepository jobs;
    private final JobLife life;
    private final Clock clock;
    private final Duration patience;
    private final ToIntFunction<String> slots;
    private final List<Consumer<LiveJob>> listeners = new CopyOnWriteArrayList<>();

    /** Guards everything below, and the order in the table; never held while a job, a hook or a listener runs. */
    private final Object lock = new Object();

    private final DeviceQueues queues = new DeviceQueues();

    private final Map<String, List<Thread>> threads = new HashMap<>();
    private boolean closed;

    /**
     * A worker that gives a running job ten seconds to stop when it is closed.
     *
     * @param slots how many jobs a device of that name does side by side; asked often, and must be quick
     */
    public Worker(Database database, Clock clock, ToIntFunction<String> slots) {
        this(database, clock, PATIENCE, slots);
    }

    /** The same where every device does one job at a time. */
    public Worker(Database database, Clock clock) {
        this(database, clock, device -> 1);
    }

    /**
     * A worker that does what is submitted; see {@link #open} for what an earlier one left.
     *
     * @param patience how long {@link #close} waits for the running jobs to come to their next step
     */
    public Worker(Database database, Clock clock, Duration patience, ToIntFunction<String> slots) {
        this.jobs = new JobRepository(database);
        this.life = new JobLife(database, clock);
        this.clock = clock;
        this.patience = patience;
        this.slots = slots;
    }

    /** Is told of every change, on the thread that makes it, so it must be quick; throttling is the listener's. */
    public void addListener(Consumer<LiveJob> listener) {
        listeners.add(listener);
    }

    /** Makes a kind of job known; another one of the same name takes its place. */
    public void register(JobKind kind) {
        life.register(kind);
    }

    /** Every kind of job that is known. */
    public Collection<JobKind> kinds() {
        return life.kinds();
    }

    /**
     * Marks what was going when an earlier process died as interrupted, which only a process that has the database alone
     * may do; to be called once, before anything is submitted.
     *
     * @return what was going
     */
    public List<JobRecord> recover() {
        return life.recover();
    }

    /** Takes over what an earlier process left waiting, in its order; what is not to be done any more is cancelled. */
    public void open() {
        List<QueuedJob> left = jobs.queued().stream()
                .flatMap(job -> life.again(job).stream()
                        .map(found -> new QueuedJob(job, found.device(), found.job(), clock, this::tell)))
                .toList();
        jobs.place(left); // A device may have gone, and another taken its jobs.
        if (jobs.turns()) {
            synchronized (lock) {
                queues.takeTurns(new Turns(jobs.served()));
            }
        }
        enqueue(left);
    }

    /**
     * Puts a job that is stored at the end of its device's queue; when this returns, it is on the disk.
     *
     * @throws IllegalStateException if the worker is closed
     */
    public void submit(long id, Job job) {
        submit(Map.of(id, job));
    }

    /** The same for several at once, by their numbers; one that was cancelled meanwhile is left out. */
    public void submit(Map<Long, Job> all) {
        enqueue(jobs.queued(all.keySet()).stream()
                .map(job -> new QueuedJob(job, job.device(), all.get(job.id()), clock, this::tell))
                .toList());
    }

    private void enqueue(List<QueuedJob> all) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the program ends, no more jobs are taken");
            }
            all.forEach(queues::add);
            fillSlots();
        }
        jobs.sync();
        // They may have started meanwhile, or even ended; their status is read only now, so nothing outdated is told.
        all.forEach(queued -> tell(queued.status()));
    }

    /** Begins what can begin now that a device may have more slots than before. */
    public void slotsChanged() {
        synchronized (lock) {
            if (!closed) {
                fillSlots();
            }
        }
    }

    /** Has each device at least as many threads as it can use. */
    private void fillSlots() {
        for (String device : queues.devices()) {
            List<Thread> kept = threads.computeIfAbsent(device, any -> new ArrayList<>());
            while (kept.size() < Math.min(slots.applyAsInt(device), queues.count(device))) {
                kept.add(startThread(device));
            }
        }
        lock.notifyAll();
    }

    /** Whether devices take turns between people; else whoever came first is served first. */
    public boolean takesTurns() {
        synchronized (lock) {
            return queues.takesTurns();
        }
    }

    /** Has devices take turns between people from now on, or not any more; when this returns, it is on the disk. */
    public void takeTurns(boolean turns) {
        List<QueuedJob> waiting;
        synchronized (lock) {
            jobs.keepTurns(turns);
            if (turns) {
                queues.takeTurns(new Turns(jobs.served()));
            } else {
                queues.takeNoTurns();
            }
            waiting = queues.waiting();
        }
        jobs.sync();
        waiting.stream().limit(1).forEach(queued -> tell(queued.status())); // Their order is another one.
    }

    /**
     * Moves a waiting job, where devices take turns among those of the same person; at the end of its way it stays where it is.
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
            jobs.place(moved);
        }
        jobs.sync();
        tell(queued.status());
        return true;
    }

    /**
     * Cancels a job: a waiting one leaves the queue, a running one stops at its next step.
     *
     * @return false if there is no such job any more, or it was cancelled before
     */
    public boolean cancel(long id) {
        return cancelAll(List.of(id));
    }

    /** The same for several, all that wait at once and before any of them can begin. */
    public boolean cancelAll(List<Long> ids) {
        boolean waited = life.cancelQueued(ids);
        List<QueuedJob> going = new ArrayList<>();
        List<QueuedJob> leaving = new ArrayList<>();
        synchronized (lock) {
            for (long id : ids) {
                QueuedJob queued = find(id);
                if (queued != null) {
                    (queues.leave(queued) ? leaving : going).add(queued);
                }
            }
        }
        leaving.forEach(this::leave);
        return going.stream().filter(queued -> queued.askToStop(false)).count() > 0 || waited;
    }

    /**
     * Cancels all jobs of some owners, and waits a bounded time until they have left the queue.
     *
     * @return false if one of them has not come to its next step in that time; it ends there
     */
    public boolean endAll(Collection<String> owners) {
        // What waits in the database alone as well: another process asked for it, or this one is about to submit it.
        return endAll(queued -> owners.contains(queued.owner), jobs.queuedOf(owners));
    }

    /** The same for one job. */
    public boolean end(long id) {
        return endAll(queued -> queued.id == id, List.of());
    }

    private boolean endAll(Predicate<QueuedJob> which, List<Long> stored) {
        List<QueuedJob> ending;
        synchronized (lock) {
            ending = Stream.concat(queues.waiting().stream(), queues.running().stream())
                    .filter(which)
                    .toList();
        }
        // Those that wait first, so that none of them begins when another one ends.
        cancelAll(Stream.concat(stored.stream(), ending.stream().map(queued -> queued.id))
                .distinct()
                .toList());
        return awaitEnd(ending);
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
    public List<LiveJob> jobs() {
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

    /** The job, if it waits or runs here. */
    public Optional<LiveJob> job(long id) {
        synchronized (lock) {
            return Optional.ofNullable(find(id)).map(QueuedJob::status);
        }
    }

    /** What came of a job that has ended; empty if it has not, or is to be seen nowhere any more. */
    public Optional<JobKind.Ended> ended(long id) {
        return life.ended(id);
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
        List<Thread> all;
        synchronized (lock) {
            closed = true;
            queues.clear();
            stopping = queues.running();
            all = threads.values().stream().flatMap(List::stream).toList();
            lock.notifyAll();
        }
        stopping.forEach(queued -> queued.askToStop(true));
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : all) {
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

    private Thread startThread(String device) {
        Thread thread = new Thread(() -> work(device), "worker " + device);
        thread.setDaemon(true);
        thread.start();
        return thread;
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
            while (!closed && !canStart(device)) {
                lock.wait();
            }
            return closed ? null : queues.start(device);
        }
    }

    private boolean canStart(String device) {
        return queues.waitsFor(device) && queues.runningOn(device) < slots.applyAsInt(device);
    }

    private void run(QueuedJob queued) {
        try {
            life.start(queued).ifPresent(started -> {
                tell(queued.status());
                life.run(queued, started);
            });
        } catch (RuntimeException e) {
            log.error("How {} goes could not be kept", queued.job.title(), e);
        }
        // What a job left of an interruption is not the next one's.
        Thread.interrupted();
    }

    private void leave(QueuedJob queued) {
        synchronized (lock) {
            queues.end(queued);
            lock.notifyAll();
        }
        queued.end();
    }

    private @Nullable QueuedJob find(long jobId) {
        return queues.find(queued -> queued.id == jobId).orElse(null);
    }

    private void tell(LiveJob status) {
        for (Consumer<LiveJob> listener : listeners) {
            try {
                listener.accept(status);
            } catch (RuntimeException e) {
                log.error("A listener failed on {}", status.title(), e);
            }
        }
    }
}
