package inkling.runs.job;

import inkling.archive.metrics.CheckpointFiles.Pause;
import inkling.archive.metrics.Cursor;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.archive.runs.RunStatus;
import inkling.errors.UserError;
import inkling.network.Architecture;
import inkling.network.Devices;
import inkling.text.Text;
import inkling.worker.Job;
import inkling.worker.JobSource;
import inkling.worker.JobStatus;
import inkling.worker.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Starts and stops runs: the one way, whether a form, the API or the command line asks for it. Used on any thread. */
public final class Runs implements JobSource {
    private final TrainingParts parts;
    private final Worker worker;
    private final Devices devices;
    private final String programVersion;

    public Runs(TrainingParts parts, Worker worker, Devices devices, String programVersion) {
        this.parts = parts;
        this.worker = worker;
        this.devices = devices;
        this.programVersion = programVersion;
    }

    /**
     * Takes back finished epochs that only their files know, and marks the runs that were going when an earlier process
     * died as interrupted; to be called once, before the queue opens.
     *
     * @return how many there were
     */
    public int recover() {
        new FoundCheckpoints(parts).takeBack();
        return parts.runs().interruptAll(parts.clock().instant());
    }

    /** Stores a run and puts it at the end of its device's queue. */
    public Run start(RunRequest request) {
        Run run = parts.runs().create(request, programVersion, parts.clock().instant());
        submission(run).ifPresent(found -> worker.submit(found.device(), found.job()));
        return run;
    }

    /**
     * Stores the runs of a sweep, all or none, and puts them at the end of their device's queue.
     *
     * @param sweep adds the sweep in the same transaction, and gives its number
     * @return in the order of the requests
     */
    public List<Run> start(List<RunRequest> requests, Function<Handle, Long> sweep) {
        List<Run> started = parts.runs()
                .create(
                        requests,
                        handle -> Optional.of(sweep.apply(handle)),
                        programVersion,
                        parts.clock().instant());
        Map<String, List<Job>> byDevice = new LinkedHashMap<>();
        started.forEach(run -> submission(run)
                .ifPresent(found -> byDevice.computeIfAbsent(found.device(), any -> new ArrayList<>())
                        .add(found.job())));
        byDevice.forEach(worker::submit);
        return started;
    }

    /**
     * Lets a run go on, with so many epochs in all if a number is given.
     *
     * @throws UserError as {@link #resume(long)} and {@link #resume(long, int)}
     */
    public Run resume(long id, OptionalInt epochs) {
        return epochs.isPresent() ? resume(id, epochs.getAsInt()) : resume(id);
    }

    /**
     * Lets a run that was stopped go on from where it stands, to the same numbers as if it had never stopped; one that
     * waits in no queue, because the process that asked for it was killed, begins.
     *
     * @throws UserError.NotFound if there is no such run
     * @throws UserError.Conflict if it is finished, or has not ended
     */
    public Run resume(long id) {
        Run waiting = get(id);
        if (waiting.status() == RunStatus.QUEUED && job(waiting).isEmpty()) {
            return submit(waiting); // The process died in which it waited, and this one does not do what waits.
        }
        Run run = ended(id);
        if (run.status() == RunStatus.FINISHED) {
            throw new UserError.Conflict(Text.of(
                    "Run %d is finished; to train it further, give it more epochs than its %d.",
                    id, run.hyperparameters().epochs()));
        }
        return goOn(run, run.hyperparameters().epochs());
    }

    /**
     * Trains a run that has ended for more epochs, to the same numbers as a run that was asked for so many at first.
     *
     * @param epochs in all
     * @throws UserError.InvalidInput at {@code epochs} if it has so many already, or none has so many
     * @throws UserError.Conflict if it has not ended
     */
    public Run resume(long id, int epochs) {
        Run run = ended(id);
        int done = parts.metrics().epochs(id).size();
        if (epochs <= done) {
            throw new UserError.InvalidInput(
                    "epochs", Text.of("epochs must be more than the %d that are done, was %d", done, epochs));
        }
        try {
            run.hyperparameters().withEpochs(epochs);
        } catch (IllegalArgumentException e) {
            throw new UserError.InvalidInput("epochs", String.valueOf(e.getMessage()));
        }
        return goOn(run, epochs);
    }

    /**
     * Has the best epoch of a stopped run tested without more training: it is finished with the epochs it has.
     *
     * @throws UserError.Conflict if there is nothing to test, or it is tested already
     */
    public Run test(long id) {
        Run run = ended(id);
        int done = parts.metrics().epochs(id).size();
        if (run.bestEpoch().isEmpty() || run.status() == RunStatus.FINISHED) {
            throw new UserError.Conflict(
                    run.bestEpoch().isEmpty()
                            ? Text.of("Run %d has no finished epoch to test.", id)
                            : Text.of("Run %d is tested.", id));
        }
        return goOn(run, done);
    }

