package inkling.imagine.pages;

import inkling.access.Visitor;
import inkling.archive.PredictionStore;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.cluster.JobDevices;
import inkling.deletion.Undo;
import inkling.errors.UserError;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import inkling.http.Json.Flat;
import inkling.imagine.Dream;
import inkling.imagine.DreamEvents.DreamJson;
import inkling.imagine.DreamEvents.DreamProgress;
import inkling.imagine.DreamForm;
import inkling.imagine.DreamParts;
import inkling.imagine.DreamRequest;
import inkling.imagine.DreamState;
import inkling.imagine.Dreams;
import inkling.imagine.Picture;
import inkling.network.SafetensorsException;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run's network imagines: the form that asks for it, the gallery, and each picture's page. */
public final class ImaginePages {
    private static final int MOST_PICTURES = 120;

    private final Dreams dreams;
    private final DreamParts parts;
    private final DreamForm form;
    private final ClassColumns columns;
    private final ThroughEpochs throughEpochs;

    public ImaginePages(Dreams dreams, DreamParts parts, PredictionStore predictions) {
        this.dreams = dreams;
        this.parts = parts;
        this.form = new DreamForm(parts.archive(), devices());
        this.throughEpochs = new ThroughEpochs(parts.archive());
        this.columns = new ClassColumns(parts.dreams(), parts.archive(), predictions);
    }

    private List<String> devices() {
        return JobDevices.names(parts.cluster());
    }

    public void gallery(Context context) {
        EpochRequest request = EpochRequest.of(parts.archive(), context);
        Map<String, String> values = DreamForm.defaults(request.run(), request.epoch());
        request.asked("from").map(id -> dreams.get(context.pathParam("id"), id)).ifPresent(dream -> {
            values.putAll(DreamForm.fields(dream.request(), dream.epoch()));
            values.put(
                    "device",
                    devices().contains(dream.job().device()) ? dream.job().device() : JobDevices.RUNS_OWN);
        });
        request.query().forEach(values::replace);
        render(context, request, values, Map.of());
    }

    private Dream dream(Context context) {
        return dreams.get(context.pathParam("id"), context.pathParam("dream"));
    }

