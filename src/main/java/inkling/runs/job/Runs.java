package inkling.runs.job;

import inkling.archive.metrics.CheckpointFiles.Pause;
import inkling.archive.metrics.Cursor;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunName;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.RunRequest;
import inkling.errors.UserError;
import inkling.network.Devices;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.training.Setting;
import inkling.worker.Job;
import inkling.worker.JobKind;
import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import inkling.worker.Worker;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Starts and stops runs: the one way, whether a form, the API or the command line asks for it. Used on any thread. */
public final class Runs implements JobKind {
    /** So many earlier ones a run's name tells it apart from. */
    private static final int RECENT = 20;

    private final TrainingParts parts;
    private final Worker worker;
    private final Devices devices;
    private final String programVersion;

    public Runs(TrainingParts parts, Worker worker, Devices devices, String programVersion) {
        this.parts = parts;
        this.worker = worker;
        this.devices = devices;
        this.programVersion = programVersion;
        worker.register(this);
    }

    /** Takes back finished epochs that only their files know; to be called once, before the queue opens. */
    public void recover() {
        new FoundCheckpoints(parts).takeBack();
    }

    /** Stores a run and puts it at the end of its device's queue; one at a time, so that no two get the same name. */
    public synchronized Run start(RunRequest request) {
        return start(List.of(request.named(name(request))), handle -> Optional.empty())
                .get(0);
    }

    /** What a run will be called: as somebody named it, or by what tells it apart from the last ones. */
    public String name(RunRequest request) {
        return request.name().isEmpty() ? RunName.of(request, parts.runs().alike(request, RECENT)) : request.name();
    }

    /**
     * Stores runs, all or none, and puts them at the end of their device's queue.
     *
     * @param sweep adds the sweep that they belong to in the same transaction, and gives its number; empty for none
     * @return in the order of the requests
     */
    public List<Run> start(List<RunRequest> requests, Function<Handle, Optional<Long>> sweep) {
        List<Run> started = parts.runs()
                .create(
                        requests,
                        this::device,
                        sweep,
                        programVersion,
                        parts.clock().instant());
        submit(started);
        return started;
    }

    /** The device that a run gets; one that the machine does not have any more fails it when its turn comes. */
    private String device(RunRequest request) {
        try {
            return devices.resolve(request.device());
        } catch (IllegalArgumentException e) {
            return request.device();
        }
    }

    private void submit(List<Run> runs) {
        Map<Long, Job> jobs = new LinkedHashMap<>();
        runs.forEach(run -> jobs.put(run.job().id(), new TrainingJob(run, parts, devices)));
        worker.submit(jobs);
    }

    /**
     * Lets a run go on, with so many epochs in all if a number is given; whose it is does not change by that.
     *
     * @param askedBy the name of the person who has it go on; empty for whoever has none
     * @throws UserError as {@link #resume(long)} and {@link #resume(long, int)}
     */
    public Run resume(long id, OptionalInt epochs, Optional<String> askedBy) {
        return epochs.isPresent() ? resume(id, epochs.getAsInt(), askedBy) : resume(id, askedBy);
    }

    /**
     * Lets a run that was stopped go on from where it stands, to the same numbers as if it had never stopped; one that
     * waits in no queue, because the process that asked for it was killed, begins.
     *
     * @throws UserError.NotFound if there is no such run
     * @throws UserError.Conflict if it is finished, or has not ended
     */
    public Run resume(long id) {
        return resume(id, Optional.empty());
    }

    private Run resume(long id, Optional<String> askedBy) {
        Run waiting = get(id);
        if (waiting.status() == JobStatus.QUEUED
                && worker.job(waiting.job().id()).isEmpty()) {
            submit(List.of(waiting)); // The process died in which it waited, and this one does not do what waits.
            return get(id);
        }
        Run run = ended(id);
        if (run.status() == JobStatus.FINISHED) {
            throw new UserError.Conflict(Text.of(
                    "Run %d is finished; to train it further, give it more epochs than its %d.",
                    id, run.hyperparameters().epochs()));
        }
        return goOn(
                run, askedBy, run.hyperparameters().epochs(), run.trainingTime().patienceFrom());
    }

    /**
     * Trains a run that has ended for more epochs, to the same numbers as a run that was asked for so many at first; save
     * that a schedule spans all of them only from here on, and that patience which is over counts anew.
     *
     * @param epochs in all
     * @throws UserError.InvalidInput at {@code epochs} if it has so many already, or none has so many
     * @throws UserError.Conflict if it has not ended
     */
    public Run resume(long id, int epochs) {
        return resume(id, epochs, Optional.empty());
    }

