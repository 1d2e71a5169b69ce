package inkling.cluster.spark;

import inkling.cluster.spark.Answer.Command;
import inkling.training.Score;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;

/** An executor's line to the driver for one attempt at a job, or at a part of it. Used on one thread at a time. */
final class Line {
    private static final long MOMENT_MILLIS = 50;

    private final PluginContext context;
    private final Report report;

    /** The driver does not want to hear more. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The driver does not answer. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private LostException(Exception cause) {
            super("the driver does not answer", cause);
        }
    }

    Line(PluginContext context, String version, long job, int part, long attempt) {
        this.context = context;
        this.report = new Report(version, job, part, attempt, context.executorID());
    }

    /** What is to be done; waits until the driver knows. */
    Work work() {
        while (true) {
            Answer answer = ask(new Message<>(report)).head();
            if (answer.work() != null) {
                return answer.work();
            }
            moment();
        }
    }

    /** The checkpoint to begin with. */
    byte[] checkpoint(long length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(length));
        while (bytes.size() < length) {
            bytes.writeBytes(ask(new Message<>(report.fetches(bytes.size()))).body());
        }
        return bytes.toByteArray();
    }

    /**
     * Tells of events.
     *
     * @return whether where the training stands after them is to be sent next
     */
    boolean tell(List<Event> events, boolean whole) {
        Message<Report> told = new Message<>(report.tells(events, whole));
        Command command = ask(told).head().command();
        while (command == Command.WAIT) {
            moment();
            command = ask(told).head().command();
        }
        return whole || command == Command.CHECKPOINT;
    }

    /** What the driver gives to this part alone; waits until that is there. */
    byte[] given() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            Message<Answer> answer = ask(new Message<>(report.fetches(bytes.size())));
            if (answer.head().command() == Command.WAIT) {
                moment();
                continue;
            }
            bytes.writeBytes(answer.body());
            if (answer.body().length < Message.MOST_BODY) {
                return bytes.toByteArray();
            }
        }
    }

    /**
     * Tells how far the part is.
     *
     * @param soFar what there is of it; empty if nothing is
     */
    void tell(long done, byte[] soFar) {
        ask(new Message<>(report.tells(done), soFar));
    }

    void send(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += Message.MOST_BODY) {
            ask(new Message<>(report.sends(at, bytes.length), Message.piece(bytes, at)));
        }
    }

    /** @param score what a test came to; null of a training */
    void done(@Nullable Score score) {
        end(report.done(score));
    }

    /** @param result what came of the part */
    void donePart(long done, byte[] result) {
        send(result);
        end(report.donePart(done));
    }

    void failed(String sentence) {
        end(report.failed(sentence));
    }

    private void end(Report last) {
        try {
            ask(new Message<>(last));
        } catch (StoppedException e) {
            // There is nothing to stop any more.
        }
    }

    private Message<Answer> ask(Message<Report> message) {
        if (Optional.ofNullable(TaskContext.get()).filter(TaskContext::isInterrupted).isPresent()) {
            throw new StoppedException();
        }
        Message<Answer> answer = Message.read(asked(message.bytes()), Answer.class);
        if (answer.head().command() == Command.STOP) {
            throw new StoppedException();
        }
        return answer;
    }

    private Object asked(byte[] question) {
        try {
            return context.ask(question);
        } catch (Exception e) {
            throw new LostException(e);
        }
    }

    private static void moment() {
        try {
            Thread.sleep(MOMENT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }
}
