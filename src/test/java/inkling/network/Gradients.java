package inkling.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import inkling.network.Backpropagation.Update;
import inkling.network.modules.Dropout;
import inkling.network.modules.HostGradient;
import inkling.network.modules.Meeting;
import inkling.network.modules.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The gradient of the loss as training works it out, of any images. */
public final class Gradients {
    /**
     * What one step saw.
     *
     * @param logits row-major (N, classes)
     * @param gradient of the mean cross-entropy, like {@link Network#parameters()}
     */
    public record Step(float[] logits, float[] gradient) {}

    private Gradients() {}

    /** Of the batch in one part; nothing is changed. */
    public static float[] of(Network network, NDArray x, NDArray targets) {
        return step(network, x, targets, 1, (part, gradient) -> {}).gradient();
    }

    /**
     * A whole step.
     *
     * @param x float32 (N, C, H, W)
     * @param targets float32 (N, classes)
     * @param parts into how many the batch is cut, each on a thread of its own
     */
    public static Step step(Network network, NDArray x, NDArray targets, int parts, Update update) {
        Meeting meeting = new Meeting(parts);
        HostGradient shares =
                new HostGradient(parts, network.blueprint().parameters().size());
        float[] gradient = new float[network.blueprint().parameterCount()];
        List<CompletableFuture<float[]>> logits = IntStream.range(0, parts)
                .mapToObj(i -> {
                    CompletableFuture<float[]> made = new CompletableFuture<>();
                    new Thread(() -> made.complete(
                                    part(network, x, targets, meeting, i, parts, shares, gradient, update)))
                            .start();
                    return made;
                })
                .toList();
        float[] all = new float[(int) targets.size()];
        int from = 0;
        for (CompletableFuture<float[]> each : logits) {
            System.arraycopy(each.join(), 0, all, from, each.join().length);
            from += each.join().length;
        }
        shares.clear();
        return new Step(all, gradient);
    }

    private static float[] part(
            Network network,
            NDArray x,
            NDArray targets,
            Meeting meeting,
            int i,
            int parts,
            HostGradient shares,
            float[] gradient,
            Update update) {
        long images = x.getShape().get(0);
        int first = (int) (images * i / parts);
        Part part = new Part(meeting, i, first, Dropout.key(1, 1), shares);
        NDIndex rows = new NDIndex("{}:{}", first, images * (i + 1) / parts);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            float[] logits = network.train(x.get(rows), targets.get(rows), network.scalar(1.0 / images), part)
                    .toFloatArray();
            part.meet();
            float[] share = new float[gradient.length];
            for (int other = 0; i == 0 && other < part.of(); other++) {
                shares.read(other, 0, share.length, share);
                for (int k = 0; k < share.length; k++) {
                    gradient[k] += share[k];
                }
            }
            part.meet();
            update.apply(part, shares);
            return logits;
        }
    }
}
