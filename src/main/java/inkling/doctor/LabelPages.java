package inkling.doctor;

import inkling.analysis.labels.LabelFindings;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.archive.versions.DataVersion;
import inkling.archive.versions.DataVersions;
import inkling.dataset.Correction;
import inkling.dataset.Corrections;
import inkling.dataset.Dataset;
import inkling.errors.UserError.Conflict;
import inkling.http.Address;
import inkling.http.Back;
import inkling.http.FormInput;
import inkling.http.Json.Flat;
import inkling.runs.EpochRequest;
import inkling.runs.job.Runs;
import inkling.studies.Studies;
import inkling.studies.Study;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Images whose labels are suspected to be wrong, what is decided of them, and a run that learns from that. */
public final class LabelPages {
    private static final String OPEN = "open";

    private final RunArchive archive;
    private final DataVersions versions;
    private final Studies studies;
    private final LabelStudy kind;
    private final Runs runs;

    LabelPages(RunArchive archive, DataVersions versions, Studies studies, LabelStudy kind, Runs runs) {
        this.archive = archive;
        this.versions = versions;
        this.studies = studies;
        this.kind = kind;
        this.runs = runs;
    }

    static Address address(Run run) {
        return new Address(run.url() + "/doctor/labels");
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        Map<String, String> asked = asked(request);
        Map<String, Object> model = request.model();
        model.put("study", studies.view(kind, run, asked));
        model.put("asked", asked);
        model.put("versions", begun(run));
        model.put("show", request.asked("show").orElse(""));
        Optional<LabelFindings> found = studies.result(kind, run, asked);
        if (found.isPresent()) {
            List<String> classes = archive.dataset(run).classNames();
            LabelsView view = view(request, asked, found.get(), classes);
            model.put("view", view);
            model.put("here", here(request, asked, view.page()));
            model.put("all", address(run).with(asked).toString());
            model.put("open", address(run).with(asked).with("show", OPEN).toString());
            model.put("classes", classes);
            model.put("rows", view.legible() ? LabelsView.rows(found.get().joint(), classes) : List.of());
            model.put(
                    "pairs",
                    view.legible() ? List.of() : LabelsView.largest(found.get().joint(), classes));
            model.put("before", here(request, asked, view.page() - 1));
            model.put("after", here(request, asked, view.page() + 1));
        }
        context.render("doctor/labels.html", model);
    }

    /** What the address asks for; where it says nothing and nobody asked for the usual, what was last found. */
    private Map<String, String> asked(EpochRequest request) {
        Map<String, String> usual = kind.asked(request.run(), request.query());
        boolean open = request.asked(LabelStudy.FOLDS).isEmpty()
                && request.asked(LabelStudy.EPOCHS).isEmpty()
                && studies.latest(kind, request.run(), usual).isEmpty();
        return open
                ? studies.finished(kind, request.run()).stream()
                        .findFirst()
                        .map(Study::asked)
                        .orElse(usual)
                : usual;
    }

    private LabelsView view(
            EpochRequest request, Map<String, String> asked, LabelFindings found, List<String> classes) {
        Run run = request.run();
        int page = FormInput.page(request.query());
        var source = new LabelsView.Source(run, classes, names(run), decided(run), here(request, asked, page));
        boolean open = request.asked("show").filter(OPEN::equals).isPresent();
        return LabelsView.of(found, source, open, page);
    }

    /** The version that decisions go into first, then the others that were begun while this run was looked at. */
    private List<DataVersion> begun(Run run) {
        return Stream.concat(versions.current(run).stream(), versions.from(run).stream())
                .distinct()
                .toList();
    }

    private static String here(EpochRequest request, Map<String, String> asked, int page) {
        Address here = address(request.run()).with(asked).with("show", request.asked("show"));
        return (page > 1 ? here.with("page", page) : here).toString();
    }

    private Map<Integer, ImageName> names(Run run) {
        Map<Integer, ImageName> names = new HashMap<>();
        for (ImageSplit split : List.of(ImageSplit.TRAIN, ImageSplit.VALIDATION)) {
            int[] indices = archive.indices(run, split);
            for (int i = 0; i < indices.length; i++) {
                names.put(indices[i], new ImageName(split, i));
            }
        }
        return names;
    }

