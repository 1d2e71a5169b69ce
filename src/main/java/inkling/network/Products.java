package inkling.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * How fast PyTorch alone multiplies matrices on this machine, on as many threads as share a step: those of a step of a
 * network of dense layers, and large ones, which come near what the cores can do.
 */
public final class Products {
    private static final int LARGE = 1024;
    private static final int REPEATS = 9;
    private static final long NANOS_A_REPEAT = 30_000_000;

    private final int threads;

    /** @param threads at once, each with products of its own */
    public Products(int threads) {
        this.threads = threads;
        Engine.getInstance(); // before a thread says how many PyTorch may use
    }

    /**
     * A product (rows, inner) by (inner, columns).
     *
     * @param seconds of one, the median; the slowest thread's
     */
    public record Product(String name, int rows, int inner, int columns, double seconds) {
        /** Floating-point operations: a multiplication and an addition each. */
        public long flops() {
            return 2L * rows * inner * columns;
        }

        /** A thread's billions of floating-point operations a second. */
        public double gigaflops() {
            return flops() / seconds / 1e9;
        }
    }

    /** What the cores can do. */
    public Product large() {
        return measured("large", LARGE, LARGE, LARGE, false, true);
    }

    /**
     * Those of a step: of each dense layer forward, its weights' gradient, and its input's gradient except of the first.
     *
     * @param rows images of a part of a batch
     */
    public List<Product> ofStep(Blueprint network, int rows) {
        List<Product> products = new ArrayList<>();
        for (Parameter weight : network.parameters()) {
            if (weight.shape().length != 2) {
                continue;
            }
            int out = weight.shape()[0];
            int in = weight.shape()[1];
            boolean first = products.isEmpty();
            products.add(measured(weight.name() + " forward", rows, in, out, false, true));
            products.add(measured(weight.name() + " gradient", out, rows, in, true, false));
            if (!first) {
                products.add(measured(weight.name() + " input's gradient", rows, out, in, false, false));
            }
        }
        return products;
    }

    /** @param transposedLeft whether the left matrix lies in memory column after column; the right one likewise */
    private Product measured(
            String name, int rows, int inner, int columns, boolean transposedLeft, boolean transposedRight) {
        double[] slowest = new double[threads];
        Cores.share(threads, thread -> {
            try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
                NDArray left = matrix(manager, rows, inner, transposedLeft);
                NDArray right = matrix(manager, inner, columns, transposedRight);
                slowest[thread] = median(() -> left.matMul(right));
            }
        });
        return new Product(
                name, rows, inner, columns, Arrays.stream(slowest).max().orElseThrow());
    }

    private static NDArray matrix(NDManager manager, int rows, int columns, boolean transposed) {
        return transposed
                ? manager.randomNormal(new Shape(columns, rows)).transpose()
                : manager.randomNormal(new Shape(rows, columns));
    }

    private static double median(Supplier<NDArray> product) {
        double[] seconds = new double[REPEATS];
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long start = System.nanoTime();
            int done = 0;
            while (System.nanoTime() - start < NANOS_A_REPEAT) {
                product.get().close();
                done++;
            }
            seconds[repeat] = (System.nanoTime() - start) / 1e9 / done;
        }
        Arrays.sort(seconds);
        return seconds[REPEATS / 2];
    }
}
