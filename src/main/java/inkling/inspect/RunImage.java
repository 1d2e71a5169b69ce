package inkling.inspect;

import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.runs.EpochRequest;
import io.javalin.http.Context;
import java.util.Map;

/**
 * One of a run's images, looked at in one epoch.
 *
 * @param images all of its split
 */
public record RunImage(EpochRequest request, ImageName name, LabelledImages images) {
    /**
     * Reads {@code /runs/{id}/images/{split}/{index}...?epoch=}.
     *
     * @throws inkling.errors.UserError.NotFound if there is no such run, split or image
     */
    public static RunImage of(RunArchive archive, Context context) {
        return of(
                archive,
                EpochRequest.of(archive, context),
                ImageSplit.of(context.pathParam("split")),
                context.pathParam("index"));
    }

    /** @throws inkling.errors.UserError.NotFound if the run has no such image */
    public static RunImage of(RunArchive archive, EpochRequest request, ImageName name) {
        return of(archive, request, name.split(), String.valueOf(name.index()));
    }

    private static RunImage of(RunArchive archive, EpochRequest request, ImageSplit split, String index) {
        LabelledImages images = archive.images(request.run(), split);
        return new RunImage(request, ImageName.of(split, index, images.size()), images);
    }

    public Run run() {
        return request.run();
    }

    public int label() {
        return images.label(name.index());
    }

    /** Its pixels (C, H, W). */
    public byte[] pixels() {
        return images.image(name.index());
    }

    /** The network's input (C, H, W). */
    public float[] normalised(Normalisation normalisation) {
        float[] x = new float[images.shape().size()];
        normalisation.apply(images.shape(), images.pixels(), name.index() * x.length, 1, x, 0);
        return x;
    }

    /** The address of its page, without an epoch. */
    public String url() {
        return name.url(run());
    }

    public String picture() {
        return ImagePictures.url(run(), name);
    }

    /**
     * What the templates of its page and of each of its views need; links to the run's other views have it selected.
     *
     * @param view what follows the image's address: nothing, or such as {@code /why}
     */
    public Map<String, Object> model(PredictionStore predictions, String view) {
        Map<String, Object> model = request.selecting(name).model();
        model.put("heading", name.heading());
        model.put("shape", images.shape());
        model.put("walk", ImageNavigation.of(predictions, this, view));
        return model;
    }
}
