package inkling.runs.rates;

import inkling.access.Visitor;
import inkling.archive.runs.RunRequest;
import inkling.database.Database;
import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.network.Devices;
import inkling.runs.RunForm;
import inkling.runs.RunPages;
import inkling.runs.job.TrainingParts.DatasetSource;
import inkling.runs.rates.RateSearch.Found;
import inkling.runs.rates.RateSearches.Asked;
import inkling.training.Setting;
import inkling.worker.Worker;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The learning rates that suit the settings of a form: for a page, which the form shows within itself, and for programs. */
public final class RatePages {
    private static final String PATH = "/lr-find";
    /** A program waits so long for all of it. */
    private static final Duration PATIENT = Duration.ofSeconds(3);

    private final RateSearches searches;
    private final RunForm form;
    private final RunPages runs;
    private final Duration patience;

    /**
     * @param runs shows the form again where one of its fields is wrong
     * @param patience how long a page waits for all of it
     */
    public RatePages(
            DatasetSource datasets,
            Devices devices,
            Database database,
            Worker worker,
            RunForm form,
            RunPages runs,
            Duration patience,
            Clock clock) {
        this.searches = new RateSearches(datasets, devices, database, worker, clock);
        this.form = form;
        this.runs = runs;
        this.patience = patience;
    }

    /** Begins a search with the fields of the form, and leads to its page. */
    public void create(Context context) {
        Map<String, String> values = FormInput.body(context);
        try {
            RunRequest request =
                    form.readForm(seeded(values)).askedBy(Visitor.of(context).name());
            Map<String, String> fields = new LinkedHashMap<>(form.fields(request));
            fields.put("name", values.getOrDefault("name", ""));
            fields.computeIfPresent(Setting.SEED.id(), values::getOrDefault);
            Asked asked = searches.start(request, fields);
            context.redirect(PATH + "/" + asked.id(), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            runs.refuse(context, values, e);
        }
    }

    /** The usual seed for one that is left open: a search is to be the same however often it is made. */
    private static Map<String, String> seeded(Map<String, String> values) {
        Map<String, String> seeded = new LinkedHashMap<>(values);
        seeded.merge(Setting.SEED.id(), "", (typed, none) -> typed.strip());
        seeded.replace(Setting.SEED.id(), "", Setting.SEED.usualText());
        return seeded;
    }

    /** What was found, or how far that is; the form itself where one of its fields turned out to be wrong. */
    public void page(Context context) {
        Asked asked = asked(context);
        try {
            Optional<Found> found = asked.await(patience);
            Map<String, Object> model = new HashMap<>();
            model.put("search", asked);
            found.ifPresent(each -> model.put("found", new RateView(each, filled(asked))));
            model.put("address", context.path());
            model.put("back", filled(asked).toString());
            context.render("runs/rates.html", model);
        } catch (InvalidInput e) {
            runs.refuse(context, asked.fields(), e);
        }
    }

    /** The form as it was, with no more in its address than is not usual. */
    private Address filled(Asked asked) {
        Map<String, String> fields = new LinkedHashMap<>(asked.fields());
        fields.entrySet().removeAll(form.defaults().entrySet());
        return new Address("/runs/new").with(fields);
    }

    public void cancel(Context context) {
        Asked asked = asked(context);
        asked.cancel();
        context.redirect(filled(asked).toString(), HttpStatus.SEE_OTHER);
    }

    public void start(Context context) {
        RunRequest request = form.read(seeded(FormInput.body(context)))
                .askedBy(Visitor.of(context).name());
        answer(context, searches.start(request, form.fields(request)));
    }

    public void state(Context context) {
        answer(context, asked(context));
    }

    public void cancelJson(Context context) {
        Asked asked = asked(context);
        asked.cancel();
        answer(context, asked);
    }

    private static void answer(Context context, Asked asked) {
        Optional<Found> found = asked.await(PATIENT);
        context.status(found.isPresent() || asked.cancelled() ? HttpStatus.OK : HttpStatus.ACCEPTED);
        context.header("Location", "/api" + PATH + "/" + asked.id());
        context.json(new RateJson.OfSearch(asked, found));
    }

    private Asked asked(Context context) {
        return searches.get(FormInput.id("search", context.pathParam("id")));
    }
}
