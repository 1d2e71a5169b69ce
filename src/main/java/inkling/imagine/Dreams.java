package inkling.imagine;

import inkling.http.UserError;
import inkling.network.Devices;
import inkling.runs.store.Run;
import inkling.worker.JobStatus;
import inkling.worker.Worker;
import io.javalin.http.Context;
import java.util.Optional;

/** Starts and stops dreams. Used on any thread. */
public final class Dreams {
    private final DreamParts parts;
    private final Worker worker;
    private final Devices devices;

    public Dreams(DreamParts parts, Worker worker, Devices devices) {
        this.parts = parts;
        this.worker = worker;
        this.devices = devices;
    }

    /**
     * Puts in order what an earlier process left: what was going is interrupted, what waited waits again. To be called
     * once, before anything is started.
     */
    public void recover() {
        parts.dreams().interruptAll(parts.clock().instant());
        parts.dreams().queued().forEach(dream -> submit(parts.archive().run(dream.run()), dream));
    }

    /** Stores a dream and puts it at the end of the queue of the run's device. */
    public Dream start(Run run, int epoch, Wish wish) {
        Dream dream = parts.dreams().create(run.id(), epoch, wish, parts.clock().instant());
        submit(run, dream);
        return dream;
    }

    /**
     * Cancels a dream: at once if it waits, otherwise at its next step, and then the best so far is kept.
     *
     * @throws UserError.Conflict if it has ended
     */
    public void cancel(Dream dream) {
        if (!dream.status().active()) {
            throw new UserError.Conflict("This picture is %s already and cannot be cancelled."
                    .formatted(dream.status().id()));
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
    static Dream read(Context context, DreamRepository dreams) {
        String run = context.pathParam("id");
        String id = context.pathParam("dream");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> dreams.find(Long.parseLong(text)))
                .filter(dream -> run.equals(String.valueOf(dream.run())))
                .orElseThrow(() -> new UserError.NotFound("Run %s has imagined no picture %s.".formatted(run, id)));
    }

    /** The dream that a request's path names. */
    public Dream read(Context context) {
        return read(context, parts.dreams());
    }

    private void submit(Run run, Dream dream) {
        worker.submit(device(run), new DreamJob(dream, device(run), parts));
    }

    /** The device that trained the run, or any where this machine has no such device. */
    private String device(Run run) {
        String device = run.device().orElse(run.request().device());
        return devices.resolve(devices.names().contains(device) ? device : "auto");
    }

    private Optional<JobStatus> job(Dream dream) {
        return worker.jobs().stream()
                .filter(job -> job.url().equals(dream.url()))
                .findFirst();
    }
}
