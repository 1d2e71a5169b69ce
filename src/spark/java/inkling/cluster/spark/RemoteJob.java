package inkling.cluster.spark;

import inkling.cluster.ClusterException;
import inkling.cluster.Trainer.Task;
import inkling.cluster.spark.Conversation.Heard;
import inkling.cluster.spark.Followed.Beginning;
import inkling.network.Blueprint;
import inkling.network.SafetensorsException;
import inkling.text.Text;
import inkling.training.Checkpoint;
import inkling.training.Score;
import inkling.worker.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows one job on the cluster to its end, on the job's own thread: what is heard of it is told there. */
final class RemoteJob {
    private static final long LOOK_MILLIS = 100;

    /** An executor that was told to stop, and says nothing, is not waited for any longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Task task;
    private final Conversation conversation;
    private final Future<Void> going;
    private final Followed followed;
    private boolean begun;
    private long lastHeard = System.nanoTime();
    private @Nullable Heard pending;

    /** @param going is done when Spark has nothing more to do for it */
    RemoteJob(Task task, Conversation conversation, Future<Void> going, Followed followed) {
        this.task = task;
        this.conversation = conversation;
        this.going = going;
        this.followed = followed;
    }

    /** Has what still runs ended by force, if it does not end by itself. */
    static void endLater(Future<Void> going, Runnable end) {
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS).execute(() -> {
            if (!going.isDone()) {
                end.run();
            }
        });
    }

    /**
     * Follows it.
     *
     * @return what a test came to
     * @throws ClusterException with a sentence if it failed there
     */
    Optional<Score> follow() {
        task.context().report(Progress.of("waiting for a machine of the cluster"));
        while (true) {
            Heard heard = next();
            Report report = heard.report();
            switch (report.kind()) {
                case ASKS -> {
                    Optional<Beginning> beginning = followed.begin();
                    if (beginning.isEmpty()) {
                        return Optional.empty();
                    }
                    begin(beginning.get());
                }
                case TELLS -> tell(heard);
                case DONE -> {
                    return Optional.ofNullable(report.score());
                }
                case FAILED -> throw new ClusterException(String.valueOf(report.failure()));
                case FETCHES, SENDS -> {} // of what was asked for by an attempt that is lost
            }
        }
    }

    private void begin(Beginning beginning) {
        begun = true;
        conversation.answer(beginning.work(), beginning.checkpoint(), beginning.wantsCheckpoint());
    }

    private void tell(Heard heard) {
        List<Event> events = heard.report().events();
        Optional<Checkpoint> here = Optional.empty();
        if (heard.whole()) {
            Optional<byte[]> bytes = receive();
            if (bytes.isEmpty()) {
                return; // The executor was lost meanwhile: what it told last is trained again.
            }
            here = read(bytes.get(), heard.report().whole());
        }
        for (int i = 0; i < events.size(); i++) {
            followed.tell(events.get(i), i == events.size() - 1 ? here : Optional.empty());
        }
    }

    /** The pieces of the checkpoint that follows; empty if another attempt begins instead. */
    private Optional<byte[]> receive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long total = 1;
        while (bytes.size() < total) {
            Heard heard = next();
            if (heard.report().kind() != Report.Kind.SENDS) {
                pending = heard;
                return Optional.empty();
            }
            total = heard.report().total();
            bytes.writeBytes(heard.body());
            if (bytes.size() > total || total > most()) {
                throw new ClusterException(Text.of(
                        "Executor %s sent a checkpoint of %d bytes, more than belong to this network.",
                        heard.report().executor(), total));
            }
        }
        conversation.received();
        return Optional.of(bytes.toByteArray());
    }

    private Blueprint blueprint() {
        return task.plan().blueprint();
    }

    /** How many bytes a checkpoint may have. */
    private long most() {
        return Float.BYTES * Checkpoint.mostValues(blueprint()) + Message.MOST_BODY;
    }

    /** One that was asked for only to pause there is not needed where it cannot be read: not all are numbers any more. */
    private Optional<Checkpoint> read(byte[] bytes, boolean needed) {
        try {
            return Optional.of(Checkpoint.read(bytes, Path.of("the checkpoint that was sent"), blueprint()));
        } catch (SafetensorsException e) {
            if (needed) {
                throw new ClusterException(e.getMessage() + ".", e);
            }
            return Optional.empty();
        }
    }

    /** The next thing that is said; waits for it as long as there may be one. */
    private Heard next() {
        if (pending != null) {
            Heard next = pending;
            pending = null;
            return next;
        }
        while (true) {
            boolean last = going.isDone(); // Looked at first, since all is said before.
            Heard heard = conversation.next(LOOK_MILLIS);
            if (heard != null) {
                lastHeard = System.nanoTime();
                return heard;
            }
            if (last) {
                throw gaveUp(going, "it can be resumed");
            }
            if (!begun || System.nanoTime() - lastHeard > PATIENCE.toNanos()) {
                task.context().throwIfCancelled();
            }
        }
    }

    /** @param next what can be done, as the end of a sentence */
    static ClusterException gaveUp(Future<Void> going, String next) {
        try {
            going.get();
            return new ClusterException(
                    Text.of("The cluster ended the job before it was done. What is kept stays, and %s.", next));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ClusterException("It was interrupted.");
        } catch (ExecutionException e) {
            return new ClusterException(
                    Text.of(
                            "The cluster gave it up; what is kept stays, and %s. It says: %s",
                            next,
                            String.valueOf(e.getCause().getMessage()).lines().findFirst().orElse("")),
                    e);
        }
    }
}
