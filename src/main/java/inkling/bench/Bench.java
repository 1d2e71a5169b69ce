package inkling.bench;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.augmentation.Augmentation;
import inkling.dreaming.NoiseSearch;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Query;
import inkling.network.CrossEntropy;
import inkling.network.Predictions;
import inkling.network.Predictor;
import inkling.network.Preset;
import inkling.text.Text;
import inkling.training.Evaluation;
import inkling.training.Hyperparameters;
import inkling.training.Score;
import inkling.training.Setting;
import inkling.training.Training;
import inkling.training.TrainingPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs stages in the notebook's order and times each. A stage that needs a trained network has one trained first, plainly,
 * and that training is reported too, as the notebook's benchmark does.
 */
public final class Bench {
    private static final int IMAGINED_DIGIT = 3;
    private static final long IMAGINED_SEED = 1;

    private final Supplier<Dataset> source;
    private @Nullable Dataset dataset;
    private final int epochs;
    private final String device;
    private final Consumer<String> said;

    /**
     * @param dataset is asked for by the first stage that needs it
     * @param epochs how long the network is trained; all else is as in {@link Hyperparameters#DEFAULT}
     * @param said is told a line when an epoch or a stage is done
     */
    public Bench(Supplier<Dataset> dataset, int epochs, String device, Consumer<String> said) {
        source = dataset;
        this.epochs = epochs;
        this.device = device;
        this.said = said;
    }

    /** Runs the stages asked for, in the order of {@link Stage}. */
    public Report run(Set<Stage> asked) {
        Report report = new Report();
        Set<Stage> stages = EnumSet.copyOf(asked);
        boolean convolving = stages.remove(Stage.CONVNET);
        boolean stepping = stages.remove(Stage.STEP);
        boolean growing = stages.remove(Stage.GROWTH);
        boolean starting = stages.remove(Stage.STARTUP);
        if (convolving || stepping || growing || !stages.isEmpty()) {
            dataset(); // no stage is charged for reading it
        }
        if (!stages.isEmpty()) {
            notebook(stages, report);
        }
        if (convolving) {
            convolve(report);
        }
        if (stepping) {
            Steps.Table table = timed(report, Stage.STEP, () -> new Steps(dataset(), device).measure());
            table.lines().forEach(said);
            report.result(Stage.STEP.id(), table);
        }
        if (growing) {
            Growth growth = new Growth(dataset(), device, said);
            report.result(Stage.GROWTH.id(), timed(report, Stage.GROWTH, growth::measure));
        }
        if (starting) {
            start(report);
        }
        return report;
    }

    private Dataset dataset() {
        if (dataset == null) {
            dataset = source.get();
        }
        return dataset;
    }

    private void notebook(Set<Stage> stages, Report report) {
        if (!stages.contains(Stage.TRAIN)) {
            stages.add(Stage.TRAIN_PLAIN);
        }
        TrainedNetwork network = train(stages, report);
        if (stages.contains(Stage.TEST)) {
            Score score = timed(report, Stage.TEST, () -> test(network));
            report.result("test", score);
        }
        if (stages.contains(Stage.PREDICT)) {
            timed(report, Stage.PREDICT, () -> probabilities(network));
        }
        if (stages.contains(Stage.REPRESENT) || stages.contains(Stage.PCA) || stages.contains(Stage.TSNE)) {
            Predictions representations = timed(report, Stage.REPRESENT, () -> represent(network));
            project(stages, representations, report);
        }
        if (stages.contains(Stage.IMAGINE)) {
            double best = timed(report, Stage.IMAGINE, () -> imagine(network));
            // The notebook's benchmark may draw fewer images and scale; here all of them are drawn.
            report.alsoAs("imagine_per_1.6M", Stage.IMAGINE);
            report.result("imagine_best", best);
        }
    }

    /** LeNet-5, by itself: no other stage needs it. */
    private void convolve(Report report) {
        Hyperparameters lenet = settings(false).with(Setting.ARCH, Preset.LENET5.architecture());
        report.result(
                Stage.CONVNET.id(),
                timed(report, Stage.CONVNET, () -> train(lenet)).history());
    }

    /** The dashboard, in a process of its own. */
    private void start(Report report) {
        Startup.Start start = Startup.median();
        report.seconds(Stage.STARTUP, start.page());
        report.result(Stage.STARTUP.id(), start);
        said.accept(Text.of(
                "%s: %.3f s, of them %.3f s until its address was printed",
                Stage.STARTUP.id(), start.page(), start.listening()));
    }

    private TrainedNetwork train(Set<Stage> stages, Report report) {
        TrainedNetwork network = null;
        for (Stage stage : List.of(Stage.TRAIN, Stage.TRAIN_PLAIN)) {
            if (stages.contains(stage)) {
                TrainedNetwork trained = timed(report, stage, () -> train(settings(stage == Stage.TRAIN)));
                report.result(stage.id(), trained.history());
                network = network == null ? trained : network;
            }
        }
        return network;
    }

    private TrainedNetwork train(Hyperparameters settings) {
        TrainingPlan plan = new TrainingPlan(settings, dataset(), device);
        BestParameters best = new BestParameters(said);
        new Training(plan).run(best);
        return new TrainedNetwork(plan, best.parameters(), best.history());
    }

    private Hyperparameters settings(boolean augment) {
        return Hyperparameters.DEFAULT.with(
                Map.of(Setting.EPOCHS, epochs, Setting.AUGMENT, augment ? Augmentation.DIGITS : Augmentation.NONE));
    }

    private Score test(TrainedNetwork network) {
        return Evaluation.score(
                network.plan().blueprint(),
                network.parameters(),
                network.plan().normalisation(),
                dataset().test(),
                device,
                done -> {});
    }

    private List<double[]> probabilities(TrainedNetwork network) {
        Predictions predictions = predict(network, dataset().test());
        return IntStream.range(0, predictions.count())
                .mapToObj(row -> CrossEntropy.softmax(predictions.logits(), row, predictions.classes()))
                .toList();
    }

    /** Of the images trained on, those for validation left out, as they are. */
    private Predictions represent(TrainedNetwork network) {
        return predict(network, dataset().train().select(network.plan().split().train()));
    }

    /** How sure the network is of the best of the notebook's 1.6 million noise images. */
    private double imagine(TrainedNetwork network) {
        Query query = Query.of(IMAGINED_DIGIT, IMAGINED_SEED);
        Findings findings =
                new NoiseSearch(network.plan().blueprint(), network.parameters(), device).run(query, soFar -> {});
        return findings.best().probabilities()[IMAGINED_DIGIT];
    }

    private void project(Set<Stage> stages, Predictions representations, Report report) {
        if (stages.contains(Stage.PCA)) {
            timed(report, Stage.PCA, () -> Maps.pca(representations));
        }
        if (stages.contains(Stage.TSNE)) {
            report.result("tsne_kl", timed(report, Stage.TSNE, () -> Maps.tsne(representations)));
        }
    }

    private Predictions predict(TrainedNetwork network, LabelledImages images) {
        try (Predictor predictor = new Predictor(
                network.plan().blueprint(), network.parameters(), network.plan().normalisation(), device)) {
            return predictor.predict(images.pixels(), images.size());
        }
    }

    private <T> T timed(Report report, Stage stage, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        report.seconds(stage, seconds);
        said.accept(Text.of("%s: %.3f s", stage.id(), seconds));
        return result;
    }
}
