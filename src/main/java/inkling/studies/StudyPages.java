package inkling.studies;

import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.http.FormInput;
import inkling.text.Text;
import inkling.worker.JobStatus;
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

    record StudyJson(
            long id,
            long run,
            String kind,
            Map<String, String> asked,
            JobStatus status,
            Optional<String> failure,
            Instant createdAt,
            Optional<Instant> endedAt,
            String url,
            long job) {}

    public void start(Context context) {
        Study study = study(context);
        context.redirect(studies.url(study), HttpStatus.SEE_OTHER);
    }

    public void startJson(Context context) {
        context.status(HttpStatus.ACCEPTED).json(json(study(context)));
    }

    private Study study(Context context) {
        Run run = archive.run(FormInput.id("run", context.pathParam("id")));
        StudyKind<?> kind = studies.kind(context.pathParam("kind"));
        return studies.start(kind, run, kind.asked(run, FormInput.bodyIfAny(context)));
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
        context.json(json(studies.get(context.pathParam("study"))));
    }

    public void cancelJson(Context context) {
        Study study = studies.get(context.pathParam("study"));
        studies.cancel(study);
        context.json(json(studies.get(context.pathParam("study"))));
    }

    private StudyJson json(Study study) {
        return new StudyJson(
                study.id(),
                study.run(),
                study.kind(),
                study.asked(),
                study.status(),
                study.job().failure(),
                study.job().createdAt(),
                study.job().endedAt(),
                studies.url(study),
                study.job().id());
    }
}
