package inkling.inspect;

import inkling.analysis.pictures.Png;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.Objects;

/** The pictures of a run's images, in their own size; pages show them larger without smoothing. */
public final class ImagePictures {
    private static final String VERSION = "v";
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String FOR_NOW = "private, max-age=600";

    private final RunArchive archive;

    public ImagePictures(RunArchive archive) {
        this.archive = archive;
    }

    /** Where the picture of a run's image is, for browsers to keep for good. */
    public static String url(Run run, ImageName image) {
        return Text.of("%s.png?%s=%s", image.url(run), VERSION, version(run));
    }

    /**
     * What tells a run's images from those of another home's run of the same number: what they are and how they were
     * divided. An address that says it is good for ever.
     */
    public static String version(Run run) {
        String images = run.data().map(data -> data.fingerprint().whole()).orElse("");
        return Integer.toHexString(Objects.hash(
                images, run.hyperparameters().seed(), run.hyperparameters().validationShare()));
    }

    public void picture(Context context) {
        Run run = EpochRequest.run(archive, context);
        ImageSplit split = ImageSplit.of(context.pathParam("split"));
        LabelledImages images = archive.images(run, split);
        int index =
                ImageName.of(split, context.pathParam("index"), images.size()).index();
        boolean versioned = version(run).equals(context.queryParam(VERSION));
        context.header("Cache-Control", versioned ? FOR_GOOD : FOR_NOW);
        context.contentType("image/png").result(Png.of(images.shape(), images.image(index)));
    }
}