    private Corrections decided(Run run) {
        return versions.current(run)
                .map(version -> versions.corrections(version.id()))
                .orElse(Corrections.NONE);
    }

    /** @param decisions those of the version that decisions go into, in the order of the images */
    private record LabelsJson(
            long run, @Flat LabelFindings findings, Optional<String> version, List<Correction> decisions) {}

    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        Map<String, String> asked = asked(request);
        LabelFindings found = studies.result(kind, run, asked).orElseThrow(() -> studies.missing(kind, run, asked));
        context.json(new LabelsJson(
                run.id(),
                found,
                versions.current(run).map(each -> each.version().name()),
                decided(run).all()));
    }

    /**
     * Keeps what somebody decided of a training image: {@code decide} is accept, relabel, exclude, keep or undo, {@code index}
     * the image, {@code label} the new label, {@code suggested} the one that is accepted; without an index, undo takes back the
     * last decision.
     */
    public void decide(Context context) {
        Run run = EpochRequest.run(archive, context);
        Map<String, String> fields = FormInput.body(context);
        String decide = FormInput.choose(
                "decide",
                List.of("accept", "relabel", "exclude", "keep", "undo"),
                word -> word,
                fields.getOrDefault("decide", ""));
        Dataset dataset = archive.dataset(run);
        if (decide.equals("undo")) {
            versions.undo(run, Optional.ofNullable(fields.get("index")).map(text -> index(dataset, text)));
        } else {
            int index = index(dataset, fields.getOrDefault("index", ""));
            // As the data set gives it, whatever the run that is looked at has been told.
            int given = dataset.corrections()
                    .of(index)
                    .map(Correction::given)
                    .orElse(dataset.train().label(index));
            versions.decide(run, decision(decide, index, given, dataset, fields));
        }
        context.redirect(Back.of(fields, address(run).toString()), HttpStatus.SEE_OTHER);
    }

    private static int index(Dataset dataset, String text) {
        return FormInput.whole("index", "index", text, 0, dataset.train().size() - 1);
    }

    private static Correction decision(
            String decide, int index, int given, Dataset dataset, Map<String, String> fields) {
        return switch (decide) {
            case "exclude" -> Correction.exclude(index, given);
            // A run may have learnt another label than the given one, and that is what is found right.
            case "keep" -> Correction.relabel(index, given, dataset.train().label(index));
            default -> {
                String field = decide.equals("accept") ? "suggested" : "label";
                String text = fields.getOrDefault(field, "");
                yield Correction.relabel(index, given, FormInput.whole(field, field, text, 0, dataset.classes() - 1));
            }
        };
    }

    /** Starts a run like this one on its images as they are corrected. */
    public void train(Context context) {
        Run run = EpochRequest.run(archive, context);
        DataVersion version = versions.current(run)
                .orElseThrow(() -> new Conflict(Text.of("Nothing was decided of the images of run %d yet.", run.id())));
        Hyperparameters settings = run.request().hyperparameters();
        Hyperparameters trained =
                settings.epochs() > 0 ? settings : settings.with(Setting.EPOCHS, Setting.EPOCHS.usual());
        Run started = runs.start(
                new RunRequest("", version.request(), trained, run.request().device()));
        context.redirect(started.url(), HttpStatus.SEE_OTHER);
    }

    /** Begins a version with the corrections of a table {@code index,given,corrected}, as a version's own is. */
    public void take(Context context) {
        Run run = EpochRequest.run(archive, context);
        Map<String, String> fields = FormInput.body(context, CorrectionsCsv.LONGEST);
        Dataset dataset = archive.dataset(run);
        versions.create(
                run, fields.getOrDefault("name", ""), CorrectionsCsv.read(fields.getOrDefault("csv", ""), dataset));
        context.redirect(address(run).toString(), HttpStatus.SEE_OTHER);
    }
}
