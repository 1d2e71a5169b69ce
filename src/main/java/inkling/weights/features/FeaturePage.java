package inkling.weights.features;

import inkling.analysis.pictures.FeatureMaps;
import inkling.analysis.pictures.WeightPictures;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.errors.UserError;
import inkling.http.FormInput;
import inkling.inspect.RunImage;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.runs.EpochRequest;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** What each layer of a network makes of one image, at every epoch. */
public final class FeaturePage {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final RunArchive archive;

    public FeaturePage(RunArchive archive) {
        this.archive = archive;
    }

    /** An image in a network. */
    record Seen(RunImage image, FeatureMaps maps, ForwardPass pass) {
        EpochRequest request() {
            return image.request();
        }
    }

    public void page(Context context) {
        Seen seen = seen(context);
        Map<String, Object> model = seen.request().model();
        FeatureView view =
                new FeatureView(seen, archive.dataset(seen.request().run()).classNames());
        model.put("view", view);
        model.put("image", seen.image());
        context.render("weights/features.html", model);
    }

    public void sheet(Context context) {
        Seen seen = seen(context);
        if (!seen.maps().spatial()) {
            throw new UserError.NotFound(
                    seen.maps().layer().id() + " makes a row of numbers of an image, and no maps to draw.");
        }
        String made = String.valueOf(seen.request().run().createdAt().toEpochMilli());
        if (seen.request().asked("of").filter(made::equals).isPresent()) {
            context.header("Cache-Control", FOR_GOOD);
        }
        context.contentType("image/png")
                .result(seen.maps().png(FeatureView.Scale.of(seen.request()) == FeatureView.Scale.ALL));
    }

    public void json(Context context) {
        Seen seen = seen(context);
        Fitted layer = seen.maps().layer();
        context.json(new Json(
                seen.request().run().id(),
                seen.request().epoch(),
                seen.image().name().split(),
                seen.image().name().index(),
                layer.id(),
                layer.layer().text(),
                layer.outputShape(),
                seen.maps().values()));
    }

    /** @param activations row by row, channel after channel */
    private record Json(
            long run,
            int epoch,
            ImageSplit split,
            int index,
            String layer,
            String text,
            int[] shape,
            float[] activations) {}

    private Seen seen(Context context) {
        RunImage image = RunImage.of(archive, context);
        EpochRequest request = image.request();
        Fitted layer = layer(request);
        ForwardPass pass = archive.network(request.run(), request.epoch())
                .forward(image.normalised(archive.normalisation(request.run())));
        return new Seen(image, FeatureMaps.of(layer, pass.activations(layer.id())), pass);
    }

    /** The one that is asked for, else the first that has weights. */
    private static Fitted layer(EpochRequest request) {
        List<Fitted> layers = layers(request.run().blueprint());
        return request.asked("layer")
                .map(text -> FormInput.choose("layer", layers, Fitted::id, text))
                .orElseGet(
                        () -> WeightPictures.weighted(request.run().blueprint()).get(0));
    }

    /** All that make something new of a picture. */
    static List<Fitted> layers(Blueprint blueprint) {
        return blueprint.allLayers().stream()
                .filter(layer -> !(layer.layer() instanceof Layer.Flatten))
                .toList();
    }
}
