package inkling.cluster.spark;

import inkling.cluster.ClusterException;
import inkling.cluster.JobInParts;
import inkling.cluster.spark.Answer.Command;
import inkling.text.Text;
import inkling.worker.JobContext;
import inkling.worker.Progress;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows a job on the cluster that is done in parts: executors are answered at once, and what they say of the parts waits
 * for the job's own thread.
 */
final class RemoteParts<R extends Record> implements Listener {
    private static final long LOOK_MILLIS = 100;

    /** What a number takes with what stands around it, and a record without its numbers. */
    private static final int BYTES_A_NUMBER = 32;

    private static final int BYTES_A_RECORD = 1_000;

    private final String version;
    private final JobInParts<R> job;
    private final JobContext context;
    private final List<Part> parts;
    /** That come of a part. */
    private final long mostBytes;

    private long nextProgress = System.nanoTime();
    private @Nullable String failure;

    RemoteParts(String version, JobInParts<R> job, JobContext context) {
        this.version = version;
        this.job = job;
        this.context = context;
        mostBytes = BYTES_A_RECORD + BYTES_A_NUMBER * job.mostNumbers();
        parts = IntStream.range(0, job.parts()).mapToObj(Part::new).toList();
    }

    @Override
    public synchronized Message<Answer> receive(Message<Report> message) {
        Report report = message.head();
        if (!report.version().equals(version)) {
            failure = report.refusal(version);
        }
        if (report.part() < 0 || report.part() >= parts.size()) {
            throw new IllegalArgumentException("there is no part " + report.part());
        }
        Part part = parts.get(report.part());
        if (failure != null || report.attempt() < part.attempt || part.said) {
            return Answer.of(Command.STOP); // A part that is done stays so, whoever begins it again.
        }
        if (report.attempt() > part.attempt) {
            part.begin(report);
        }
        return switch (report.kind()) {
            case TELLS -> {
                part.tell(report.done(), message.body());
                yield Answer.of(Command.GO_ON);
            }
            case FETCHES -> part.fetch(report);
            case SENDS -> {
                part.receive(report, message.body());
                yield Answer.of(failure == null ? Command.GO_ON : Command.STOP);
            }
            case DONE -> {
                part.end(report.done());
                yield Answer.of(Command.STOP);
            }
            case FAILED -> {
                failure = report.failure();
                yield Answer.of(Command.STOP);
            }
            case ASKS -> throw new IllegalArgumentException("parts know what is to be done");
        };
    }

    /**
     * Follows it, on the job's own thread.
     *
     * @param going is done when Spark has nothing more to do for it
     * @throws ClusterException with a sentence if it failed there
     */
    void follow(Future<Void> going) {
        context.report(Progress.of("waiting for a machine of the cluster"));
        while (true) {
            boolean last = going.isDone(); // Looked at first, since all is said before.
            for (Part part : parts) {
                look(part);
            }
            throwIfFailed();
            boolean whole = parts.stream().allMatch(part -> part.taken);
            tellProgress(whole);
            if (whole) {
                return;
            }
            if (last) {
                throw RemoteJob.gaveUp(going, "it can be asked for again");
            }
            context.throwIfCancelled();
            moment();
        }
    }

    /** A few times a second, since all that is known of all parts may be put together for it. */
    private void tellProgress(boolean whole) {
        long done = done();
        long now = System.nanoTime();
        if (done > 0 && (whole || now - nextProgress >= 0)) {
            job.onProgress(done);
            nextProgress = now + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
        }
    }

    /** Gives a part what it asks for, and takes what is said of it; none of that may keep executors waiting. */
    private void look(Part part) {
        if (wantsGiven(part)) {
            Optional<byte[]> given = job.given(part.index);
            synchronized (this) {
                part.give(given);
            }
        }
        byte[] said = said(part);
        if (said.length > 0) {
            try {
                job.take(part.index, Message.result(said, job.result()), part.taken);
            } catch (IllegalArgumentException | NullPointerException e) { // What is missing in a record is null.
                throw new ClusterException(
                        Text.of("What executor %s says of part %d cannot be.", part.executor, part.index), e);
            }
        }
    }

    private synchronized boolean wantsGiven(Part part) {
        return part.wants;
    }

    private synchronized byte[] said(Part part) {
        return part.takeSaid();
    }

    private synchronized void throwIfFailed() {
        if (failure != null) {
            throw new ClusterException(failure);
        }
    }

    private synchronized long done() {
        return parts.stream().mapToLong(part -> part.done).sum();
    }

    private synchronized void moment() {
        try {
            wait(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** What is known of a part; used with the job's lock, but for what the job's own thread alone uses. */
    private final class Part {
        private static final byte[] NOTHING = {};

        final int index;
        /** Spark's number of the latest; what an earlier one says is dropped. */
        private long attempt = -1;

        private String executor = "";
        private long done;
        private boolean wants;
        private byte @Nullable [] given;
        private byte[] soFar = NOTHING;
        private ByteArrayOutputStream result = new ByteArrayOutputStream();
        private boolean said;
        /** Known to the job's own thread alone. */
        private boolean taken;

        Part(int index) {
            this.index = index;
        }

        void begin(Report first) {
            attempt = first.attempt();
            executor = first.executor();
            done = 0;
            given = null;
            soFar = NOTHING;
            result = new ByteArrayOutputStream();
        }

        void tell(long far, byte[] found) {
            done = far;
            soFar = found.length > 0 ? found : soFar;
        }

        /** The next piece of what is given to the part; forgotten once the last one is on its way. */
        Message<Answer> fetch(Report report) {
            if (given == null) {
                wants = true;
                RemoteParts.this.notifyAll();
                return Answer.of(Command.WAIT);
            }
            byte[] piece = Message.piece(given, Math.toIntExact(report.at()));
            given = piece.length < Message.MOST_BODY ? null : given;
            return new Message<>(new Answer(Command.GO_ON, null), piece);
        }

        void give(Optional<byte[]> bytes) {
            wants = false;
            given = bytes.orElse(null);
            said = bytes.isEmpty();
            taken = bytes.isEmpty();
        }

        void receive(Report report, byte[] piece) {
            result.writeBytes(piece);
            if (report.total() > mostBytes || result.size() > report.total()) {
                failure = Text.of(
                        "Executor %s sent %d bytes of part %d, more than can come of it.",
                        executor, Math.max(report.total(), result.size()), index);
            }
        }

        void end(long far) {
            if (result.size() == 0) {
                failure = Text.of("Executor %s ended part %d and sent nothing.", executor, index);
            }
            done = far;
            said = true;
            soFar = NOTHING;
            RemoteParts.this.notifyAll();
        }

        /** What was said and not taken yet: all of it where the part is done; empty if there is nothing new. */
        byte[] takeSaid() {
            byte[] news = said && !taken ? result.toByteArray() : soFar;
            taken = said;
            soFar = NOTHING;
            result = said ? new ByteArrayOutputStream() : result;
            return news;
        }
    }
}
