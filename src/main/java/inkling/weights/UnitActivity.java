package inkling.weights;

import inkling.analysis.LayerActivity;
import inkling.analysis.LayerActivity.Excited;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.inspect.ImagePictures;
import inkling.network.Blueprint.Fitted;
import inkling.network.ReceptiveField;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a unit does with the training images.
 *
 * @param images those that excite it most
 * @param share of all images that excite it at all, as a percentage
 * @param size how many images there are
 * @param means its mean activation over the images of each class; NaN of a class without images
 */
record UnitActivity(List<Image> images, String share, String size, double[] means) {
    /** How many images are shown. */
    static final int MOST = 24;

    /** A training image, where it is and how much it excites the unit. */
    record Image(
            String url,
            String picture,
            String label,
            String activation,
            @Nullable Patch patch) {}

    /**
     * The part of an image that a filter saw.
     *
     * @param viewBox the part, as SVG has it
     * @param x of its corner; what lies beyond the image is its padding
     */
    record Patch(String viewBox, int x, int y, int size, int width, int height) {}

    static UnitActivity of(
            EpochRequest request,
            LabelledImages images,
            LayerActivity activity,
            Fitted layer,
            int unit,
            List<String> classNames) {
        LayerActivity.Unit of = activity.units().get(unit);
        return new UnitActivity(
                of.strongest().stream()
                        .map(each -> image(request, images, each, layer, classNames))
                        .toList(),
                Figures.percent(of.active() / (double) activity.images()),
                Figures.count(activity.images()),
                of.means());
    }

    private static Image image(
            EpochRequest request, LabelledImages images, Excited excited, Fitted layer, List<String> classNames) {
        ImageName name = new ImageName(ImageSplit.TRAIN, excited.image());
        boolean maps = layer.outputShape().length == 3;
        return new Image(
                name.url(request.run())
                        + (maps ? Text.of("/features?layer=%s&", layer.id()) : "?")
                        + Text.of("epoch=%d", request.epoch()),
                ImagePictures.url(request.run(), name),
                classNames.get(images.label(name.index())),
                Figures.signed(excited.activation()),
                maps ? patch(request.run(), images.shape(), layer, excited.place()) : null);
    }

    private static Patch patch(Run run, ImageShape shape, Fitted layer, int place) {
        ReceptiveField field = ReceptiveField.of(run.blueprint(), layer.id());
        int columns = layer.outputShape()[2];
        int x = field.begin(place % columns);
        int y = field.begin(place / columns);
        return new Patch(
                Text.of("%d %d %d %d", x, y, field.size(), field.size()),
                x,
                y,
                field.size(),
                shape.width(),
                shape.height());
    }
}
