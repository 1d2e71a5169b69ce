package inkling.layers;

import inkling.analysis.LinearProbe;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.layers.MadeByLayers.Known;
import inkling.network.Predictions.Activation;
import inkling.studies.StudyKind;
import inkling.text.Text;
import inkling.worker.JobContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A linear probe of every layer of a network, and of the network that it began from. */
public final class ProbeStudy implements StudyKind<Probes> {
    static final int TRAIN_IMAGES = 10_000;
    static final int TEST_IMAGES = 10_000;
    /** Numbers of the layers that are asked for in one pass: 320 MB. */
    private static final int MOST_NUMBERS = 80_000_000;

    private final RunArchive archive;
    private final MadeByLayers made;

    public ProbeStudy(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.made = new MadeByLayers(predictions);
    }

    @Override
    public String id() {
        return "probes";
    }

    @Override
    public Class<Probes> result() {
        return Probes.class;
    }

    @Override
    public Map<String, String> asked(Run run, Map<String, String> fields) {
        Optional<String> epoch = Optional.ofNullable(fields.get("epoch")).filter(text -> !text.isEmpty());
        return Map.of("epoch", String.valueOf(archive.epoch(run, epoch)));
    }

    @Override
    public String title(Run run, Map<String, String> asked) {
        return Text.of("Run %d: linear probes of epoch %s", run.id(), asked.get("epoch"));
    }

    @Override
    public String url(Run run, Map<String, String> asked) {
        return Text.of("%s/layers/probes?epoch=%s", run.url(), asked.get("epoch"));
    }

    @Override
    public Probes examine(Run run, Map<String, String> asked, JobContext context) {
        int epoch = Integer.parseInt(asked.get("epoch"));
        int beginning = archive.epochs(run).stream()
                .filter(each -> each == epoch || archive.isReadable(run, each))
                .findFirst()
                .orElse(epoch);
        LabelledImages train =
                context.aside(() -> archive.images(run, ImageSplit.TRAIN)).evenly(TRAIN_IMAGES);
        LabelledImages test = archive.images(run, ImageSplit.TEST).evenly(TEST_IMAGES);
        List<Known> layers = MadeByLayers.layers(run.blueprint());
        int all = epoch == beginning ? layers.size() : 2 * layers.size();
        List<LinearProbe> trained = probes(run, epoch, train, test, layers, 0, all, context);
        List<LinearProbe> untrained =
                epoch == beginning ? trained : probes(run, beginning, train, test, layers, layers.size(), all, context);
        List<Probes.Layer> found = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            LinearProbe probe = trained.get(layer);
            found.add(new Probes.Layer(
                    layers.get(layer),
                    probe.train().accuracy(),
                    probe.test().accuracy(),
                    probe.test().loss(),
                    untrained.get(layer).test().accuracy()));
        }
        return new Probes(epoch, beginning, train.size(), test.size(), found);
    }

    private List<LinearProbe> probes(
            Run run,
            int epoch,
            LabelledImages train,
            LabelledImages test,
            List<Known> layers,
            int before,
            int all,
            JobContext context) {
        int classes = run.blueprint().classes();
        int atOnce = Math.max(1, MOST_NUMBERS / (PredictionStore.WIDEST * (train.size() + test.size())));
        List<LinearProbe> probes = new ArrayList<>();
        for (int first = 0; first < layers.size(); first += atOnce) {
            List<Known> some = layers.subList(first, Math.min(layers.size(), first + atOnce));
            List<Activation> trainMade = made.of(run, epoch, train, some, done -> context.throwIfCancelled());
            List<Activation> testMade = made.of(run, epoch, test, some, done -> context.throwIfCancelled());
            for (int i = 0; i < some.size(); i++) {
                context.report(
                        Text.of("Probing %s of epoch %d", some.get(i).id(), epoch),
                        before + probes.size(),
                        all,
                        "layers");
                probes.add(LinearProbe.of(
                        trainMade.get(i),
                        train.labels(),
                        testMade.get(i),
                        test.labels(),
                        classes,
                        context::throwIfCancelled));
            }
        }
        context.report(Text.of("Probed epoch %d", epoch), before + probes.size(), all, "layers");
        return probes;
    }
}
