package inkling.layers;

import inkling.analysis.landscape.Landscape;
import inkling.analysis.landscape.Plane;
import inkling.archive.EachEpoch;
import inkling.archive.Epochs;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.layers.Terrain.Along;
import inkling.layers.Terrain.Step;
import inkling.network.Devices;
import inkling.network.Tensor;
import inkling.studies.StudyKind;
import inkling.text.Text;
import inkling.worker.JobContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The loss of some images at {@value #PLACES} by {@value #PLACES} places on a plane through a network's parameters. */
public final class LandscapeStudy implements StudyKind<Terrain> {
    static final int PLACES = 25;
    static final int IMAGES = 1_000;
    private static final int LARGEST_SEED = 999_999;
    private static final int MOST_STEPS = 51;
    /** Parameters of all checkpoints that are held at once: 100 MB, and what they are apart as much. */
    private static final int MOST_NUMBERS = 25_000_000;
    /** Beyond the way's ends, as a share of its length. */
    private static final double MARGIN = 0.2;

    private static final String WAY_NEEDS =
            "The way it was trained takes three checkpoints of a network of at most 8 million parameters; two random directions can be looked at.";

    private final RunArchive archive;
    private final Devices devices;

    public LandscapeStudy(RunArchive archive, Devices devices) {
        this.archive = archive;
        this.devices = devices;
    }

    @Override
    public String id() {
        return "landscape";
    }

    @Override
    public Class<Terrain> result() {
        return Terrain.class;
    }

    @Override
    public Map<String, String> asked(Run run, Map<String, String> fields) {
        int epoch = archive.epoch(run, field(fields, "epoch"));
        ImageSplit split = FormInput.choose(
                "split",
                List.of(ImageSplit.values()),
                ImageSplit::id,
                field(fields, "split").orElse(ImageSplit.TEST.id()));
        Along along = FormInput.read("along", field(fields, "along").orElse(Along.RANDOM.id()), Along::of);
        int seed = FormInput.whole("seed", "seed", field(fields, "seed").orElse("1"), 0, LARGEST_SEED);
        if (along == Along.WAY && !knowsWay(run, epoch)) {
            throw new InvalidInput("along", WAY_NEEDS);
        }
        Map<String, String> asked =
                new TreeMap<>(Map.of("epoch", String.valueOf(epoch), "split", split.id(), "along", along.id()));
        asked.put("seed", along == Along.RANDOM ? String.valueOf(seed) : "0");
        return asked;
    }

    /** Whether enough checkpoints can be held at once to know the way. */
    boolean knowsWay(Run run, int epoch) {
        return epochs(run, epoch).size() >= Plane.LEAST_STEPS;
    }

    private static Optional<String> field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
    }

    /** Those whose networks the way leads through. */
    private List<Integer> epochs(Run run, int epoch) {
        int fit = MOST_NUMBERS / run.blueprint().parameterCount();
        return Epochs.evenly(archive.epochs(run), Math.min(MOST_STEPS, fit), epoch);
    }

    @Override
    public String title(Run run, Map<String, String> asked) {
        return Text.of("Run %d: loss landscape of epoch %s", run.id(), asked.get("epoch"));
    }

    @Override
    public String url(Run run, Map<String, String> asked) {
        return LandscapePage.address(run, asked).toString();
    }

    @Override
    public Terrain examine(Run run, Map<String, String> asked, JobContext context) {
        int epoch = Integer.parseInt(asked.get("epoch"));
        Along along = Along.of(asked.get("along"));
        long seed = Long.parseLong(asked.get("seed"));
        ImageSplit split = ImageSplit.of(asked.get("split"));
        LabelledImages images = context.aside(() -> archive.images(run, split)).evenly(IMAGES);
        List<Tensor> tensors = archive.parameters(run, epoch);
        EachEpoch<List<Tensor>> checkpoints =
                EachEpoch.of(epochs(run, epoch), each -> learnt(run, archive.parameters(run, each)));
        if (along == Along.WAY && checkpoints.found().size() < Plane.LEAST_STEPS) {
            throw new Conflict(WAY_NEEDS + " " + EachEpoch.leftOut(checkpoints.missingEpochs()));
        }
        Plane plane = along == Along.RANDOM
                ? Plane.random(learnt(run, tensors), seed)
                : Plane.alongTheWay(
                        learnt(run, tensors), List.copyOf(checkpoints.found().values()));
        List<Step> way = checkpoints.found().entrySet().stream()
                .map(each -> step(each.getKey(), plane.place(each.getValue())))
                .toList();
        context.throwIfCancelled();
        Landscape landscape = Landscape.of(
                run.blueprint(),
                tensors,
                plane,
                along == Along.RANDOM ? places(-1, 1) : around(way.stream().mapToDouble(Step::x)),
                along == Along.RANDOM ? places(-1, 1) : around(way.stream().mapToDouble(Step::y)),
                images,
                archive.normalisation(run),
                run.deviceHere(devices),
                done -> {
                    context.throwIfCancelled();
                    context.report(
                            Text.of("The loss at %d of %d places", done, PLACES * PLACES),
                            done,
                            PLACES * PLACES,
                            "places");
                });
        return new Terrain(
                epoch, split, along, seed, images.size(), plane.shares(), way, checkpoints.missingEpochs(), landscape);
    }

    private static List<Tensor> learnt(Run run, List<Tensor> tensors) {
        return tensors.subList(0, run.blueprint().parameters().size());
    }

    private static Step step(int epoch, double[] place) {
        return new Step(epoch, place[0], place[1]);
    }

    private static double[] around(DoubleStream way) {
        var ends = way.summaryStatistics();
        double margin = MARGIN * Math.max(ends.getMax() - ends.getMin(), 1e-3);
        return places(ends.getMin() - margin, ends.getMax() + margin);
    }

    /** Evenly from about one to about the other, such that the network itself is at one of them: 0. */
    private static double[] places(double from, double to) {
        double step = (to - from) / (PLACES - 1);
        long before = Math.round(-from / step);
        return IntStream.range(0, PLACES).mapToDouble(i -> (i - before) * step).toArray();
    }
}
