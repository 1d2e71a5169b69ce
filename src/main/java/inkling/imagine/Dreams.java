package inkling.imagine;

import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.network.Devices;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.worker.JobKind;
import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import inkling.worker.Worker;
import java.util.List;
import java.util.Optional;

/** Starts and stops dreams. Used on any thread. */
public final class Dreams implements JobKind {
    static final String KIND = "dream";

    private final DreamParts parts;
    private final Worker worker;
    private final Devices devices;

    public Dreams(DreamParts parts, Worker worker, Devices devices) {
        this.parts = parts;
        this.worker = worker;
        this.devices = devices;
        worker.register(this);
    }

    /**
     * Stores a dream and puts it at the end of the queue of the run's device.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     */
    public Dream start(Run run, int epoch, DreamRequest request, Optional<String> askedBy) {
        return start(run, epoch, request, askedBy, run.deviceHere(devices));
    }

    /** The same on a device of that name; what this machine does not have is done on the run's. */
    public Dream start(Run run, int epoch, DreamRequest request, Optional<String> askedBy, String device) {
        Dream dream = parts.dreams()
                .create(
                        run.id(),
                        epoch,
                        request,
                        askedBy,
                        device(run, request, device),
                        parts.clock().instant());
        worker.submit(dream.job().id(), new DreamJob(dream, run, dream.job().device(), parts));
        return dream;
    }

    /** The cluster searches noise and imagines nothing else. */
    private String device(Run run, DreamRequest request, String wanted) {
        List<String> possible = request instanceof DreamRequest.Noise ? devices.names() : devices.here();
        return possible.contains(wanted) ? wanted : run.deviceHere(devices);
    }

    /**
     * Starts the same again; one that came to its end, with a seed that the run has not had.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     * @throws UserError.Conflict if it would be the very same picture, or it has not ended
     */
    public Dream again(Run run, Dream dream, Optional<String> askedBy) {
        if (dream.status().active()) {
            throw new UserError.Conflict(Text.of(
                    "This picture is %s; it can be asked for again when it has ended.",
                    dream.status().id()));
        }
        DreamRequest request = dream.request();
        if (dream.status() == JobStatus.FINISHED) {
            request = request.withSeed(parts.dreams().nextSeed(run.id()))
                    .orElseThrow(() ->
                            new UserError.Conflict("The same settings give the same picture; change one of them."));
        }
        return start(run, dream.epoch(), request, askedBy, dream.job().device());
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
        worker.cancel(dream.job().id());
    }

    /**
     * Throws a dream away, once its job has been cancelled; for a while it can be taken back.
     *
     * @throws UserError.Busy if that does not stop in time; then the dream stays
     */
    public void delete(Dream dream) {
        if (!worker.end(dream.job().id())) {
            throw new UserError.Busy("This picture is still being stopped; try again in a moment.");
        }
        parts.dreams().delete(dream.id(), parts.clock().instant());
    }

    /** Waits until a dream has ended; at once if it has. */
    public void await(Dream dream) throws InterruptedException {
        worker.await(dream.job().id());
    }

    /** The dream of a run by their numbers, as an address has them. */
    public Dream get(String run, String id) {
        return Numbers.id(id)
                .flatMap(parts.dreams()::find)
                .filter(dream -> run.equals(String.valueOf(dream.run())))
                .orElseThrow(() -> new UserError.NotFound(Text.of("Run %s has imagined no picture %s.", run, id)));
    }

    @Override
    public String id() {
        return KIND;
    }

    @Override
    public Optional<Submission> again(JobRecord job) {
        return parts.dreams().foundBy(job.id()).map(dream -> {
            Run run = parts.archive().run(dream.run());
            String device = device(run, dream.request(), job.device());
            return new Submission(device, new DreamJob(dream, run, device, parts));
        });
    }

    @Override
    public void changed(JobRecord job) {
        parts.dreams().foundBy(job.id()).ifPresent(parts.events()::onDream);
    }

    @Override
    public Optional<Ended> ended(JobRecord job) {
        return parts.dreams()
                .foundBy(job.id())
                .flatMap(dream -> parts.archive()
                        .find(dream.run())
                        .map(run -> new Ended(job, dream.title(run), dream.url(), Optional.of(dream.againUrl()))));
    }
}
