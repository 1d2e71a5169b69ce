package inkling.stress;

import inkling.analysis.robustness.Robustness;
import inkling.analysis.robustness.StressTest;
import inkling.analysis.robustness.StressTest.Network;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.cluster.JobInParts;
import inkling.cluster.SentNetwork;
import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.network.Predictor;
import inkling.studies.Study;
import inkling.studies.StudyInParts;
import inkling.text.Text;
import inkling.worker.JobContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Shows the network of an epoch all test images under every corruption. */
public final class StressStudy implements StudyInParts<Robustness> {
    private static final String EPOCH = "epoch";

    private final RunArchive archive;
    private final PredictionStore predictions;

    public StressStudy(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    @Override
    public String id() {
        return "stress";
    }

    @Override
    public Class<Robustness> result() {
        return Robustness.class;
    }

    @Override
    public Map<String, String> asked(Run run, Map<String, String> fields) {
        Optional<String> typed = Optional.ofNullable(fields.get(EPOCH)).filter(text -> !text.isEmpty());
        return asked(archive.epoch(run, typed));
    }

    /** What is asked for of an epoch. */
    static Map<String, String> asked(int epoch) {
        return Map.of(EPOCH, String.valueOf(epoch));
    }

    /** Which epoch it is of. */
    static int epoch(Map<String, String> asked) {
        return Integer.parseInt(asked.getOrDefault(EPOCH, ""));
    }

    @Override
    public String title(Run run, Map<String, String> asked) {
        return Text.of("Run %d: stress test of epoch %d", run.id(), epoch(asked));
    }

    @Override
    public String url(Run run, Map<String, String> asked) {
        return new Address(run.url() + "/stress").with(asked).toString();
    }

    @Override
    public Robustness examine(Run run, Map<String, String> asked, JobContext context) {
        int epoch = epoch(asked);
        context.report("Loading the test images", 0, 0, "");
        LabelledImages images = context.aside(() -> archive.images(run, ImageSplit.TEST));
        long total = StressTest.total(images.size());
        try (Predictor predictor = predictions.predictor(run, epoch)) {
            return StressTest.run(
                    images,
                    predictions.labelled(run, epoch, ImageSplit.TEST),
                    network(run, epoch, predictor),
                    (corruption, strength, done) -> {
                        context.throwIfCancelled();
                        context.report(
                                "Testing under " + corruption.title().toLowerCase(Locale.ROOT), done, total, "images");
                    });
        }
    }

    @Override
    public Robustness examine(
            Run run, Map<String, String> asked, JobContext context, Consumer<JobInParts<?>> machines) {
        int epoch = epoch(asked);
        context.report("Loading the test images", 0, 0, "");
        Dataset dataset = context.aside(() -> archive.dataset(run));
        long total = StressTest.total(dataset.test().size());
        StressTestInParts test = new StressTestInParts(
                new SentNetwork(run.blueprint(), archive.parameters(run, epoch)),
                archive.normalisation(run),
                dataset,
                predictions.labelled(run, epoch, ImageSplit.TEST),
                () -> {
                    throw predictions.diverged(run, epoch);
                },
                done -> context.report("Testing on the cluster", done, total, "images"));
        machines.accept(test);
        return test.robustness();
    }

    /** What it says of images; a network that has diverged has nothing to say, which is an error with a sentence. */
    Network network(Run run, int epoch, Predictor predictor) {
        return (pixels, count) -> {
            float[] logits = predictor.predict(pixels, 0, count, Set.of()).logits();
            predictions.requireFinite(run, epoch, logits);
            return logits;
        };
    }

    @Override
    public void finished(Handle handle, Study study, Robustness result) {
        MetricsRepository.keepCorruptionError(handle, study.run(), epoch(study.asked()), result.meanError());
    }
}
