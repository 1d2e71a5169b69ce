package inkling.bench;

import inkling.dataset.Dataset;
import inkling.dataset.augmentation.Augmentation;
import inkling.network.Blueprint;
import inkling.network.Products;
import inkling.network.Products.Product;
import inkling.network.StepTimes;
import inkling.network.StepTimes.Phase;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.Training;
import inkling.training.TrainingObserver;
import inkling.training.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the time of a step of training goes, once Java has compiled it. */
final class Steps {
    /** The last one is measured. */
    private static final int EPOCHS = 6;

    private final Dataset dataset;
    private final String device;

    Steps(Dataset dataset, String device) {
        this.dataset = dataset;
        this.device = device;
    }

    /**
     * Milliseconds of a step, and PyTorch's products.
     *
     * @param plain of images as they are
     * @param augmented of images that are turned and shifted
     * @param threads that share a step
     * @param products of a step, on each of the threads; none on a GPU
     * @param gigaflops a thread's in large products; 0 on a GPU
     */
    record Table(
            Map<String, Double> plain,
            Map<String, Double> augmented,
            int threads,
            List<Product> products,
            double gigaflops) {
        private double productMillis() {
            return 1e3 * products.stream().mapToDouble(Product::seconds).sum();
        }

        /** What the products of a step would take if they were as fast as large ones. */
        private double limitMillis() {
            return products.stream().mapToLong(Product::flops).sum() / gigaflops / 1e6;
        }

        /** As a text for the terminal. */
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add("milliseconds of a step     plain  augmented");
            plain.forEach((phase, millis) ->
                    lines.add(Text.of("  %-22s %7.3f    %7.3f", phase, millis, augmented.get(phase))));
            products.forEach(product -> lines.add(Text.of(
                    "  %-32s %4d x %3d x %3d %6.1f us, %3.0f GFLOPS a thread",
                    product.name(),
                    product.rows(),
                    product.inner(),
                    product.columns(),
                    1e6 * product.seconds(),
                    product.gigaflops())));
            if (!products.isEmpty()) {
                double step = plain.get("together");
                lines.add(Text.of(
                        "PyTorch's products alone: %.3f ms, %.0f %% of a plain step",
                        productMillis(), 100 * productMillis() / step));
                lines.add(Text.of(
                        "as fast as large ones (%.0f GFLOPS a thread, %d threads): %.3f ms; a plain step reaches %.0f %% of that limit",
                        gigaflops, threads, limitMillis(), 100 * limitMillis() / step));
            }
            return lines;
        }
    }

    Table measure() {
        TrainingPlan plan = plan(false);
        StepTimes plain = times(plan);
        StepTimes augmented = times(plan(true));
        double making = Math.max(0, making(augmented) - making(plain));
        Blueprint network = plan.blueprint();
        int threads = device.equals("cpu") ? Training.PARTS_ON_CPU : 0;
        Products products = new Products(threads);
        return new Table(
                row(plain, 0),
                row(augmented, making),
                threads,
                threads == 0
                        ? List.of()
                        : products.ofStep(network, plan.hyperparameters().batchSize() / threads),
                threads == 0 ? 0 : products.large().gigaflops());
    }

    private TrainingPlan plan(boolean augment) {
        Hyperparameters settings = Hyperparameters.DEFAULT.with(
                Map.of(Setting.EPOCHS, EPOCHS, Setting.AUGMENT, augment ? Augmentation.DIGITS : Augmentation.NONE));
        return new TrainingPlan(settings, dataset, device);
    }

    private static StepTimes times(TrainingPlan plan) {
        Last last = new Last();
        new Training(plan).run(last);
        return last.times;
    }

    /** Milliseconds that a step takes or, where a core is free to make images ahead, waits for its images. */
    private static double making(StepTimes times) {
        return times.millis(Phase.BATCH) + times.millis(Phase.IMAGES);
    }

    /** @param augmenting milliseconds of the images' that go into changing them */
    private static Map<String, Double> row(StepTimes times, double augmenting) {
        double together = 1e3 * times.whole() / times.steps();
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("gather", making(times) - augmenting);
        row.put("augment", augmenting);
        row.put("forward", times.millis(Phase.FORWARD));
        row.put("backward", times.millis(Phase.BACKWARD));
        row.put("wait for each other", times.millis(Phase.WAITING));
        row.put("update", times.millis(Phase.UPDATE));
        row.put("read", times.millis(Phase.READING));
        row.put(
                "rest",
                together
                        - row.values().stream().mapToDouble(Double::doubleValue).sum());
        row.put("together", together);
        return row;
    }

    /** Keeps the times of the last epoch. */
    private static final class Last implements TrainingObserver {
        private StepTimes times = new StepTimes(0, 0, Map.of());

        @Override
        public void onTimes(int epoch, StepTimes ofEpoch) {
            times = ofEpoch;
        }
    }
}
