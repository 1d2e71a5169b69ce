package inkling;

import inkling.cluster.Cluster;
import inkling.cluster.Follower;
import inkling.cluster.JobInParts;
import inkling.network.Tensor;
import inkling.training.Checkpoint;
import inkling.training.EpochMetrics;
import inkling.training.Score;
import inkling.training.StepMetrics;
import inkling.worker.JobContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Machines that tell of a training as those of a cluster do, at a steady pace, and calculate nothing. */
final class PlayedCluster implements Cluster {
    /** That are told of at once. */
    static final int STEPS = 20;

    /** How often something was told. */
    final AtomicLong events = new AtomicLong();

    private final int machines;
    private final Duration pause;
    private final int epochEvents;
    /** The jobs that are going, each on a machine of its own. */
    private final Set<Long> going = ConcurrentHashMap.newKeySet();
    /** When it was told, by {@link #key}. */
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    /**
     * @param pause between two events of a machine
     * @param epochEvents of {@link #STEPS} steps each
     */
    PlayedCluster(int machines, Duration pause, int epochEvents) {
        this.machines = machines;
        this.pause = pause;
        this.epochEvents = epochEvents;
    }

    /** The {@link System#nanoTime} at which a job's step was told. */
    Optional<Long> told(long job, long step) {
        return Optional.ofNullable(told.get(key(job, (step + STEPS - 1) / STEPS)));
    }

    private static String key(long job, long event) {
        return job + " " + event;
    }

    @Override
    public void train(Task task, Supplier<Optional<Start>> begin) {
        going.add(task.job());
        try {
            begin.get().ifPresent(start -> play(task, start.follower()));
        } finally {
            going.remove(task.job());
        }
    }

    private void play(Task task, Follower follower) {
        List<Tensor> parameters =
                task.plan().blueprint().initial(task.plan().hyperparameters().seed());
        follower.onUntrained(new Checkpoint(0, 0, parameters, List.of()));
        long next = System.nanoTime() + pause.toNanos() * task.job() % machines / machines;
        long event = 0;
        for (int epoch = 1; epoch <= task.plan().hyperparameters().epochs(); epoch++) {
            follower.onEpochStarted(epoch, epochEvents * STEPS, epochEvents * STEPS * 32);
            for (int i = 0; i < epochEvents; i++) {
                awaitUntil(next, task.context());
                next += pause.toNanos();
                event++;
                told.put(key(task.job(), event), System.nanoTime());
                events.incrementAndGet();
                follower.onSteps(steps(event, epoch));
            }
            Checkpoint checkpoint = new Checkpoint(epoch, event * STEPS, parameters, List.of());
            follower.onEpoch(new EpochMetrics(epoch, 1, 1.0 / epoch, 0.5, 1.0 / epoch, 0.5), checkpoint);
        }
    }

    private static void awaitUntil(long nanos, JobContext context) {
        while (System.nanoTime() < nanos) {
            context.throwIfCancelled();
            LockSupport.parkNanos(Math.min(nanos - System.nanoTime(), 100_000_000));
        }
        context.throwIfCancelled();
    }

    private static List<StepMetrics> steps(long event, int epoch) {
        return LongStream.rangeClosed((event - 1) * STEPS + 1, event * STEPS)
                .mapToObj(step -> new StepMetrics(step, epoch, 2 / Math.sqrt(step), 0.5, 0.001))
                .toList();
    }

    @Override
    public Score score(Task task, Checkpoint checkpoint, IntConsumer done) {
        throw new CancellationException("Nothing is trained to its end.");
    }

    @Override
    public <R extends Record> void doParts(long job, JobInParts<R> parts, JobContext context) {
        throw new UnsupportedOperationException("Nothing is done in parts.");
    }

    @Override
    public int slots() {
        return machines;
    }

    @Override
    public List<Machine> machines() {
        return going.stream()
                .map(job -> new Machine("machine-of-job-" + job, 2, 0, List.of(job), Instant.EPOCH))
                .toList();
    }

    @Override
    public void whenSlotsChange(Runnable changed) {
        // Their number stays.
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }
}
