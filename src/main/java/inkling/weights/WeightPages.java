package inkling.weights;

import inkling.analysis.pictures.Sheet;
import inkling.analysis.pictures.WeightPictures;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.http.FormInput;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.runs.EpochRequest;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The weights of a run: a layer's units as pictures. */
public final class WeightPages {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final RunArchive archive;

    public WeightPages(RunArchive archive) {
        this.archive = archive;
    }

    public void grid(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        WeightPictures pictures = pictures(archive, request);
        PictureOptions look = PictureOptions.of(request, pictures);
        Map<String, Object> model = model(request, look);
        model.put("switches", look.switches(path(request), request.epoch()));
        model.put("legend", PictureSheet.legend(pictures, look));
        model.put("groups", UnitGrid.of(request, pictures, look, classNames(request)));
        context.render("weights/grid.html", model);
    }

    public void sheet(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        WeightPictures pictures = pictures(archive, request);
        PictureOptions look = PictureOptions.of(request, pictures);
        byte[] png = request.asked("range")
                .map(range -> PictureSheet.png(pictures, look.colour(), PictureSheet.range(range)))
                .orElseGet(() -> PictureSheet.png(pictures, look));
        String made = String.valueOf(request.run().createdAt().toEpochMilli());
        if (request.asked("of").filter(made::equals).isPresent()) {
            context.header("Cache-Control", FOR_GOOD);
        }
        context.contentType("image/png").result(png);
    }

    static Map<String, Object> model(EpochRequest request, PictureOptions look) {
        WeightPictures pictures = look.pictures();
        Sheet sheet = PictureSheet.sheet(pictures, look.colour());
        Map<String, Object> model = request.model();
        model.put("look", look);
        model.put("units", pictures.units());
        model.put("pictures", pictures);
        model.put("layer", new LayerView(request.run().blueprint(), pictures));
        model.put("layers", LayerView.choices(request));
        model.put("sheet", PictureSheet.url(request, look));
        model.put("sheetWidth", sheet.sheetWidth());
        model.put("sheetHeight", sheet.sheetHeight());
        return model;
    }

    private static String path(EpochRequest request) {
        return request.run().url() + "/weights";
    }

    /** Of the layer that the address asks for, else of the first one. */
    static WeightPictures pictures(RunArchive archive, EpochRequest request) {
        Blueprint blueprint = request.run().blueprint();
        List<String> ids =
                WeightPictures.weighted(blueprint).stream().map(Fitted::id).toList();
        String layer = request.asked("layer")
                .map(text -> FormInput.choose("layer", ids, id -> id, text))
                .orElse(ids.get(0));
        return new WeightPictures(
                blueprint,
                archive.parameters(request.run(), request.epoch()),
                layer,
                classNames(request).size());
    }

    /** The names of the data set's classes; none where the run has not loaded it yet. */
    static List<String> classNames(EpochRequest request) {
        return request.run().data().map(TrainedOn::classNames).orElse(List.of());
    }
}
