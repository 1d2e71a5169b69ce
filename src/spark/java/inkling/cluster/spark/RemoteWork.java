package inkling.cluster.spark;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.training.Checkpoint;
import inkling.training.Evaluation;
import inkling.training.Score;
import inkling.training.Training;
import java.nio.file.Path;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/** What an executor does for a job: asks the driver what is to be done, does it, and tells of it. */
final class RemoteWork implements VoidFunction<Integer> {
    private static final long serialVersionUID = 1L;

    private final long job;
    private final Broadcast<Images> images;

    RemoteWork(long job, Broadcast<Images> images) {
        this.job = job;
        this.images = images;
    }

    @Override
    public void call(Integer only) {
        Attempt.make(job, 0, this::work);
    }

    private void work(Line line, String device) {
        Work work = line.work();
        Dataset dataset = images.value().dataset();
        Checkpoint from = work.checkpoint() == 0
                ? null
                : Checkpoint.read(line.checkpoint(work.checkpoint()), Path.of("checkpoint"), work.plan().blueprint());
        Reporter reporter = new Reporter(line, from);
        if (work.test() && from != null) {
            LabelledImages test = dataset.test();
            Score score = Evaluation.score(
                    work.plan().blueprint(),
                    from.parameters(),
                    work.plan().normalisation(),
                    test,
                    device,
                    done -> reporter.onTesting(done, test.size()));
            line.done(score);
            return;
        }
        Training training = new Training(work.plan().on(dataset, work.split(), device));
        if (from == null) {
            training.run(reporter);
        } else {
            training.resume(from, work.counted(), reporter);
        }
        line.done(null);
    }
}
