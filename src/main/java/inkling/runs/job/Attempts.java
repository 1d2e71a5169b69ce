package inkling.runs.job;

import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.cluster.Trainer;
import inkling.cluster.Trainer.Start;
import inkling.training.Checkpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a run's training begins: at first, and again each time that the machine that trains it is lost, from the latest
 * point that is kept. Used on the job's thread alone.
 */
final class Attempts implements Supplier<Optional<Start>> {
    private final Trainer.Task task;
    private final TrainedOn data;
    private final TrainingParts parts;
    private Run run;
    private ResumePoint from;
    private RunRecorder recorder;
    private boolean begun;

    Attempts(Run run, Trainer.Task task, TrainedOn data, TrainingParts parts) {
        this.run = run;
        this.task = task;
        this.data = data;
        this.parts = parts;
        this.from = ResumePoint.find(run, parts);
        this.recorder = record();
    }

    /** Of the latest attempt. */
    RunRecorder recorder() {
        return recorder;
    }

    /** Begins, empty if only the test is left. */
    @Override
    public Optional<Start> get() {
        if (begun) {
            run = parts.runs().get(run.id());
            from = ResumePoint.find(run, parts);
            recorder = record();
        }
        begun = true;
        boolean trained = run.isTrained(from.epochs()) && !from.epochs().isEmpty();
        return trained ? Optional.empty() : Optional.of(start());
    }

    private RunRecorder record() {
        RunRecorder next = new RunRecorder(run, data, parts, task.context(), from);
        parts.listener().onRun(run, next.cursor());
        return next;
    }

    private Start start() {
        if (from.checkpoint().isPresent() || run.request().imported().isEmpty()) {
            return new Start(from.checkpoint(), run.counted(from.epochs()), recorder);
        }
        Checkpoint imported = new Checkpoint(
                0, 0, ImportedWeights.read(run.request().imported().get(), task.plan()), List.of());
        recorder.onUntrained(imported);
        return new Start(Optional.of(imported), List.of(), recorder);
    }
}
