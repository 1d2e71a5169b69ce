package inkling.bench;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import inkling.dataset.augmentation.Augmentation;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.network.Architecture;
import inkling.text.Text;
import inkling.training.Evaluation;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.Training;
import inkling.training.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the cost of the default network grows with the batch, the width of its two hidden layers and the number of images,
 * on the processors that the process may use; nothing is augmented.
 */
final class Growth {
    private static final List<Integer> BATCHES = List.of(16, 64, 256, 1024, 4096);
    private static final List<Integer> WIDTHS = List.of(64, 256, 1024, 4096);
    private static final List<Integer> IMAGES = List.of(10_000, 60_000, 200_000, 600_000);

    private final Dataset dataset;
    private final String device;
    private final Consumer<String> said;

    /**
     * @param dataset whose images are repeated where more are wanted
     * @param said is told the tables, a row at a time
     */
    Growth(Dataset dataset, String device, Consumer<String> said) {
        this.dataset = dataset;
        this.device = device;
        this.said = said;
    }

    /** Tables of rows, each number by what it is. */
    Map<String, Object> measure() {
        said.accept("cores: " + Runtime.getRuntime().availableProcessors());
        Table batches = new Table("batch");
        BATCHES.forEach(batch -> batches.add(batch, steps(Map.of(Setting.BATCH_SIZE, batch))));
        Table widths = new Table("hidden width");
        WIDTHS.forEach(width ->
                widths.add(width, steps(Map.of(Setting.ARCH, Architecture.perceptron(List.of(width, width))))));
        Table images = new Table("images");
        IMAGES.forEach(count -> images.add(count, epoch(count)));
        return Map.of(
                "cores", Runtime.getRuntime().availableProcessors(),
                "batch", batches.rows,
                "width", widths.rows,
                "images", images.rows);
    }

    private static Hyperparameters settings(int epochs) {
        return Hyperparameters.DEFAULT.with(Map.of(Setting.EPOCHS, epochs, Setting.AUGMENT, Augmentation.NONE));
    }

    /** The median over a few seconds of training, the first ones left out. */
    private Map<String, Double> steps(Map<Setting, Object> changed) {
        Hyperparameters settings = settings(1_000).with(changed);
        Pace pace = new Pace(settings.batchSize());
        try {
            new Training(new TrainingPlan(settings, dataset, device)).run(pace);
        } catch (CancellationException e) {
            // It has seen enough.
        }
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("images/s", pace.imagesPerSecond());
        row.put("ms a step", 1e3 * settings.batchSize() / pace.imagesPerSecond());
        return row;
    }

    /** To read that many images from files of MNIST's format, to train on nine tenths of them, and to evaluate all. */
    private Map<String, Double> epoch(int count) {
        Map<String, Double> row = new LinkedHashMap<>();
        long before = held();
        Dataset many = Repeated.read(dataset, count, folder -> timed(row, "read, s", () -> read(folder)));
        row.put("held, MB", (held() - before) / 1e6);
        TrainingPlan plan = new TrainingPlan(settings(1), many, device);
        BestParameters best = new BestParameters(epoch -> {});
        new Training(plan).run(best);
        row.put("epoch, s", (Double) best.history().get(0).get("seconds"));
        timed(
                row,
                "evaluated, s",
                () -> Evaluation.score(
                        plan.blueprint(), best.parameters(), plan.normalisation(), many.train(), device, done -> {}));
        return row;
    }

    private static Dataset read(Path folder) {
        return new Datasets(folder, BuiltinDigits::dataset)
                .open(DatasetRequest.of(DatasetKind.IDX, Optional.of(folder.toString())), LoadProgress.NONE);
    }

    /** Bytes of Java's memory in use. */
    private static long held() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static <T> T timed(Map<String, Double> row, String name, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        row.put(name, (System.nanoTime() - start) / 1e9);
        return result;
    }

    /** Is written row by row, as Markdown. */
    private final class Table {
        private final String of;
        private final List<Map<String, Number>> rows = new ArrayList<>();

        Table(String of) {
            this.of = of;
        }

        void add(int value, Map<String, Double> measured) {
            Map<String, Number> row = new LinkedHashMap<>();
            row.put(of, value);
            row.putAll(measured);
            if (rows.isEmpty()) {
                said.accept("");
                said.accept(line(row.keySet().stream()));
                said.accept(line(row.keySet().stream().map(name -> "---")));
            }
            rows.add(row);
            said.accept(line(row.values().stream().map(Table::figure)));
        }

        private static String line(Stream<String> cells) {
            return cells.collect(Collectors.joining(" | ", "| ", " |"));
        }

        private static String figure(Number number) {
            double value = number.doubleValue();
            return value < 100 && !(number instanceof Integer) ? Text.of("%.2f", value) : Text.of("%,.0f", value);
        }
    }
}
