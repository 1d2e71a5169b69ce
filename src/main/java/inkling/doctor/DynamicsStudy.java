package inkling.doctor;

import inkling.analysis.AfterEpoch;
import inkling.analysis.TrainingDynamics;
import inkling.archive.EachEpoch;
import inkling.archive.Epochs;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.cluster.JobInParts;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError.Conflict;
import inkling.network.Predictor;
import inkling.studies.StudyInParts;
import inkling.text.Text;
import inkling.worker.JobContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Asks the network of every epoch about all training images, one epoch after the other. */
public final class DynamicsStudy implements StudyInParts<DynamicsStudy.Learnt> {
    /** Of fewer epochs there is nothing that varies. */
    static final int FEWEST = 2;

    /** Images between two looks at whether to stop: a tenth of a second of the usual network. */
    private static final int PIECE = 5_000;

    private final RunArchive archive;
    private final PredictionStore predictions;

    public DynamicsStudy(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    /**
     * How the training images were learnt.
     *
     * @param epochs whose networks were asked, in order
     * @param missing epochs whose networks could not be asked
     * @param labels as they were then: N
     */
    record Learnt(List<Integer> epochs, List<Integer> missing, byte[] labels, TrainingDynamics dynamics) {
        Learnt {
            // What was kept before there was such a thing does not have it.
            missing = missing == null ? List.of() : List.copyOf(missing);
        }

        /** All epochs that were to be asked, in order. */
        List<Integer> asked() {
            return Stream.concat(epochs.stream(), missing.stream()).sorted().toList();
        }
    }

    @Override
    public String id() {
        return "dynamics";
    }

    @Override
    public Class<Learnt> result() {
        return Learnt.class;
    }

    /** The epochs that are asked: all but the untrained network, of many some. */
    List<Integer> epochs(Run run) {
        List<Integer> trained =
                archive.epochs(run).stream().filter(epoch -> epoch > 0).toList();
        return Epochs.evenly(trained, TrainingDynamics.MOST_EPOCHS);
    }

    @Override
    public Map<String, String> asked(Run run, Map<String, String> fields) {
        requireEnough(run, epochs(run), List.of());
        return Map.of();
    }

    private static void requireEnough(Run run, List<Integer> epochs, List<Integer> missing) {
        if (epochs.size() < FEWEST) {
            throw new Conflict(Text.of(
                            "How images are learnt shows itself over at least %d epochs; run %d has %d. ",
                            FEWEST, run.id(), epochs.size())
                    + EachEpoch.leftOut(missing));
        }
    }

    @Override
    public String title(Run run, Map<String, String> asked) {
        return Text.of("Run %d: training dynamics", run.id());
    }

    @Override
    public String url(Run run, Map<String, String> asked) {
        return run.url() + "/doctor";
    }

    @Override
    public Learnt examine(Run run, Map<String, String> asked, JobContext context) {
        List<Integer> epochs = epochs(run);
        LabelledImages images = images(run, context);
        int classes = run.blueprint().classes();
        return learnt(
                run,
                epochs,
                images,
                epoch -> AfterEpoch.of(images.labels(), classes, said(run, epoch, images, epochs, context)));
    }

    @Override
    public Learnt examine(Run run, Map<String, String> asked, JobContext context, Consumer<JobInParts<?>> machines) {
        List<Integer> epochs = epochs(run);
        LabelledImages images = images(run, context);
        long total = (long) epochs.size() * images.size();
        var parts = new EpochsInParts(
                run,
                epochs,
                archive,
                predictions,
                done -> context.report("asking the networks of all epochs on the cluster", done, total, "images"));
        machines.accept(parts);
        return learnt(run, epochs, images, parts::after);
    }

    private LabelledImages images(Run run, JobContext context) {
        return context.aside(() -> archive.images(run, ImageSplit.TRAIN));
    }

    /** @param said what came of each epoch, asked for in their order; may throw as {@link EachEpoch} has it */
    private static Learnt learnt(Run run, List<Integer> epochs, LabelledImages images, IntFunction<AfterEpoch> said) {
        var collector = new TrainingDynamics.Collector(images.size());
        EachEpoch<Integer> each = EachEpoch.of(epochs, epoch -> collector.add(said.apply(epoch)));
        requireEnough(run, each.foundEpochs(), each.missingEpochs());
        return new Learnt(each.foundEpochs(), each.missingEpochs(), images.labels(), collector.dynamics());
    }

    /** The logits of all images: float32 (N, C), row-major. */
    private float[] said(Run run, int epoch, LabelledImages images, List<Integer> epochs, JobContext context) {
        int classes = run.blueprint().classes();
        float[] said = new float[images.size() * classes];
        try (Predictor predictor = predictions.predictor(run, epoch)) {
            for (int first = 0; first < images.size(); first += PIECE) {
                context.throwIfCancelled();
                context.report(
                        Text.of("asking the network of epoch %d", epoch),
                        (long) epochs.indexOf(epoch) * images.size() + first,
                        (long) epochs.size() * images.size(),
                        "images");
                int count = Math.min(PIECE, images.size() - first);
                float[] logits = predictor
                        .predict(images.pixels(), first, count, Set.of())
                        .logits();
                System.arraycopy(logits, 0, said, first * classes, logits.length);
            }
        }
        predictions.requireFinite(run, epoch, said);
        return said;
    }
}
