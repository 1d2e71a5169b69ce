package inkling.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import inkling.network.modules.Dropout;
import inkling.network.modules.Meeting;
import inkling.network.modules.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A network's gradient on arrays, outside of training. */
public final class Gradients {
    private Gradients() {}

    /** Of the batch in one part. */
    public static NDArray of(Network network, NDArray x, NDArray targets) {
        return of(network, x, targets, 1).gradient();
    }

    /**
     * Of the mean cross-entropy.
     *
     * @param x float32 (N, C, H, W)
     * @param targets float32 (N, classes)
     * @param parts into how many the batch is cut, each on a thread of its own
     * @return the logits, and the gradient like {@link Network#parameters()}
     */
    public static Backpropagation.Share of(Network network, NDArray x, NDArray targets, int parts) {
        Meeting meeting = new Meeting(parts);
        List<CompletableFuture<Backpropagation.Share>> shares = IntStream.range(0, parts)
                .mapToObj(i -> {
                    CompletableFuture<Backpropagation.Share> share = new CompletableFuture<>();
                    new Thread(() -> share.complete(share(network, x, targets, meeting, i, parts))).start();
                    return share;
                })
                .toList();
        NDArray gradient = network.parameters().zerosLike();
        try (NDList logits = new NDList()) {
            for (CompletableFuture<Backpropagation.Share> share : shares) {
                logits.add(share.join().logits());
                try (NDArray own = share.join().gradient()) {
                    gradient.addi(own);
                }
            }
            return new Backpropagation.Share(NDArrays.concat(logits), gradient);
        }
    }

    private static Backpropagation.Share share(
            Network network, NDArray x, NDArray targets, Meeting meeting, int i, int parts) {
        long images = x.getShape().get(0);
        long first = images * i / parts;
        NDIndex rows = new NDIndex("{}:{}", first, images * (i + 1) / parts);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            int learnt = network.blueprint().parameters().size();
            Part part = new Part(meeting, i, (int) first, Dropout.key(1, 1), learnt);
            NDArray logits = network.train(x.get(rows), targets.get(rows), network.scalar(1.0 / images), part);
            NDArray gradient = part.gradient();
            NDScope.unregister(logits, gradient);
            return new Backpropagation.Share(logits, gradient);
        }
    }
}
