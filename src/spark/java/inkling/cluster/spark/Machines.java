package inkling.cluster.spark;

import inkling.cluster.Cluster.Machine;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.cluster.ExecutorInfo;

/** The executors that are there: what they have, what they do, when they were last heard of. Used on any thread. */
final class Machines extends SparkListener {
    private static final String GPU = "gpu";

    private final Clock clock;
    private final int coresOfTask;
    private final double gpusOfTask;
    private final List<Runnable> changed = new CopyOnWriteArrayList<>();
    private final Map<String, Executor> executors = new LinkedHashMap<>();
    /** The executors that do a job, by its parts. */
    private final Map<Long, Map<Integer, String>> doing = new TreeMap<>();

    private record Executor(String host, int cores, int gpus, Instant heard) {
        Executor heard(Instant now) {
            return new Executor(host, cores, gpus, now);
        }
    }

    Machines(SparkConf settings, Clock clock) {
        this.clock = clock;
        coresOfTask = settings.getInt("spark.task.cpus", 1);
        gpusOfTask = settings.getDouble("spark.task.resource.gpu.amount", 0);
    }

    void whenChanged(Runnable change) {
        changed.add(change);
    }

    synchronized int slots() {
        return executors.values().stream().mapToInt(this::slots).sum();
    }

    private int slots(Executor executor) {
        int byCores = executor.cores() / coresOfTask;
        return gpusOfTask == 0 ? byCores : Math.min(byCores, (int) (executor.gpus() / gpusOfTask));
    }

    synchronized List<Machine> all() {
        return executors.entrySet().stream()
                .map(each -> machine(each.getKey(), each.getValue()))
                .toList();
    }

    private Machine machine(String id, Executor executor) {
        List<Long> jobs = doing.entrySet().stream()
                .filter(each -> each.getValue().containsValue(id))
                .map(Map.Entry::getKey)
                .toList();
        return new Machine(executor.host(), executor.cores(), executor.gpus(), jobs, executor.heard());
    }

    /** @param goesOn whether its executor goes on with that part of the job */
    synchronized void heard(Report report, boolean goesOn) {
        heard(report.executor());
        Map<Integer, String> parts = doing.computeIfAbsent(report.job(), job -> new HashMap<>());
        if (goesOn) {
            parts.put(report.part(), report.executor());
        } else {
            parts.remove(report.part(), report.executor()); // Another one may have begun it anew.
        }
    }

    private synchronized void heard(String id) {
        executors.computeIfPresent(id, (any, executor) -> executor.heard(clock.instant()));
    }

    synchronized void done(long job) {
        doing.remove(job);
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
        ExecutorInfo info = added.executorInfo();
        int gpus = info.resourcesInfo().contains(GPU)
                ? info.resourcesInfo().apply(GPU).addresses().length
                : 0;
        synchronized (this) {
            executors.put(
                    added.executorId(),
                    new Executor(info.executorHost(), info.totalCores(), gpus, clock.instant()));
        }
        changed.forEach(Runnable::run);
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        synchronized (this) {
            executors.remove(removed.executorId());
        }
        changed.forEach(Runnable::run);
    }

    @Override
    public void onApplicationEnd(SparkListenerApplicationEnd end) {
        synchronized (this) {
            executors.clear();
        }
        changed.forEach(Runnable::run);
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate beat) {
        heard(beat.execId());
    }
}
