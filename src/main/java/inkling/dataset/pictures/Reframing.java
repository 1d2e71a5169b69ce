package inkling.dataset.pictures;

import inkling.dataset.Framing.Fit;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Memory;
import java.io.IOException;
import java.util.stream.IntStream;

/** Brings images of one shape to another. */
public final class Reframing {
    private Reframing() {}

    /** The same images in another size, in grey, or in three equal colours. */
    public static LabelledImages of(LabelledImages images, ImageShape shape, Fit fit) {
        if (images.shape().equals(shape)) {
            return images;
        }
        Memory.require(images.size(), shape);
        ImageShape from = new ImageShape(
                shape.channels(), images.shape().height(), images.shape().width());
        Resampling resampling = new Resampling(from, shape, fit);
        byte[] pixels = new byte[images.size() * shape.size()];
        IntStream.range(0, images.size())
                .parallel()
                .forEach(image -> resampling.apply(
                        colours(images.image(image), images.shape(), from), pixels, image * shape.size()));
        return new LabelledImages(shape, pixels, images.labels());
    }

    /**
     * A picture file as an image: C x H x W.
     *
     * @throws IOException whose message follows "The picture cannot be read:"
     */
    public static byte[] ofFile(byte[] file, ImageShape shape, Fit fit) throws IOException {
        Planes planes = PictureFile.planes(file, shape.channels());
        byte[] pixels = new byte[shape.size()];
        new Resampling(planes.shape(), shape, fit).apply(planes.values(), pixels, 0);
        return pixels;
    }

    private static byte[] colours(byte[] image, ImageShape from, ImageShape to) {
        if (from.channels() == to.channels()) {
            return image;
        }
        int plane = from.plane();
        byte[] changed = new byte[to.size()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = from.isGrey()
                    ? image[i % plane]
                    : Planes.luma(image[i] & 0xff, image[plane + i] & 0xff, image[2 * plane + i] & 0xff);
        }
        return changed;
    }
}
