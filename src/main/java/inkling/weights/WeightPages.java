package inkling.weights;

import inkling.analysis.pictures.WeightPictures;
import inkling.http.WebServer.Routes;
import inkling.inspect.RunArchive;
import inkling.inspect.Shown;
import inkling.network.Architecture;
import inkling.network.Tensor;
import inkling.runs.store.TrainedOn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The weights of a run: the first layer's pictures, and the page of each of its units. */
public final class WeightPages implements Routes {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final RunArchive archive;

    public WeightPages(RunArchive archive) {
        this.archive = archive;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/runs/{id}/weights", this::grid);
        routes.get("/runs/{id}/weights/sheet.png", this::sheet);
    }

    private void grid(Context context) {
        Shown shown = Shown.of(archive, context);
        Look look = Look.of(shown);
        WeightPictures pictures = pictures(shown);
        Map<String, Object> model = model(shown, look, pictures);
        model.put("switches", look.switches(path(shown), shown.epoch(), pictures.units()));
        model.put("legend", Sheet.legend(pictures, look));
        model.put("groups", UnitGrid.of(shown, pictures, look, classNames(shown)));
        context.render("weights/grid.html", model);
    }

    private void sheet(Context context) {
        Shown shown = Shown.of(archive, context);
        WeightPictures pictures = pictures(shown);
        Look look = Look.of(shown);
        byte[] png = shown.asked("range")
                .map(range -> Sheet.png(pictures, look.colour(), Sheet.range(range)))
                .orElseGet(() -> Sheet.png(pictures, look));
        String made = String.valueOf(shown.run().createdAt().toEpochMilli());
        if (shown.asked("of").filter(made::equals).isPresent()) {
            context.header("Cache-Control", FOR_GOOD);
        }
        context.contentType("image/png").result(png);
    }

    private WeightPictures pictures(Shown shown) {
        return pictures(shown, archive.parameters(shown.run(), shown.epoch()));
    }

    static Map<String, Object> model(Shown shown, Look look, WeightPictures pictures) {
        Map<String, Object> model = shown.model();
        model.put("look", look);
        model.put("units", pictures.units());
        model.put("sheet", Sheet.url(shown, look));
        model.put("sheetWidth", Sheet.width());
        model.put("sheetHeight", Sheet.height(pictures.units()));
        return model;
    }

    private static String path(Shown shown) {
        return shown.run().url() + "/weights";
    }

    static WeightPictures pictures(Shown shown, List<Tensor> parameters) {
        return new WeightPictures(parameters, classNames(shown).size());
    }

    /** The names of the data set's classes; of the outputs where the run has not loaded it yet. */
    static List<String> classNames(Shown shown) {
        return shown.run().data().map(TrainedOn::classNames).orElseGet(() -> Architecture.outputNames(List.of()));
    }
}
