package inkling.imagine;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunStatus;
import inkling.errors.UserError;
import inkling.network.Devices;
import inkling.text.Text;
import inkling.worker.JobSource;
import inkling.worker.JobStatus;
import inkling.worker.Worker;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Starts and stops dreams. Used on any thread. */
public final class Dreams implements JobSource {
    private final DreamParts parts;
    private final Worker worker;
    private final Devices devices;

    public Dreams(DreamParts parts, Worker worker, Devices devices) {
        this.parts = parts;
        this.worker = worker;
        this.devices = devices;
    }

    /**
     * Marks the dreams that were going when an earlier process died as interrupted; to be called once, before the queue
     * opens.
     */
    public void recover() {
        parts.dreams().interruptAll(parts.clock().instant());
    }

    /** Stores a dream and puts it at the end of the queue of the run's device. */
    public Dream start(Run run, int epoch, DreamRequest request) {
        Dream dream =
                parts.dreams().create(run.id(), epoch, request, parts.clock().instant());
        Submission submission = submission(run, dream);
        worker.submit(submission.device(), submission.job());
        return dream;
    }

    /**
     * Starts the same again; one that came to its end, with a seed that the run has not had.
     *
     * @throws UserError.Conflict if it would be the very same picture, or it has not ended
     */
    public Dream again(Run run, Dream dream) {
        if (dream.status().active()) {
            throw new UserError.Conflict(Text.of(
                    "This picture is %s; it can be asked for again when it has ended.",
                    dream.status().id()));
        }
        DreamRequest request = dream.request();
        if (dream.status() == RunStatus.FINISHED) {
            request = request.withSeed(parts.dreams().nextSeed(run.id()))
                    .orElseThrow(() ->
                            new UserError.Conflict("The same settings give the same picture; change one of them."));
        }
        return start(run, dream.epoch(), request);
    }

    /**
     * Cancels a dream: at once if it waits, otherwise at its next step, and then the best so far is kept.
     *
     * @throws UserError.Conflict if it has ended
     */
    public void cancel(Dream dream) {
        if (!dream.status().active()) {
            throw new UserError.Conflict(Text.of(
                    "This picture is %s already and cannot be cancelled.",
                    dream.status().id()));
        }
        job(dream).ifPresent(job -> worker.cancel(job.id()));
    }

    /** Waits until a dream has ended; at once if it has. */
    public void await(Dream dream) throws InterruptedException {
        Optional<JobStatus> job = job(dream);
        if (job.isPresent()) {
            worker.await(job.get().id());
        }
    }

    /** The dream that a request's path names. */
    public Dream read(Context context) {
        String run = context.pathParam("id");
        String id = context.pathParam("dream");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> parts.dreams().find(Long.parseLong(text)))
                .filter(dream -> run.equals(String.valueOf(dream.run())))
                .orElseThrow(() -> new UserError.NotFound(Text.of("Run %s has imagined no picture %s.", run, id)));
    }

    @Override
    public String kind() {
        return DreamJob.KIND;
    }

    @Override
    public Optional<Submission> again(String subject) {
        return parts.dreams().queued().stream()
                .filter(dream -> String.valueOf(dream.id()).equals(subject))
                .findFirst()
                .map(this::submission);
    }

    @Override
    public List<Submission> waiting() {
        return parts.dreams().queued().stream().map(this::submission).toList();
    }

    @Override
    public List<Ended> ended(int most) {
        return parts.dreams().ended(most).stream().map(Dreams::ended).toList();
    }

    private static Ended ended(Dream dream) {
        return new Ended(
                dream.title(),
                dream.url(),
                Outcome.valueOf(dream.status().name()),
                dream.endedAt().orElseThrow(),
                dream.took(),
                dream.failure(),
                Optional.of(dream.againUrl()));
    }

    private Submission submission(Dream dream) {
        return submission(parts.archive().run(dream.run()), dream);
    }

    private Submission submission(Run run, Dream dream) {
        return new Submission(device(run), new DreamJob(dream, device(run), parts));
    }

    /** The device that trained the run, or any where this machine has no such device. */
    private String device(Run run) {
        String device = run.device().orElse(run.request().device());
        return devices.resolve(devices.names().contains(device) ? device : "auto");
    }

    private Optional<JobStatus> job(Dream dream) {
        return worker.find(DreamJob.KIND, String.valueOf(dream.id()));
    }
}
