package inkling.sweeps.pages;

import inkling.deletion.Undo;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.RunForm;
import inkling.sweeps.Sweep;
import inkling.sweeps.SweepJson;
import inkling.sweeps.Sweeps;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;

/** The list of sweeps, and each sweep's page. */
public final class SweepPages {
    private static final int PAGE = 50;

    private final Sweeps sweeps;

    public SweepPages(Sweeps sweeps) {
        this.sweeps = sweeps;
    }

    public void list(Context context) {
        int page = FormInput.page(FormInput.query(context));
        long total = sweeps.repository().count();
        long pages = Math.max(1, (total + PAGE - 1) / PAGE);
        Map<String, Object> model = new HashMap<>();
        model.put(
                "sweeps",
                sweeps.repository().list(PAGE, (page - 1L) * PAGE).stream()
                        .map(SweepRow::new)
                        .toList());
        model.put("total", total);
        model.put("page", page);
        model.put("pages", pages);
        context.render("sweeps/list.html", model);
    }

    public void page(Context context) {
        Sweeps.State state = sweeps.state(sweep(context));
        context.render("sweeps/sweep.html", model(state, context));
    }

    public void parts(Context context) {
        context.render("sweeps/update.html", model(sweeps.state(sweep(context)), context));
    }

    private static Map<String, Object> model(Sweeps.State state, Context context) {
        Map<String, Object> model = new HashMap<>();
        model.put("sweep", SweepView.of(state, TableOrder.of(FormInput.query(context))));
        model.put("data", new SweepJson(state));
        return model;
    }

    public void cancel(Context context) {
        Sweep sweep = sweep(context);
        sweeps.cancelRest(sweep);
        context.redirect(sweep.url(), HttpStatus.SEE_OTHER);
    }

    public void rename(Context context) {
        Sweep sweep = sweep(context);
        String name = FormInput.body(context).getOrDefault("name", "");
        if (name.isBlank()) {
            throw new InvalidInput("name", "a sweep needs a name");
        }
        RunForm.wrongName(name).ifPresent(sentence -> {
            throw new InvalidInput("name", sentence);
        });
        sweeps.rename(sweep, name);
        context.redirect(sweep.url(), HttpStatus.SEE_OTHER);
    }

    public void delete(Context context) {
        Sweep sweep = sweep(context);
        sweeps.delete(sweep);
        context.redirect(Undo.saying("/sweeps", sweeps.repository().did(sweep.id())), HttpStatus.SEE_OTHER);
    }

    private Sweep sweep(Context context) {
        return sweeps.get(FormInput.id("sweep", context.pathParam("id")));
    }
}
