package inkling.cluster.spark;

import inkling.cluster.spark.Answer.Command;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes what executors say to those who follow their jobs, and answers at once: Spark has one thread for all of it. */
final class Switchboard {
    private final String version;
    private final Machines machines;
    private final Map<Long, Listener> listeners = new HashMap<>();

    Switchboard(String version, Machines machines) {
        this.version = version;
        this.machines = machines;
    }

    Machines machines() {
        return machines;
    }

    /** Begins to listen to what is said of a job. */
    synchronized Conversation begin(long job) {
        Conversation conversation = new Conversation(version);
        begin(job, conversation);
        return conversation;
    }

    /** Has somebody listen to what is said of a job. */
    synchronized void begin(long job, Listener listener) {
        listeners.put(job, listener);
    }

    /** Whoever still says something of the job is told to stop. */
    synchronized void end(long job) {
        listeners.remove(job);
        machines.done(job);
        notifyAll();
    }

    /** @throws IllegalArgumentException if it is no report */
    byte[] receive(Object message) {
        Message<Report> heard = Message.read(message, Report.class);
        Listener listener = found(heard.head());
        return listener == null
                ? Answer.of(Command.STOP).bytes()
                : listener.receive(heard).bytes();
    }

    private synchronized @Nullable Listener found(Report report) {
        Listener listener = listeners.get(report.job());
        if (listener != null) {
            machines.heard(report);
        }
        return listener;
    }

    /** Waits a bounded time until nobody follows a job any more. */
    synchronized void awaitQuiet(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis(); !listeners.isEmpty() && left > 0; ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }
}
