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
        Listener listener = listener(heard.head());
        if (listener == null) {
            return Answer.of(Command.STOP).bytes();
        }
        Message<Answer> answer = listener.receive(heard);
        atWork(heard.head(), answer.head().command() != Command.STOP, listener);
        return answer.bytes();
    }

    private synchronized @Nullable Listener listener(Report report) {
        return listeners.get(report.job());
    }

    private synchronized void atWork(Report report, boolean goesOn, Listener listener) {
        if (listener == listeners.get(report.job())) {
            machines.heard(report, goesOn);
        }
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
