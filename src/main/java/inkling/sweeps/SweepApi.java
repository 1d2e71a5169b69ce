package inkling.sweeps;

import inkling.http.FormInput;
import inkling.http.WebServer;
import inkling.sweeps.space.SweepForm;
import inkling.sweeps.space.SweepPlan;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** Sweeps for programs: the same as the pages, in JSON. */
public final class SweepApi implements WebServer.Routes {
    private final Sweeps sweeps;
    private final SweepForm form;

    public SweepApi(Sweeps sweeps, SweepForm form) {
        this.sweeps = sweeps;
        this.form = form;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/sweeps", this::start);
        routes.post("/api/sweeps/preview", this::preview);
        routes.get("/api/sweeps/{id}", context -> show(sweep(context), context));
        routes.post("/api/sweeps/{id}/cancel", this::cancel);
    }

    private void start(Context context) {
        Sweep sweep = sweeps.start(form.read(FormInput.body(context)));
        context.status(HttpStatus.CREATED);
        context.header("Location", "/api" + sweep.url());
        show(sweep, context);
    }

    private void preview(Context context) {
        SweepPlan plan = form.read(FormInput.body(context));
        context.json(new SweepJson.Plan(plan, sweeps.forecast(plan.requests())));
    }

    private void cancel(Context context) {
        Sweep sweep = sweep(context);
        sweeps.cancelRest(sweep);
        // A running one stops at its next step only, so this may well say that it is running still.
        context.status(HttpStatus.ACCEPTED);
        show(sweep, context);
    }

    private void show(Sweep sweep, Context context) {
        context.json(new SweepJson(sweeps.standing(sweep)));
    }

    private Sweep sweep(Context context) {
        return sweeps.get(context.pathParam("id"));
    }
}
