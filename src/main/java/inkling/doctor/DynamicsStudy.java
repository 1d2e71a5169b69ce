package inkling.doctor;

import inkling.analysis.TrainingDynamics;
import inkling.archive.Epochs;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError.Conflict;
import inkling.network.Predictor;
import inkling.studies.StudyKind;
import inkling.text.Text;
import inkling.worker.JobContext;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the network of every epoch about all training images, one epoch after the other. */
public final class DynamicsStudy implements StudyKind<DynamicsStudy.Learnt> {
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
     * @param labels as they were then: N
     */
    record Learnt(List<Integer> epochs, byte[] labels, TrainingDynamics dynamics) {}

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
        int epochs = epochs(run).size();
        if (epochs < FEWEST) {
            throw new Conflict(Text.of(
                    "How images are learnt shows itself over at least %d epochs; run %d has %d.",
                    FEWEST, run.id(), epochs));
        }
        return Map.of();
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
        LabelledImages images = context.aside(() -> archive.images(run, ImageSplit.TRAIN));
        var collector =
                new TrainingDynamics.Collector(images.labels(), run.blueprint().classes());
        for (int i = 0; i < epochs.size(); i++) {
            int epoch = epochs.get(i);
            try (Predictor predictor = predictions.predictor(run, epoch)) {
                for (int first = 0; first < images.size(); first += PIECE) {
                    context.throwIfCancelled();
                    context.report(
                            Text.of("asking the network of epoch %d", epoch),
                            (long) i * images.size() + first,
                            (long) epochs.size() * images.size(),
                            "images");
                    int count = Math.min(PIECE, images.size() - first);
                    float[] logits = predictor
                            .predict(images.pixels(), first, count, Set.of())
                            .logits();
                    predictions.requireFinite(run, epoch, logits);
                    collector.add(i + 1, first, logits);
                }
            }
        }
        return new Learnt(epochs, images.labels(), collector.dynamics(epochs.size()));
    }
}
