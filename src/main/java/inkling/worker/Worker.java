package inkling.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue: jobs for one device run one after the other, in the order in which they came, on a thread that the device
 * keeps; jobs for different devices run side by side. Used on any thread.
 */
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private final Duration patience;
    private final List<Consumer<JobStatus>> listeners = new CopyOnWriteArrayList<>();

    /** Guards everything below; never held while a job, a hook or a listener runs. */
    private final Object lock = new Object();

    private final Map<String, Deque<Ticket>> waiting = new LinkedHashMap<>();
    private final Map<String, Ticket> running = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private long lastId;
    private boolean closed;

    /** A worker that gives a running job ten seconds to stop when it is closed. */
    public Worker(Clock clock) {
        this(clock, PATIENCE);
    }

    /**
     * A worker without jobs.
     *
     * @param patience how long {@link #close} waits for the running jobs to come to their next step
     */
    public Worker(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Is told of every change, on the thread that makes it, so it must be quick; throttling is the listener's. */
    public void addListener(Consumer<JobStatus> listener) {
        listeners.add(listener);
    }

    /**
     * Puts a job at the end of a device's queue.
     *
     * @return the number by which it can be cancelled
     * @throws IllegalStateException if the worker is closed
     */
    public long submit(String device, Job job) {
        Ticket ticket;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the program ends, no more jobs are taken");
            }
            ticket = new Ticket(++lastId, device, job, clock, this::tell);
            if (!waiting.containsKey(device)) {
                waiting.put(device, new ArrayDeque<>());
                startThread(device);
            }
            waiting.get(device).add(ticket);
            lock.notifyAll();
        }
        // It may have started meanwhile, or even ended; its status is read only now, so nothing outdated is told.
        tell(ticket.status());
        return ticket.id;
    }

    /**
     * Cancels a job: a waiting one leaves the queue, a running one stops at its next step.
     *
     * @return false if there is no such job any more, or it was cancelled before
     */
    public boolean cancel(long jobId) {
        Ticket ticket;
        boolean waited;
        synchronized (lock) {
            ticket = find(jobId);
            if (ticket == null) {
                return false;
            }
            waited = waiting.get(ticket.device).remove(ticket);
        }
        if (!waited) {
            return ticket.askToStop(false);
        }
        try {
            ticket.job.cancelledBeforeStart();
        } catch (RuntimeException e) {
            log.error("{} could not be told that it was cancelled", ticket.job.title(), e);
        }
        leave(ticket);
        return true;
    }

    /** Every job that has not ended: the running ones first, then the waiting ones in the order in which they came. */
    public List<JobStatus> jobs() {
        List<Ticket> tickets = new ArrayList<>();
        synchronized (lock) {
            tickets.addAll(running.values());
            waiting.values().stream()
                    .flatMap(Deque::stream)
                    .sorted(Comparator.comparingLong(ticket -> ticket.id))
                    .forEach(tickets::add);
        }
        return tickets.stream().map(Ticket::status).toList();
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
     * is dropped without a word.
     */
    @Override
    public void close() {
        List<Ticket> stopping;
        synchronized (lock) {
            closed = true;
            waiting.values().forEach(Deque::clear);
            stopping = List.copyOf(running.values());
            lock.notifyAll();
        }
        stopping.forEach(ticket -> ticket.askToStop(true));
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
            for (Ticket ticket = take(device); ticket != null; ticket = take(device)) {
                run(ticket);
                leave(ticket);
            }
        } catch (InterruptedException e) {
            log.error("The thread of {} was interrupted, which nobody should do", device, e);
        }
    }

    /** The next job of a device, or null when the worker is closed. */
    private @Nullable Ticket take(String device) throws InterruptedException {
        synchronized (lock) {
            while (!closed && waiting.get(device).isEmpty()) {
                lock.wait();
            }
            if (closed) {
                return null;
            }
            Ticket ticket = waiting.get(device).remove();
            ticket.take();
            running.put(device, ticket);
            return ticket;
        }
    }

    private void run(Ticket ticket) {
        tell(ticket.status());
        try {
            ticket.job.run(ticket);
        } catch (CancellationException e) {
            log.debug("{} was cancelled", ticket.job.title());
        } catch (Throwable e) { // An Error too: the next job may well fit into memory.
            log.error("{} ended with a defect", ticket.job.title(), e);
        }
        // What a job left of an interruption is not the next one's.
        Thread.interrupted();
    }

    private void leave(Ticket ticket) {
        synchronized (lock) {
            running.remove(ticket.device, ticket);
            lock.notifyAll();
        }
        ticket.end();
    }

    private @Nullable Ticket find(long jobId) {
        return Stream.concat(
                        running.values().stream(), waiting.values().stream().flatMap(Deque::stream))
                .filter(ticket -> ticket.id == jobId)
                .findFirst()
                .orElse(null);
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