    public void create(Context context) {
        EpochRequest request = EpochRequest.of(parts.archive(), context);
        Map<String, String> values = FormInput.body(context);
        try {
            DreamForm.Order order = form.read(request.run(), values);
            List<Dream> started = order.requests().stream()
                    .map(each -> dreams.start(
                            request.run(),
                            order.epoch(),
                            each,
                            Visitor.of(context).name(),
                            order.device()))
                    .toList();
            String gallery =
                    Text.of("%s/imagine?epoch=%d#columns", request.run().url(), order.epoch());
            context.redirect(started.size() == 1 ? started.get(0).url() : gallery, HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            Map<String, String> filled = DreamForm.defaults(request.run(), request.epoch());
            filled.putAll(values);
            context.status(HttpStatus.BAD_REQUEST);
            render(context, request, filled, e.messages());
        }
    }

    private void render(Context context, EpochRequest request, Map<String, String> values, Map<String, String> errors) {
        Run run = request.run();
        Map<String, Object> model = request.model();
        model.putAll(FormChoices.of(request.epochs(), Dream.classNames(run)));
        model.put("devices", JobDevices.choices(parts.cluster()));
        model.put("values", values);
        model.put("errors", errors);
        model.put("classNames", Dream.classNames(run));
        model.put("testImages", run.data().map(TrainedOn::testImages).orElse(0));
        List<ClassColumns.Group> groups = ClassColumns.groups(Dream.classNames(run));
        ClassColumns.Group group = group(request, groups);
        model.put("groups", groups);
        model.put("group", group);
        model.put("rows", rows(request, group, model));
        List<Dream> all = parts.dreams().list(run.id(), MOST_PICTURES);
        model.put("cards", all.stream().map(dream -> card(run, dream)).toList());
        context.render("imagine/imagine.html", model);
    }

    /** The group of classes that the address names by its first one; the first of all where it names none. */
    private static ClassColumns.Group group(EpochRequest request, List<ClassColumns.Group> groups) {
        String usual = String.valueOf(groups.get(0).first());
        return FormInput.choose(
                "classes",
                groups,
                group -> String.valueOf(group.first()),
                request.asked("classes").orElse(usual));
    }

    /** A picture in the gallery. */
    record Card(DreamView dream, String picture) {}

    private Card card(Run run, Dream dream) {
        Optional<DreamProgress> progress = parts.events().progress(dream.id());
        return new Card(view(run, dream, progress.map(DreamProgress::state)), dream.pictureUrl());
    }

    /** What is imagined at once; what is real only where that is asked for, since the images may have to be loaded. */
    private List<ClassColumns.Row> rows(EpochRequest request, ClassColumns.Group group, Map<String, Object> model) {
        List<ClassColumns.Row> rows = new ArrayList<>(columns.imagined(request.run(), request.epoch(), group));
        if (request.asked("real").isPresent()) {
            try {
                rows.addAll(columns.real(request.run(), request.epoch(), group));
            } catch (UserError e) {
                model.put("trouble", String.valueOf(e.getMessage()));
            }
        } else {
            model.put(
                    "realUrl",
                    Text.of(
                            "%s/imagine?epoch=%d&classes=%d&real=yes",
                            request.run().url(), request.epoch(), group.first()));
        }
        return rows;
    }

    public void page(Context context) {
        Dream dream = dream(context);
        EpochRequest request = EpochRequest.of(parts.archive(), context);
        Map<String, Object> model = request.model();
        Optional<DreamState> state = Optional.empty();
        try {
            state = state(request.run(), dream);
        } catch (SafetensorsException e) {
            model.put("trouble", "The picture cannot be shown: " + e.getMessage() + ".");
        }
        model.put("dream", view(request.run(), dream, state));
        model.put("cursor", dream.job().revision());
        model.put(
                "data",
                new Data(
                        dream.request().method(),
                        dream.request().total(),
                        state.map(seen -> new DreamJson(dream, seen))));
        context.render("imagine/dream.html", model);
    }

    public void epochs(Context context) {
        Dream dream = dream(context);
        EpochRequest request = EpochRequest.of(parts.archive(), context);
        DreamState state = required(request.run(), dream);
        DreamView view = view(request.run(), dream, Optional.of(state));
        Map<String, Object> model = request.model();
        model.put("dream", view);
        model.put("rows", throughEpochs.rows(request.run(), view, state));
        context.render("imagine/epochs.html", model);
    }

    private DreamState required(Run run, Dream dream) {
        try {
            return state(run, dream).orElseThrow(() -> new NotFound("There is no picture yet."));
        } catch (SafetensorsException e) {
            throw new NotFound("The picture cannot be shown: " + e.getMessage() + ".");
        }
    }

    /** What the page's script has; without a picture only what is to become of it. */
    private record Data(
            DreamRequest.Method method, long total, @Flat Optional<DreamJson> dream) {}

    /** What is to be seen of a dream: live while it runs, else what was kept. */
    private Optional<DreamState> state(Run run, Dream dream) {
        Optional<DreamState> live = parts.events().progress(dream.id()).map(DreamProgress::state);
        return live.isPresent() ? live : parts.files().read(dream, run.blueprint());
    }

    private DreamView view(Run run, Dream dream, Optional<DreamState> state) {
        return new DreamView(
                dream,
                run.blueprint().input(),
                Dream.classNames(run),
                parts.events().progress(dream.id()),
                state);
    }

    public void cancel(Context context) {
        Dream dream = dream(context);
        dreams.cancel(dream);
        context.redirect(dream.url(), HttpStatus.SEE_OTHER);
    }

    public void delete(Context context) {
        Dream dream = dream(context);
        dreams.delete(dream);
        String gallery = Text.of("/runs/%d/imagine?epoch=%d#gallery", dream.run(), dream.epoch());
        context.redirect(Undo.saying(gallery, parts.dreams().did(dream.id())), HttpStatus.SEE_OTHER);
    }

    public void again(Context context) {
        Run run = EpochRequest.run(parts.archive(), context);
        Dream started = dreams.again(run, dream(context), Visitor.of(context).name());
        context.redirect(started.url(), HttpStatus.SEE_OTHER);
    }

    public void picture(Context context) {
        Dream dream = dream(context);
        DreamState state = required(EpochRequest.run(parts.archive(), context), dream);
        context.header("Cache-Control", dream.status().active() ? "no-store" : "public, max-age=31536000, immutable");
        context.contentType("image/png").result(Picture.of(state));
    }
}
