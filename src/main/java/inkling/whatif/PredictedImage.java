package inkling.whatif;

import inkling.archive.ImageName;
import inkling.archive.runs.Run;
import inkling.dataset.Normalisation;
import inkling.inspect.RunImage;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One of a run's images, and what the network of an epoch says of it. */
record PredictedImage(RunImage image, PlainNetwork network, Normalisation normalisation, ForwardPass pass) {
    EpochRequest request() {
        return image.request();
    }

    Run run() {
        return image.run();
    }

    public ImageName name() {
        return image.name();
    }

    public String heading() {
        return name().heading();
    }

    /** The address of its page, without an epoch. */
    public String url() {
        return image.url();
    }

    public String picture() {
        return image.picture();
    }

    int label() {
        return image.label();
    }

    List<String> classes() {
        return run().data().orElseThrow().outputNames();
    }

    public String labelName() {
        return classes().get(label());
    }

    /** The outputs, the likeliest first. */
    List<Integer> ranked() {
        double[] z = pass.logits();
        return IntStream.range(0, z.length)
                .boxed()
                .sorted((one, other) -> Double.compare(z[other], z[one]))
                .toList();
    }

    int predicted() {
        return ranked().get(0);
    }

    boolean right() {
        return predicted() == label();
    }

    /** {@code 4, but taken for 9: 99.98 % sure.} */
    public String verdict() {
        String sure = Figures.percent(pass.probabilities()[predicted()]);
        return right()
                ? Text.of("%s, and taken for it: %s sure.", labelName(), sure)
                : Text.of(
                        "%s, but taken for %s: %s sure.", labelName(), classes().get(predicted()), sure);
    }

    /** What the network's last layer takes. */
    double[] features() {
        return pass.activations(run().blueprint().features());
    }

    /** The same network's word on another picture, 0..1. */
    ForwardPass ask(float[] pixels) {
        return network.forward(normalisation.normalised(image.images().shape(), pixels));
    }

    /** Its picture, 0..1. */
    float[] pixels() {
        byte[] bytes = image.pixels();
        float[] pixels = new float[bytes.length];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (bytes[i] & 0xff) / 255f);
        return pixels;
    }

    /** What names it in an answer. */
    Map<String, Object> named() {
        return Map.of("run", run().id(), "epoch", request().epoch(), "image", name());
    }
}