    private Run resume(long id, int epochs, Optional<String> askedBy) {
        Run run = ended(id);
        List<EpochMetrics> finished = parts.metrics().epochs(id);
        int done = finished.size();
        if (epochs <= done) {
            throw new UserError.InvalidInput(
                    "epochs", Text.of("epochs must be more than the %d that are done, was %d", done, epochs));
        }
        try {
            Setting.EPOCHS.read(String.valueOf(epochs));
        } catch (IllegalArgumentException e) {
            throw new UserError.InvalidInput("epochs", String.valueOf(e.getMessage()));
        }
        return goOn(
                run,
                askedBy,
                epochs,
                run.isTrained(finished) ? done : run.trainingTime().patienceFrom());
    }

    /**
     * Has the best epoch of a stopped run tested without more training: it is finished with the epochs it has.
     *
     * @param askedBy the name of the person who has it tested; empty for whoever has none
     * @throws UserError.Conflict if there is nothing to test, or it is tested already
     */
    public Run test(long id, Optional<String> askedBy) {
        Run run = ended(id);
        int done = parts.metrics().epochs(id).size();
        if (run.bestEpoch().isEmpty() || run.status() == JobStatus.FINISHED) {
            throw new UserError.Conflict(
                    run.bestEpoch().isEmpty()
                            ? Text.of("Run %d has no finished epoch to test.", id)
                            : Text.of("Run %d is tested.", id));
        }
        return goOn(run, askedBy, done, run.trainingTime().patienceFrom());
    }

    /**
     * Where a run that has ended stands within an epoch.
     *
     * @param done epochs that are finished
     * @return how many steps of the next epoch are done; 0 at the end of an epoch
     */
    public int stepsWithin(Run run, int done) {
        return parts.files()
                .pause(run.id(), run.blueprint())
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

    private Run goOn(Run run, Optional<String> askedBy, int epochs, int patienceFrom) {
        Run waiting = parts.runs()
                .requeue(
                        run,
                        askedBy,
                        epochs,
                        patienceFrom,
                        device(run.request()),
                        parts.clock().instant())
                .orElseThrow(() -> new UserError.Conflict(Text.of("Run %d goes on already.", run.id())));
        tell(waiting);
        submit(List.of(waiting));
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
        worker.cancel(run.job().id());
    }

    /** Cancels those of some runs that wait, before any of them can begin, and then those that are running. */
    public void cancelAll(List<Run> runs) {
        worker.cancelAll(runs.stream().map(run -> run.job().id()).toList());
    }

    /**
     * Ends all that works on some runs, be it their training, maps or pictures of them, before they are taken away.
     *
     * @return false if something of it has not come to its next step in time; it ends there
     */
    public boolean endAll(List<Long> ids) {
        return worker.endAll(ids.stream().map(Run::owner).toList());
    }

    /** Waits until a run has ended; at once if it has. */
    public void await(long id) throws InterruptedException {
        worker.await(get(id).job().id());
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
    public String id() {
        return Run.TRAINING;
    }

    @Override
    public Optional<Submission> again(JobRecord job) {
        return parts.runs()
                .trainedBy(job.id())
                .map(run -> new Submission(device(run.request()), new TrainingJob(run, parts, devices)));
    }

    @Override
    public void starting(Handle handle, long job) {
        RunRepository.begin(handle, job);
    }

    @Override
    public void changed(JobRecord job) {
        parts.runs().trainedBy(job.id()).ifPresent(this::tell);
    }

    private void tell(Run run) {
        Cursor cursor = run.status().active() ? Cursor.START : parts.metrics().last(run.id());
        parts.listener().onRun(run, cursor.and(new Cursor(0, 0, run.revision())));
    }

    @Override
    public Optional<Instant> lastSign(JobRecord job) {
        return parts.runs()
                .trainedBy(job.id())
                .flatMap(run ->
                        parts.runs().lastCheckpoint(run.id(), job.startedAt().orElseThrow()))
                .or(job::startedAt);
    }

    @Override
    public String noun() {
        return "the run";
    }

    @Override
    public String afterFullDisk(JobRecord job) {
        int kept = parts.runs()
                .trainedBy(job.id())
                .map(run -> parts.metrics().epochs(run.id()).size())
                .orElse(0);
        return Text.of(
                "%s Free some space, and the run goes on from there when it is resumed.",
                kept == 0 ? "No epoch was finished." : Text.of("Epoch %d is kept.", kept));
    }

    @Override
    public Optional<Ended> ended(JobRecord job) {
        return parts.runs()
                .trainedBy(job.id())
                .map(run -> new Ended(
                        TrainingJob.title(run),
                        job.askedBy(),
                        run.url(),
                        job.status().id(),
                        job.endedAt().orElseThrow(),
                        run.took(),
                        job.failure(),
                        run.test().map(test -> "test accuracy " + Figures.percent(test.accuracy())),
                        Optional.of("/runs/new?from=" + run.id())));
    }
}
