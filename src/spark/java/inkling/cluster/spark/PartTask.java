package inkling.cluster.spark;

import inkling.cluster.PartWork;
import inkling.cluster.Workplace;
import inkling.dataset.Dataset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** What an executor does of a job that falls into parts: one of them, on the task's cores, and says what comes of it. */
final class PartTask<R extends Record> implements VoidFunction<Integer> {
    private static final long serialVersionUID = 1L;
    private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();
    private static final byte[] NOTHING = {};

    private final long job;
    private final Broadcast<PartWork<R>> work;
    private final @Nullable Broadcast<Images> images;

    /** @param images null if the parts need none */
    PartTask(long job, Broadcast<PartWork<R>> work, @Nullable Broadcast<Images> images) {
        this.job = job;
        this.work = work;
        this.images = images;
    }

    @Override
    public void call(Integer part) {
        Attempt.make(job, part, (line, device) -> work(part, line, device));
    }

    private void work(int part, Line line, String device) {
        line.tell(0, NOTHING); // Nobody may want to hear of it any more.
        TaskContext task = TaskContext.get();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ForkJoinPool cores = new ForkJoinPool(task.cpus());
        try {
            cores.submit(() -> {
                        Thread.currentThread().setContextClassLoader(loader);
                        Place place = new Place(task, line, device);
                        R result = work.value().part(part, place);
                        line.donePart(place.done, Message.resultBytes(result));
                    })
                    .join();
        } finally {
            cores.shutdown();
        }
    }

    private final class Place implements Workplace<R> {
        private final TaskContext task;
        private final Line line;
        private final String device;
        private long lastTold = System.nanoTime();
        private long done;

        Place(TaskContext task, Line line, String device) {
            this.task = task;
            this.line = line;
            this.device = device;
        }

        @Override
        public String device() {
            return device;
        }

        @Override
        public Dataset images() {
            return Optional.ofNullable(images).orElseThrow().value().dataset();
        }

        @Override
        public byte[] given() {
            return line.given();
        }

        @Override
        public void done(long done) {
            tell(done, null);
        }

        @Override
        public void done(long done, R soFar) {
            tell(done, soFar);
        }

        private void tell(long done, @Nullable R soFar) {
            if (task.isInterrupted()) {
                throw new Line.StoppedException();
            }
            this.done = done;
            if (System.nanoTime() - lastTold >= INTERVAL_NANOS) {
                line.tell(done, soFar == null ? NOTHING : Message.resultBytes(soFar));
                lastTold = System.nanoTime();
            }
        }
    }
}
