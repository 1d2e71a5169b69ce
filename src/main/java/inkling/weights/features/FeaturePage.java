package inkling.weights.features;

import inkling.analysis.pictures.FeatureMaps;
import inkling.analysis.pictures.WeightPictures;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError;
import inkling.http.FormInput;
import inkling.inspect.ImagePictures;
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
    record Seen(
            EpochRequest request,
            ImageSplit split,
            int index,
            LabelledImages images,
            FeatureMaps maps,
            ForwardPass pass) {}

    public void page(Context context) {
        Seen seen = seen(context);
        Map<String, Object> model = seen.request().model();
        FeatureView view =
                new FeatureView(seen, archive.dataset(seen.request().run()).classNames());
        model.put("view", view);
        model.put("index", seen.index());
        model.put("split", seen.split().id());
        model.put("picture", ImagePictures.url(seen.request().run(), seen.split(), seen.index()));
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
                seen.split(),
                seen.index(),
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
        EpochRequest request = EpochRequest.of(archive, context);
        ImageSplit split = ImageSplit.of(context.pathParam("split"));
        LabelledImages images = archive.images(request.run(), split);
        int index = ImagePictures.index(context, images, split);
        float[] x = new float[images.shape().size()];
        archive.normalisation(request.run()).apply(images.shape(), images.pixels(), index * x.length, 1, x, 0);
        Fitted layer = layer(request);
        ForwardPass pass = archive.network(request.run(), request.epoch()).forward(x);
        return new Seen(request, split, index, images, FeatureMaps.of(layer, pass.activations(layer.id())), pass);
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
