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
    private final Map<Long, Conversation> conversations = new HashMap<>();

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
        conversations.put(job, conversation);
        return conversation;
    }

    /** Whoever still says something of the job is told to stop. */
    synchronized void end(long job) {
        conversations.remove(job);
        machines.done(job);
        notifyAll();
    }

    /** @throws IllegalArgumentException if it is no report */
    byte[] receive(Object message) {
        Message<Report> heard = Message.read(message, Report.class);
        Conversation conversation = found(heard.head());
        return conversation == null
                ? Answer.of(Command.STOP).bytes()
                : conversation.receive(heard).bytes();
    }

    private synchronized @Nullable Conversation found(Report report) {
        Conversation conversation = conversations.get(report.job());
        if (conversation != null) {
            machines.heard(report);
        }
        return conversation;
    }

    /** Waits a bounded time until nobody follows a job any more. */
    synchronized void awaitQuiet(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis(); !conversations.isEmpty() && left > 0; ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }
}
