package inkling.weights;

import inkling.analysis.pictures.WeightPictures;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.network.Tensor;
import inkling.runs.EpochRequest;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The weights of a run: the first layer's pictures, and the page of each of its units. */
public final class WeightPages {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final RunArchive archive;

    public WeightPages(RunArchive archive) {
        this.archive = archive;
    }

    public void grid(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        PictureOptions look = PictureOptions.of(request);
        WeightPictures pictures = pictures(request);
        Map<String, Object> model = model(request, look, pictures);
        model.put("switches", look.switches(path(request), request.epoch(), pictures.units()));
        model.put("legend", PictureSheet.legend(pictures, look));
        model.put("groups", UnitGrid.of(request, pictures, look, classNames(request)));
        context.render("weights/grid.html", model);
    }

    public void sheet(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        WeightPictures pictures = pictures(request);
        PictureOptions look = PictureOptions.of(request);
        byte[] png = request.asked("range")
                .map(range -> PictureSheet.png(pictures, look.colour(), PictureSheet.range(range)))
                .orElseGet(() -> PictureSheet.png(pictures, look));
        String made = String.valueOf(request.run().createdAt().toEpochMilli());
        if (request.asked("of").filter(made::equals).isPresent()) {
            context.header("Cache-Control", FOR_GOOD);
        }
        context.contentType("image/png").result(png);
    }

    private WeightPictures pictures(EpochRequest request) {
        return pictures(request, archive.parameters(request.run(), request.epoch()));
    }

    static Map<String, Object> model(EpochRequest request, PictureOptions look, WeightPictures pictures) {
        Map<String, Object> model = request.model();
        model.put("look", look);
        model.put("units", pictures.units());
        model.put("sheet", PictureSheet.url(request, look));
        model.put("sheetWidth", PictureSheet.width());
        model.put("sheetHeight", PictureSheet.height(pictures.units()));
        return model;
    }

    private static String path(EpochRequest request) {
        return request.run().url() + "/weights";
    }

    static WeightPictures pictures(EpochRequest request, List<Tensor> parameters) {
        return new WeightPictures(parameters, classNames(request).size());
    }

    /** The names of the data set's classes; none where the run has not loaded it yet. */
    static List<String> classNames(EpochRequest request) {
        return request.run().data().map(TrainedOn::classNames).orElse(List.of());
    }
}
