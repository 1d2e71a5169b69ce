package inkling.cluster.spark;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.errors.Explained;
import inkling.text.ProgramVersion;
import inkling.network.Devices;
import inkling.text.Text;
import inkling.training.Checkpoint;
import inkling.training.Evaluation;
import inkling.training.Score;
import inkling.training.Training;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an executor does for a job: asks the driver what is to be done, does it, and tells of it. */
final class RemoteWork implements VoidFunction<Integer> {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(RemoteWork.class);

    private final long job;
    private final Broadcast<Images> images;

    RemoteWork(long job, Broadcast<Images> images) {
        this.job = job;
        this.images = images;
    }

    @Override
    public void call(Integer only) {
        TaskContext task = TaskContext.get();
        PluginContext context = InklingPlugin.executor();
        Line line = new Line(context, ProgramVersion.current(), job, task.taskAttemptId());
        try {
            work(line, device(task));
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

    private void work(Line line, String device) {
        Work work = line.work();
        Dataset dataset = images.value().dataset();
        Checkpoint from = work.checkpoint() == 0
                ? null
                : Checkpoint.read(line.checkpoint(work.checkpoint()), Path.of("checkpoint"), work.blueprint());
        Reporter reporter = new Reporter(line, from);
        if (work.test() && from != null) {
            LabelledImages test = dataset.test();
            Score score = Evaluation.score(
                    work.blueprint(),
                    from.parameters(),
                    work.normalisation(),
                    test,
                    device,
                    done -> reporter.onTesting(done, test.size()));
            line.done(score);
            return;
        }
        Training training = new Training(work.plan(dataset, device));
        if (from == null) {
            training.run(reporter);
        } else {
            training.resume(from, work.counted(), reporter);
        }
        line.done(null);
    }
}
