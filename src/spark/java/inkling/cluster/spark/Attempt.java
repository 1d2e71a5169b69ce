package inkling.cluster.spark;

import inkling.errors.Explained;
import inkling.network.Devices;
import inkling.text.ProgramVersion;
import inkling.text.Text;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An executor's attempt at a job or at a part of one: tells the driver why it fails, if it does. */
final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private Attempt() {}

    /** @param work is given the line to the driver, and the device that the task has, by name */
    static void make(long job, int part, BiConsumer<Line, String> work) {
        TaskContext task = TaskContext.get();
        PluginContext context = InklingPlugin.executor();
        Line line = new Line(context, ProgramVersion.current(), job, part, task.taskAttemptId());
        try {
            work.accept(line, device(task));
        } catch (Line.StoppedException e) {
            log.debug("Job {} was stopped", job);
        } catch (Line.LostException e) {
            throw e; // Spark starts the task again.
        } catch (RuntimeException | Error e) {
            log.error("Job {} ended", job, e);
            line.failed(
                    e instanceof Explained
                            ? String.valueOf(e.getMessage())
                            : Text.of("An unexpected error ended it on %s: %s", context.hostname(), e));
        }
    }

    private static String device(TaskContext task) {
        new Devices().prepare().join(); // On a thread of this one's class loader, which has DJL.
        return Optional.ofNullable(task.resourcesJMap().get("gpu"))
                .map(gpu -> "gpu" + gpu.addresses()[0])
                .orElse("cpu");
    }
}
