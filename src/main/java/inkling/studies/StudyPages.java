package inkling.studies;

import inkling.access.Visitor;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.cluster.JobDevices;
import inkling.errors.UserError;
import inkling.http.FormInput;
import inkling.text.Text;
import inkling.worker.JobStatus;
import inkling.worker.LiveJob;
import inkling.worker.Progress;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Starts and cancels studies, for pages and programs; what comes of them their own pages show. */
public final class StudyPages {
    private final RunArchive archive;
    private final Studies studies;

    public StudyPages(RunArchive archive, Studies studies) {
        this.archive = archive;
        this.studies = studies;
    }

    /**
     * Where a study stands.
     *
     * @param progress how far it is, while it waits or runs
     */
    public record StudyJson(
            long id,
            long run,
            String kind,
            Map<String, String> asked,
            Optional<String> askedBy,
            JobStatus status,
            Optional<String> failure,
            Instant createdAt,
            Optional<Instant> endedAt,
            String url,
            long job,
            Optional<Progress> progress) {}

    public void start(Context context) {
        Study study = study(context);
        context.redirect(studies.url(study), HttpStatus.SEE_OTHER);
    }

    public void startJson(Context context) {
        context.status(HttpStatus.ACCEPTED).json(json(study(context)));
    }

    private Study study(Context context) {
        long run = FormInput.id("run", context.pathParam("id"));
        return study(
                run,
                context.pathParam("kind"),
                FormInput.bodyIfAny(context),
                Visitor.of(context).name());
    }

    private Study study(long id, String kindId, Map<String, String> fields, Optional<String> askedBy) {
        Run run = archive.run(id);
        StudyKind<?> kind = studies.kind(kindId);
        String device = Optional.ofNullable(fields.get("device"))
                .filter(text -> !text.isEmpty())
                .orElse(JobDevices.RUNS_OWN);
        return studies.start(kind, run, kind.asked(run, fields), askedBy, device);
    }

    /**
     * Starts a study, or finds the one of the same that waits or runs.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     */
    public StudyJson start(long run, String kind, Map<String, String> fields, Optional<String> askedBy) {
        return json(study(run, kind, fields, askedBy));
    }

    public void cancel(Context context) {
        Study study = ofRun(context);
        studies.cancel(study);
        context.redirect(studies.url(study), HttpStatus.SEE_OTHER);
    }

    private Study ofRun(Context context) {
        String run = context.pathParam("id");
        Study study = studies.get(context.pathParam("study"));
        if (!run.equals(String.valueOf(study.run()))) {
            throw new UserError.NotFound(Text.of("There is no study %d of run %s.", study.id(), run));
        }
        return study;
    }

    public void show(Context context) {
        context.json(show(context.pathParam("study")));
    }

    public StudyJson show(String study) {
        return json(studies.get(study));
    }

    public void cancelJson(Context context) {
        context.json(cancel(context.pathParam("study")));
    }

    /** @throws UserError.Conflict if it has ended */
    public StudyJson cancel(String study) {
        studies.cancel(studies.get(study));
        return show(study);
    }

    private StudyJson json(Study study) {
        return new StudyJson(
                study.id(),
                study.run(),
                study.kind(),
                study.asked(),
                study.job().askedBy(),
                study.status(),
                study.job().failure(),
                study.job().createdAt(),
                study.job().endedAt(),
                studies.url(study),
                study.job().id(),
                studies.live(study).map(LiveJob::progress));
    }
}