    /**
     * Where a run that has ended stands within an epoch.
     *
     * @param done epochs that are finished
     * @return how many steps of the next epoch are done; 0 at the end of an epoch
     */
    public int stepsWithin(Run run, int done) {
        return parts.files()
                .pause(run.id(), new Architecture(run.hyperparameters().hidden()))
                .map(Pause::checkpoint)
                .filter(checkpoint -> checkpoint.epoch() == done)
                .map(checkpoint -> checkpoint.within().steps())
                .orElse(0);
    }

    private Run ended(long id) {
        Run run = get(id);
        if (run.status().active()) {
            throw new UserError.Conflict(
                    Text.of("Run %d is %s; cancel it first.", id, run.status().id()));
        }
        return run;
    }

    private Run goOn(Run run, int epochs) {
        Run waiting = parts.runs()
                .requeue(run, epochs)
                .orElseThrow(() -> new UserError.Conflict(Text.of("Run %d goes on already.", run.id())));
        parts.listener().onRun(waiting, new Cursor(0, 0, waiting.revision()));
        return submit(waiting);
    }

    private Run submit(Run waiting) {
        submission(waiting).ifPresent(found -> worker.submit(found.device(), found.job()));
        return get(waiting.id());
    }

    /**
     * Cancels a run: at once if it waits, at its next step if it is running.
     *
     * @throws UserError.NotFound if there is no such run
     * @throws UserError.Conflict if it has ended
     */
    public void cancel(long id) {
        Run run = get(id);
        if (!run.status().active()) {
            throw new UserError.Conflict(Text.of(
                    "Run %d is %s and cannot be cancelled.", id, run.status().id()));
        }
        job(run).ifPresentOrElse(job -> worker.cancel(job.id()), () -> cancelWaiting(List.of(id)));
    }

    /** Cancels those of some runs that wait, before any of them can begin, and then those that are running. */
    public void cancelAll(List<Run> runs) {
        cancelWaiting(runs.stream().map(Run::id).toList());
        runs.forEach(run -> job(run).ifPresent(job -> worker.cancel(job.id())));
    }

    /**
     * Ends all that works on some runs, be it their training, maps or pictures of them, before they are taken away.
     *
     * @return false if something of it has not come to its next step in time; it ends there
     */
    public boolean endAll(List<Long> ids) {
        cancelWaiting(ids);
        List<String> owners = ids.stream().map(Run::url).toList();
        return worker.cancelAll(job -> owners.contains(job.owner()));
    }

    /** In the database, so that it holds for those as well whose job is not in the queue yet: it will not begin. */
    private void cancelWaiting(List<Long> ids) {
        parts.runs()
                .cancelWaiting(ids, parts.clock().instant())
                .forEach(run -> parts.listener().onRun(run, new Cursor(0, 0, run.revision())));
    }

    /** Waits until a run has ended; at once if it has. */
    public void await(long id) throws InterruptedException {
        Optional<JobStatus> job = job(get(id));
        if (job.isPresent()) {
            worker.await(job.get().id());
        }
    }

    /** @throws UserError.NotFound if there is no such run, or if it is deleted */
    public Run get(long id) {
        return parts.runs().get(id);
    }

    /** What is said where there is no such run. */
    public static UserError.NotFound notFound(long id) {
        return new UserError.NotFound(Text.of("There is no run %d.", id));
    }

    @Override
    public String kind() {
        return TrainingJob.KIND;
    }

    @Override
    public Optional<Submission> again(String subject) {
        return parts.runs()
                .find(Long.parseLong(subject))
                .filter(run -> run.status() == RunStatus.QUEUED)
                .flatMap(this::submission);
    }

    @Override
    public List<Submission> waiting() {
        return parts.runs().queued().stream()
                .flatMap(run -> submission(run).stream())
                .toList();
    }

    @Override
    public List<Ended> ended(int most) {
        return parts.runs().ended(most).stream().map(Runs::ended).toList();
    }

    private static Ended ended(Run run) {
        return new Ended(
                TrainingJob.title(run),
                run.url(),
                Outcome.valueOf(run.status().name()),
                run.endedAt().orElseThrow(),
                run.took(),
                run.failure(),
                Optional.of("/runs/new?from=" + run.id()));
    }

    /** Empty if the machine has no such device any more, which ends the run. */
    private Optional<Submission> submission(Run run) {
        try {
            String device = devices.resolve(run.request().device());
            return Optional.of(new Submission(device, new TrainingJob(run, device, parts)));
        } catch (IllegalArgumentException e) {
            parts.runs()
                    .fail(
                            run.id(),
                            String.valueOf(e.getMessage()),
                            parts.clock().instant())
                    .ifPresent(failed -> parts.listener().onRun(failed, new Cursor(0, 0, failed.revision())));
            return Optional.empty();
        }
    }

    private Optional<JobStatus> job(Run run) {
        return worker.find(TrainingJob.KIND, String.valueOf(run.id()));
    }
}
