package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.Temperature;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.errors.UserError.Conflict;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.http.Json.Flat;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the network is right as often as it says it is, as it is and with the temperature that fits the validation
 * images best; that temperature can be kept with the checkpoint.
 */
public final class CalibrationPage {
    private static final String KEEP = "keep";
    private static final String FORGET = "forget";

    private final RunArchive archive;
    private final PredictionStore predictions;

    /**
     * The calibration of an epoch, as the page and its JSON have it.
     *
     * @param asItIs what the network says of the test images
     * @param temperature as it fits the validation images
     * @param kept the temperature that is kept with the checkpoint
     * @param scaled what the network says with the fitted one
     */
    record View(
            int epoch,
            @Flat CalibrationFigures asItIs,
            Temperature temperature,
            Optional<Double> kept,
            CalibrationFigures scaled) {
        /** Of the fitted one, in words. */
        public String value() {
            return Figures.temperature(temperature.value());
        }

        /** What the fit did to the loss on the images that it was fitted on. */
        public String fit() {
            return Text.of(
                    "fitted on %s validation images, whose mean cross-entropy it brings from %s to %s",
                    Figures.count(temperature.images()),
                    Figures.loss(temperature.lossBefore()),
                    Figures.loss(temperature.lossAfter()));
        }

        /** Why there is no temperature to keep; empty where there is one. */
        public Optional<String> without() {
            if (!temperature.atLimit()) {
                return Optional.empty();
            }
            return Optional.of(
                    temperature.value() < 1
                            ? "No temperature is the best here: this epoch gets every validation image right, so the surer it is, the lower its loss on them. Of images that it gets right one cannot learn how sure to be."
                            : "No temperature is the best here: on the validation images the true classes score no higher than the others, so the less sure the network is, the lower its loss on them.");
        }
    }

    public CalibrationPage(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        View view = view(request);
        Map<String, Object> model = request.model();
        model.put("view", view);
        model.put("rows", CalibrationFigures.rows(view.asItIs(), view.scaled()));
        model.put("without", view.without().orElse(null));
        model.put("kept", view.kept().map(Figures::temperature).orElse(null));
        model.put("download", Text.of("/api%s/checkpoints/%d?temperature=yes", run.url(), request.epoch()));
        context.render("inspect/calibration.html", model);
    }

    public void json(Context context) {
        context.json(view(EpochRequest.of(archive, context)));
    }

    /** Keeps the temperature of an epoch, which is fitted here and never sent, or forgets it. */
    public void keep(Context context) {
        Run run = EpochRequest.run(archive, context);
        Map<String, String> values = FormInput.body(context);
        int epoch = archive.epoch(run, Optional.ofNullable(values.get("epoch")));
        String what = values.getOrDefault("temperature", "");
        boolean kept = FormInput.choose("temperature", List.of(KEEP, FORGET), word -> word, what)
                .equals(KEEP);
        archive.keepTemperature(
                run, epoch, kept ? Optional.of(fitted(run, epoch).value()) : Optional.empty());
        context.redirect(
                new Address(run.url() + "/calibration").with("epoch", epoch).toString(), HttpStatus.SEE_OTHER);
    }

    private Temperature fitted(Run run, int epoch) {
        Temperature fitted = Temperature.fitted(predictions.labelled(run, epoch, ImageSplit.VALIDATION));
        if (fitted.atLimit()) {
            throw new Conflict(Text.of("There is no best temperature of epoch %d of run %d to keep.", epoch, run.id()));
        }
        return fitted;
    }

    private View view(EpochRequest request) {
        Run run = request.run();
        int epoch = request.epoch();
        LabelledPredictions test = predictions.labelled(run, epoch, ImageSplit.TEST);
        Temperature temperature = Temperature.fitted(predictions.labelled(run, epoch, ImageSplit.VALIDATION));
        return new View(
                epoch,
                CalibrationFigures.of(test),
                temperature,
                archive.temperature(run, epoch),
                CalibrationFigures.of(test.scaled(temperature.value())));
    }
}
