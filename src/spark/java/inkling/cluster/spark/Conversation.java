package inkling.cluster.spark;

import inkling.cluster.spark.Answer.Command;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one job: executors are answered at once, and what they said waits in a queue for the thread that follows
 * the job. Used on any thread.
 */
final class Conversation implements Listener {
    /** So much may wait before an executor is slowed down. */
    private static final int MOST_WAITING = 50;

    private static final long MOST_BYTES = 64 << 20;

    private final String version;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    /** By Spark's number; what an earlier one says is dropped, since its executor is taken for lost. */
    private long attempt = -1;

    private @Nullable Work work;
    private byte[] checkpoint = new byte[0];
    private BooleanSupplier wantsCheckpoint = () -> false;
    private boolean asked;

    /**
     * @param version of the program on either side
     */
    Conversation(String version) {
        this.version = version;
    }

    /**
     * What was said.
     *
     * @param whole whether the checkpoint after it is the next thing that is said
     */
    record Heard(Report report, byte[] body, boolean whole) {}

    /** The next thing that was said; null if nothing was for a while. */
    @Nullable Heard next(long millis) {
        try {
            return heard.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /**
     * Says what the attempt that asked last is to do.
     *
     * @param checkpoint to begin with; not copied
     * @param wantsCheckpoint whether the attempt is to send where it stands
     */
    synchronized void answer(Work work, byte[] checkpoint, BooleanSupplier wantsCheckpoint) {
        this.work = work;
        this.checkpoint = checkpoint;
        this.wantsCheckpoint = wantsCheckpoint;
    }

    /** A checkpoint that was wanted is there. */
    synchronized void received() {
        asked = false;
    }

    @Override
    public synchronized Message<Answer> receive(Message<Report> message) {
        Report report = message.head();
        if (report.attempt() < attempt) {
            return Answer.of(Command.STOP);
        }
        if (!report.version().equals(version)) {
            heard.add(new Heard(report.failed(report.refusal(version)), message.body(), false));
            return Answer.of(Command.STOP);
        }
        if (report.attempt() > attempt) {
            begin(report);
            return Answer.of(Command.WAIT);
        }
        return switch (report.kind()) {
            case ASKS -> work == null ? Answer.of(Command.WAIT) : new Message<>(new Answer(Command.GO_ON, work));
            case FETCHES -> new Message<>(
                    new Answer(Command.GO_ON, null), Message.piece(checkpoint, Math.toIntExact(report.at())));
            case TELLS -> Answer.of(told(report));
            case SENDS -> {
                heard.add(new Heard(report, message.body(), false));
                yield Answer.of(Command.GO_ON);
            }
            case DONE, FAILED -> {
                heard.add(new Heard(report, message.body(), false));
                yield Answer.of(Command.STOP);
            }
        };
    }

    private void begin(Report first) {
        attempt = first.attempt();
        work = null;
        asked = false;
        heard.clear();
        heard.add(new Heard(first, new byte[0], false));
    }

    /** An executor whose events have to wait tells them again. */
    private boolean isFull() {
        return heard.size() >= MOST_WAITING
                || heard.stream().mapToLong(each -> each.body().length).sum() >= MOST_BYTES;
    }

    private Command told(Report report) {
        if (isFull()) {
            return Command.WAIT;
        }
        boolean wanted = report.whole() || !asked && wantsCheckpoint.getAsBoolean();
        asked |= wanted;
        heard.add(new Heard(report, new byte[0], wanted));
        return wanted ? Command.CHECKPOINT : Command.GO_ON;
    }
}
