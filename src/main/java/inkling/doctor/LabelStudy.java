package inkling.doctor;

import inkling.analysis.labels.DealtImages;
import inkling.analysis.labels.HeldOut;
import inkling.analysis.labels.LabelFindings;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.cluster.JobInParts;
import inkling.dataset.Dataset;
import inkling.errors.UserError.Conflict;
import inkling.http.FormInput;
import inkling.network.Blueprint;
import inkling.network.Devices;
import inkling.studies.StudyInParts;
import inkling.text.Text;
import inkling.worker.JobContext;
import java.util.Map;
import java.util.function.Consumer;

/** Looks for wrong labels among a run's images, with networks like its own that are trained on folds of them. */
public final class LabelStudy implements StudyInParts<LabelFindings> {
    static final String FOLDS = "folds";
    static final String EPOCHS = "epochs";

    private static final int USUAL_FOLDS = 5;
    /** So that five networks take no longer than a person waits, where the run had more. */
    private static final int USUAL_EPOCHS = 5;

    private static final int MOST_EPOCHS = 100;

    private final RunArchive archive;
    private final Devices devices;

    public LabelStudy(RunArchive archive, Devices devices) {
        this.archive = archive;
        this.devices = devices;
    }

    @Override
    public String id() {
        return "labels";
    }

    @Override
    public Class<LabelFindings> result() {
        return LabelFindings.class;
    }

    @Override
    public Map<String, String> asked(Run run, Map<String, String> fields) {
        if (run.data().isEmpty()) {
            throw new Conflict(Text.of("Run %d has not loaded its images yet; look again in a moment.", run.id()));
        }
        int best = Math.max(1, Math.min(USUAL_EPOCHS, run.bestEpoch().orElse(USUAL_EPOCHS)));
        return Map.of(
                FOLDS, number(fields, FOLDS, USUAL_FOLDS, 2, HeldOut.MOST_FOLDS),
                EPOCHS, number(fields, EPOCHS, best, 1, MOST_EPOCHS));
    }

    private static String number(Map<String, String> fields, String field, int usual, int least, int most) {
        String text = fields.getOrDefault(field, "").strip();
        return String.valueOf(text.isEmpty() ? usual : FormInput.whole(field, field, text, least, most));
    }

    @Override
    public String title(Run run, Map<String, String> asked) {
        return Text.of("Run %d: wrong labels, by %s folds", run.id(), asked.get(FOLDS));
    }

    @Override
    public String url(Run run, Map<String, String> asked) {
        return LabelPages.address(run).with(asked).toString();
    }

    @Override
    public LabelFindings examine(Run run, Map<String, String> asked, JobContext context) {
        int folds = Integer.parseInt(asked.get(FOLDS));
        int epochs = Integer.parseInt(asked.get(EPOCHS));
        Dataset dataset = context.aside(() -> archive.dataset(run));
        HeldOut held = HeldOut.of(
                run.hyperparameters(),
                blueprint(run, dataset),
                dataset,
                archive.normalisation(run),
                run.deviceHere(devices),
                dealt(run, dataset, folds),
                epochs,
                (fold, done, total) -> {
                    context.throwIfCancelled();
                    context.report(Text.of("fold %d of %d", fold, folds), done, total, "steps");
                });
        return LabelFindings.of(held, folds, epochs);
    }

    @Override
    public LabelFindings examine(
            Run run, Map<String, String> asked, JobContext context, Consumer<JobInParts<?>> machines) {
        int folds = Integer.parseInt(asked.get(FOLDS));
        int epochs = Integer.parseInt(asked.get(EPOCHS));
        Dataset dataset = context.aside(() -> archive.dataset(run));
        FoldsInParts parts = new FoldsInParts(
                HeldOut.settings(run.hyperparameters(), epochs),
                blueprint(run, dataset),
                dataset,
                archive.normalisation(run),
                dealt(run, dataset, folds),
                (done, total) -> context.report(Text.of("%d folds on the cluster", folds), done, total, "steps"));
        machines.accept(parts);
        return LabelFindings.of(parts.heldOut(), folds, epochs);
    }

    private static Blueprint blueprint(Run run, Dataset dataset) {
        return run.hyperparameters().architecture().on(dataset.shape(), dataset.classes());
    }

    private static DealtImages dealt(Run run, Dataset dataset, int folds) {
        try {
            return DealtImages.of(dataset, folds, run.hyperparameters().seed());
        } catch (IllegalArgumentException e) {
            throw new Conflict(Text.of("%s.", Text.capitalised(String.valueOf(e.getMessage()))));
        }
    }
}
