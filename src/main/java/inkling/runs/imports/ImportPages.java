package inkling.runs.imports;

import inkling.access.Visitor;
import inkling.archive.Background;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.http.LargeBody;
import inkling.runs.FormModel;
import inkling.runs.RunForm;
import inkling.runs.imports.ImportCheck.Looked;
import inkling.runs.job.RunJson;
import inkling.runs.job.Runs;
import inkling.runs.job.TrainingParts.DatasetSource;
import inkling.text.Isolated;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page on which weights that were trained elsewhere are looked at and become a run, and the same for programs. */
public final class ImportPages {
    private static final String PATH = "/import";

    /** Of the file that a browser sends. */
    public static final LargeBody UPLOAD = SentWeights.UPLOAD;

    private final Runs runs;
    private final ImportForm form;
    private final FormModel forms;
    private final ImportCheck check;
    private final SentWeights sent;

    /** @param background reads the images, which can take longer than a page waits; closed by whoever made it */
    public ImportPages(Runs runs, RunForm form, DatasetSource datasets, Background background, Path home, Clock clock) {
        this.runs = runs;
        this.form = new ImportForm(form);
        this.forms = new FormModel(form);
        this.check = new ImportCheck(datasets, background);
        this.sent = new SentWeights(home, clock);
    }

    /** The form; with a file, what becomes of each of its tensors. */
    public void page(Context context) {
        Map<String, String> query = FormInput.query(context);
        Map<String, String> values = RunForm.filled(form.defaults(), query);
        Map<String, Object> model = forms.of(values, Map.of());
        if (query.containsKey(ImportForm.WEIGHTS)) {
            try {
                look(form.read(known(query)), model);
            } catch (InvalidInput e) {
                model.putAll(forms.of(values, e.messages()));
                context.status(HttpStatus.BAD_REQUEST);
            }
        }
        render(context, model);
    }

    private void look(RunRequest request, Map<String, Object> model) {
        Optional<Looked> looked = check.look(request);
        model.put("waiting", looked.isEmpty());
        looked.ifPresent(each -> model.put("looked", new LookedView(each)));
    }

    private static void render(Context context, Map<String, Object> model) {
        model.put("most", SentWeights.MOST_BYTES);
        context.render("imports/import.html", model);
    }

    /** A browser's form has a button and a file beside the fields, and leaves out what is not ticked. */
    private static Map<String, String> known(Map<String, String> values) {
        Map<String, String> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(ImportForm.FIELDS);
        return known;
    }

    /** Takes a file, and leads to the page that looks at it. */
    public void send(Context context) {
        Map<String, String> values = known(FormInput.body(context));
        try {
            values.put(ImportForm.WEIGHTS, sent.take(context).toString());
            context.redirect(new Address(PATH).with(values).toString(), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            render(context, forms.of(RunForm.filled(form.defaults(), values), e.messages()));
        }
    }

    public void create(Context context) {
        Map<String, String> values = known(FormInput.body(context));
        try {
            context.redirect(start(values, Visitor.of(context).name()).url(), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            render(context, forms.of(RunForm.filled(form.defaults(), values), e.messages()));
        }
    }

    public void start(Context context) {
        Run run = start(FormInput.body(context), Visitor.of(context).name());
        context.status(HttpStatus.CREATED);
        context.header("Location", "/api" + run.url());
        context.json(new RunJson(run));
    }

    /**
     * Starts the run, unless it is known by now that the weights are not the network's; else its own job looks again.
     *
     * @param askedBy the name of the person who asks; empty for whoever has none
     * @throws InvalidInput with a sentence at every wrong field
     */
    public Run start(Map<String, String> values, Optional<String> askedBy) {
        RunRequest request = form.read(values).askedBy(askedBy);
        check.look(request).filter(looked -> !looked.state().fits()).ifPresent(looked -> {
            String file = Isolated.of(request.imported().orElseThrow().fileName());
            throw new InvalidInput(
                    ImportForm.WEIGHTS, file + " " + looked.state().refusal());
        });
        String name =
                request.name().isEmpty() ? request.imported().orElseThrow().fileName() : request.name();
        return runs.start(List.of(request.named(name)), handle -> Optional.empty())
                .get(0);
    }
}
