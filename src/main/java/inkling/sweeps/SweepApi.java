package inkling.sweeps;

import inkling.access.Visitor;
import inkling.http.FormInput;
import inkling.sweeps.space.SweepForm;
import inkling.sweeps.space.SweepPlan;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;

/** Sweeps for programs: the same as the pages, in JSON. */
public final class SweepApi {
    private final Sweeps sweeps;
    private final SweepForm form;

    public SweepApi(Sweeps sweeps, SweepForm form) {
        this.sweeps = sweeps;
        this.form = form;
    }

    public void start(Context context) {
        SweepJson sweep = start(FormInput.body(context), Visitor.of(context).name());
        context.status(HttpStatus.CREATED);
        context.header("Location", "/api" + sweep.url());
        context.json(sweep);
    }

    /**
     * Starts one.
     *
     * @param fields of its form
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     */
    public SweepJson start(Map<String, String> fields, Optional<String> askedBy) {
        return json(sweeps.start(form.read(fields), askedBy));
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
        context.json(json(sweep));
    }

    public void show(Context context) {
        context.json(json(sweep(context)));
    }

    /** How one stands. */
    public SweepJson show(long id) {
        return json(sweeps.get(id));
    }

    private SweepJson json(Sweep sweep) {
        return new SweepJson(sweeps.state(sweep));
    }

    private Sweep sweep(Context context) {
        return sweeps.get(FormInput.id("sweep", context.pathParam("id")));
    }
}
