package inkling.cluster.spark;

import inkling.cluster.spark.Report.Found;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Observer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/** What an executor does for a search: looks through a part, on the task's cores, and tells what it finds there. */
final class SearchedPart implements VoidFunction<Integer> {
    private static final long serialVersionUID = 1L;
    private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();

    private final long job;
    private final Broadcast<SentSearch> search;

    SearchedPart(long job, Broadcast<SentSearch> search) {
        this.job = job;
        this.search = search;
    }

    @Override
    public void call(Integer part) {
        Attempt.make(job, part, (line, device) -> search(part, line, device));
    }

    private void search(int part, Line line, String device) {
        line.tell(new Found(0, List.of())); // Nobody may want to hear of it any more.
        TaskContext task = TaskContext.get();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ForkJoinPool cores = new ForkJoinPool(task.cpus());
        try {
            Findings findings = cores.submit(() -> {
                        Thread.currentThread().setContextClassLoader(loader);
                        return search.value().run(part, device, reporter(task, line));
                    })
                    .join();
            line.doneSearching(found(findings));
        } finally {
            cores.shutdown();
        }
    }

    private static Observer reporter(TaskContext task, Line line) {
        return new Observer() {
            private long lastTold = System.nanoTime();

            @Override
            public void onProgress(Findings soFar) {
                if (task.isInterrupted()) {
                    throw new Line.StoppedException();
                }
                if (System.nanoTime() - lastTold >= INTERVAL_NANOS) {
                    line.tell(found(soFar));
                    lastTold = System.nanoTime();
                }
            }
        };
    }

    private static Found found(Findings findings) {
        return new Found(findings.images(), findings.curve());
    }
}
