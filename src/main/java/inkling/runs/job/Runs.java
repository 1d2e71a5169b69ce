package inkling.runs.job;

import inkling.http.UserError;
import inkling.network.Devices;
import inkling.runs.store.Cursor;
import inkling.runs.store.Run;
import inkling.runs.store.RunRequest;
import inkling.worker.JobStatus;
import inkling.worker.Worker;
import java.util.Optional;

/** Starts and stops runs: the one way, whether a form, the API or the command line asks for it. Used on any thread. */
public final class Runs {
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
     * Puts in order what an earlier process left: what was going is interrupted, what waited waits again. To be called
     * once, before anything is started.
     *
     * @return how many runs were found interrupted
     */
    public int recover() {
        int interrupted = parts.runs().interruptAll(parts.clock().instant());
        parts.runs().queued().forEach(this::submit);
        return interrupted;
    }

    /** Stores a run and puts it at the end of its device's queue. */
    public Run start(RunRequest request) {
        Run run = parts.runs().create(request, programVersion, parts.clock().instant());
        submit(run);
        return run;
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
            throw new UserError.Conflict("Run %d is %s and cannot be cancelled."
                    .formatted(id, run.status().id()));
        }
        job(run).ifPresent(job -> worker.cancel(job.id()));
    }

    /** Waits until a run has ended; at once if it has. */
    public void await(long id) throws InterruptedException {
        Optional<JobStatus> job = job(get(id));
        if (job.isPresent()) {
            worker.await(job.get().id());
        }
    }

    /** @throws UserError.NotFound if there is no such run */
    public Run get(long id) {
        return parts.runs().find(id).orElseThrow(() -> notFound(id));
    }

    /** What is said where there is no such run. */
    public static UserError.NotFound notFound(long id) {
        return new UserError.NotFound("There is no run %d.".formatted(id));
    }

    private void submit(Run run) {
        String device;
        try {
            device = devices.resolve(run.request().device());
        } catch (IllegalArgumentException e) {
            // It waited since a time when the machine had this device.
            parts.runs()
                    .fail(
                            run.id(),
                            String.valueOf(e.getMessage()),
                            parts.clock().instant())
                    .ifPresent(failed -> parts.listener().onRun(failed, new Cursor(0, 0, failed.revision())));
            return;
        }
        worker.submit(device, new TrainingJob(run, device, parts));
    }

    private Optional<JobStatus> job(Run run) {
        return worker.jobs().stream().filter(job -> job.url().equals(run.url())).findFirst();
    }
}
