package inkling.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.ImageShape;
import inkling.dataset.batch.Batch;
import inkling.network.modules.Dropout;
import inkling.network.modules.Meeting;
import inkling.network.modules.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Works out a network's gradient on one batch after the other, in training mode.
 *
 * <p>A batch is cut into parts that as many threads share. PyTorch's own threads would do the same, but wait for each
 * other by spinning, which on a busy machine stalls a step for seconds. The number of parts is fixed, so that the results
 * are the same on any number of cores.
 */
public final class Backpropagation implements AutoCloseable {
    private final Network network;
    private final int parts;
    private final long dropoutSeed;
    private final ExecutorService threads;

    /**
     * What a part of a batch gives; both belong to the caller.
     *
     * @param logits float32 (n, classes)
     * @param gradient the part's share of the batch's, float32 like {@link Network#parameters()}
     */
    public record Share(NDArray logits, NDArray gradient) {}

    /**
     * @param parts into how many a batch is cut, if it has as many images
     * @param dropoutSeed of what dropout leaves out; the same in each go of a run
     */
    public Backpropagation(Network network, int parts, long dropoutSeed) {
        this.network = network;
        this.parts = parts;
        this.dropoutSeed = dropoutSeed;
        // One thread more than there are parts besides the caller's where there are none: it is never started.
        threads = Executors.newFixedThreadPool(Math.max(1, parts - 1), work -> {
            Thread thread = new Thread(work, "inkling-part");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The gradient of the loss, of which each part gives a share.
     *
     * @param step counted from 1, from which the step's random numbers follow
     */
    public List<Share> of(Batch batch, long step) {
        int count = Math.min(parts, batch.size());
        Meeting meeting = new Meeting(count);
        long key = Dropout.key(dropoutSeed, step);
        List<CompletableFuture<Share>> others = IntStream.range(1, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> share(batch, i, count, meeting, key), threads))
                .toList();
        List<Share> shares = new ArrayList<>();
        try {
            shares.add(share(batch, 0, count, meeting, key));
        } finally {
            // Nothing may read the batch any more once this returns, whatever has happened.
            CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
                    .exceptionally(e -> null)
                    .join();
        }
        try {
            others.forEach(other -> shares.add(other.join()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return shares;
    }

    private Share share(Batch batch, int part, int parts, Meeting meeting, long key) {
        Cores.configureThread();
        int first = batch.size() * part / parts;
        int count = batch.size() * (part + 1) / parts - first;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Blueprint blueprint = network.blueprint();
            ImageShape input = blueprint.input();
            NDManager device = network.manager();
            NDArray x = device.create(
                    batch.pixels(first, count),
                    new Shape(count, input.channels(), input.height(), input.width()),
                    DataType.FLOAT32);
            NDArray targets =
                    device.create(batch.targets(first, count), new Shape(count, blueprint.classes()), DataType.FLOAT32);
            NDArray counted = device.create(batch.shares(first, count), new Shape(count, 1), DataType.FLOAT32);
            Part own =
                    new Part(meeting, part, first, key, blueprint.parameters().size());
            NDArray logits = network.train(x, targets, counted, own);
            NDArray gradient = own.gradient();
            NDScope.unregister(logits, gradient);
            return new Share(logits, gradient);
        } catch (RuntimeException | Error e) {
            meeting.cancel();
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
