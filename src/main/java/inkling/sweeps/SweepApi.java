package inkling.sweeps;

import inkling.access.Visitor;
import inkling.http.FormInput;
import inkling.sweeps.space.SweepForm;
import inkling.sweeps.space.SweepPlan;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** Sweeps for programs: the same as the pages, in JSON. */
public final class SweepApi {
    private final Sweeps sweeps;
    private final SweepForm form;

    public SweepApi(Sweeps sweeps, SweepForm form) {
        this.sweeps = sweeps;
        this.form = form;
    }

    public void start(Context context) {
        Sweep sweep = sweeps.start(
                form.read(FormInput.body(context)), Visitor.of(context).name());
        context.status(HttpStatus.CREATED);
        context.header("Location", "/api" + sweep.url());
        show(sweep, context);
    }

    public void preview(Context context) {
        SweepPlan plan = form.read(FormInput.body(context));
        context.json(new SweepJson.Plan(plan, sweeps.forecast(plan.requests())));
    }

    public void cancel(Context context) {
        Sweep sweep = sweep(context);
        sweeps.cancelRest(sweep);
        // A running one stops at its next step only, so this may well say that it is running still.
        context.status(HttpStatus.ACCEPTED);
        show(sweep, context);
    }

    public void show(Context context) {
        show(sweep(context), context);
    }

    private void show(Sweep sweep, Context context) {
        context.json(new SweepJson(sweeps.state(sweep)));
    }

    private Sweep sweep(Context context) {
        return sweeps.get(FormInput.id("sweep", context.pathParam("id")));
    }
}
