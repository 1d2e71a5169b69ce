package inkling.whatif;

import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.inspect.ImagePictures;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One of a run's images, and what the network of an epoch says of it. */
record Subject(
        EpochRequest request,
        ImageSplit split,
        int index,
        LabelledImages images,
        PlainNetwork network,
        Normalisation normalisation,
        ForwardPass pass) {
    Run run() {
        return request.run();
    }

    /** As addresses name it: {@code test:12}. */
    public String name() {
        return split.id() + ":" + index;
    }

    public String heading() {
        return split.heading(index);
    }

    /** The address of its page, without an epoch. */
    public String url() {
        return Text.of("%s/images/%s/%d", run().url(), split.id(), index);
    }

    public String picture() {
        return ImagePictures.url(run(), split, index);
    }

    byte[] bytes() {
        return images.image(index);
    }

    int label() {
        return images.label(index);
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
        return network.forward(normalisation.normalised(images.shape(), pixels));
    }

    /** Its picture, 0..1. */
    float[] pixels() {
        byte[] bytes = bytes();
        float[] pixels = new float[bytes.length];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (bytes[i] & 0xff) / 255f);
        return pixels;
    }

    /** What names it in an answer. */
    Map<String, Object> named() {
        return Map.of("run", run().id(), "epoch", request.epoch(), "image", name());
    }
}
