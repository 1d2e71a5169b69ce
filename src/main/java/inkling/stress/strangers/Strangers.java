package inkling.stress.strangers;

import inkling.analysis.LabelledPredictions;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.Normalisation;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.pictures.Reframing;
import inkling.errors.UserError.Conflict;
import inkling.http.FormInput;
import inkling.network.Predictor;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Strangers of runs' networks, and what these say of them; kept as long as memory lasts. Used on any thread. */
public final class Strangers {
    /** As many as there are test images, but no more than this. */
    private static final int MOST = 10_000;
    /** Numbers of all of them together: 64 MB. */
    private static final int MOST_NUMBERS = 64_000_000;

    private static final long SEED = 2017;
    private static final int IMAGES = 8;
    private static final int ANSWERS = 64;

    private static final List<Kind> MADE = List.of(Kind.GAUSSIAN, Kind.UNIFORM, Kind.UPSIDE_DOWN, Kind.LETTERS);

    /** How the data sets of this machine are asked for, by their titles. */
    public interface Known {
        /** @param all also those that lie outside the program's folder, which are not for who may look only */
        Map<String, DatasetRequest> requests(boolean all);
    }

    /** Opens a data set. */
    public interface Opener {
        /** @throws DatasetException with a sentence for the user */
        Dataset open(DatasetRequest request, LoadProgress progress);
    }

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final Opener opener;
    private final Known known;
    private final SoftCache<ImagesKey, LabelledImages> images = new SoftCache<>(IMAGES);
    private final SoftCache<AnswersKey, LabelledPredictions> answers = new SoftCache<>(ANSWERS);

    private record ImagesKey(long run, String kind, String stamp) {
        static ImagesKey of(Run run, Kind kind) {
            return new ImagesKey(run.id(), kind.id(), kind.stamp());
        }
    }

    private record AnswersKey(ImagesKey of, int epoch, String checkpoint) {}

    public Strangers(RunArchive archive, PredictionStore predictions, Opener opener, Known known) {
        this.archive = archive;
        this.predictions = predictions;
        this.opener = opener;
        this.known = known;
    }

    /** Those that need nothing but the run. */
    static List<Kind> made() {
        return MADE;
    }

    /** All that there are for a run: those that are made, and the test images of every other data set. */
    List<Kind> kinds(Run run, boolean all) {
        List<Kind> kinds = new ArrayList<>(MADE);
        known.requests(all).forEach((title, request) -> {
            if (!request.path().equals(run.request().data().path())
                    || request.path().isEmpty() && run.data().orElseThrow().kind() != request.kind()) {
                kinds.add(Kind.of(title, request));
            }
        });
        return kinds;
    }

    /** @throws inkling.errors.UserError.InvalidInput if there is none of that id */
    Kind kind(Run run, boolean all, Optional<String> id) {
        return id.map(text -> FormInput.read(
                        "with",
                        text,
                        each -> kinds(run, all).stream()
                                .filter(kind -> kind.id().equals(each))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException(Text.wrong(
                                        "with must be one of the strangers that the page of strangers offers, such as letters",
                                        each)))))
                .orElse(Kind.LETTERS);
    }

    /**
     * The strangers of a kind in the shape of a run's images; their labels mean nothing.
     *
     * @throws Conflict with a sentence if they cannot be had
     */
    LabelledImages images(Run run, Kind kind) {
        return images.get(ImagesKey.of(run, kind), () -> make(run, kind));
    }

    /** What the network of an epoch says of them. */
    LabelledPredictions said(Run run, int epoch, Kind kind) {
        ImagesKey of = ImagesKey.of(run, kind);
        return answers.get(new AnswersKey(of, epoch, archive.checkpointVersion(run, epoch)), () -> {
            LabelledImages asked = images(run, kind);
            try (Predictor predictor = predictions.predictor(run, epoch)) {
                float[] logits = predictor
                        .predict(asked.pixels(), 0, asked.size(), Set.of())
                        .logits();
                predictions.requireFinite(run, epoch, logits);
                return new LabelledPredictions(logits.length / asked.size(), new byte[asked.size()], logits);
            }
        });
    }

    private LabelledImages make(Run run, Kind kind) {
        LabelledImages test = archive.images(run, ImageSplit.TEST);
        ImageShape shape = test.shape();
        int count = Math.max(1, Math.min(Math.min(MOST, MOST_NUMBERS / shape.size()), test.size()));
        if (kind.dataset().isPresent()) {
            return ofDataset(run, kind, kind.dataset().get(), shape, count);
        }
        if (kind.equals(Kind.LETTERS)) {
            return Reframing.of(BuiltinDigits.letters(SEED, count), shape, Framing.Fit.PAD);
        }
        byte[] pixels = kind.equals(Kind.UPSIDE_DOWN)
                ? turned(test, count)
                : noise(
                        shape,
                        count,
                        kind.equals(Kind.GAUSSIAN) ? Optional.of(archive.normalisation(run)) : Optional.empty());
        return new LabelledImages(shape, pixels, new byte[count]);
    }

    private LabelledImages ofDataset(Run run, Kind kind, DatasetRequest request, ImageShape shape, int count) {
        Framing framing = new Framing(
                Optional.of(new Framing.Size(shape.width(), shape.height())),
                Optional.of(shape.channels()),
                Framing.Fit.PAD);
        Dataset dataset;
        try {
            dataset = opener.open(
                    new DatasetRequest(request.kind(), request.path(), request.test(), framing), LoadProgress.NONE);
        } catch (DatasetException e) {
            throw new Conflict(Text.of("The images of %s cannot be opened: %s", kind.title(), e.getMessage()));
        }
        if (dataset.fingerprint()
                .whole()
                .equals(run.data().orElseThrow().fingerprint().whole())) {
            throw new Conflict(Text.of(
                    "%s holds the images of run %d itself, which are no strangers to it.", kind.title(), run.id()));
        }
        LabelledImages all = dataset.test();
        return all.select(IntStream.range(0, Math.min(count, all.size())).toArray());
    }

    private static byte[] turned(LabelledImages test, int count) {
        int plane = test.shape().plane();
        byte[] turned = new byte[count * test.shape().size()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = test.pixels()[i - i % plane + plane - 1 - i % plane];
        }
        return turned;
    }

    /** @param normal by which deviates become pixels; empty for even draws */
    private static byte[] noise(ImageShape shape, int count, Optional<Normalisation> normal) {
        byte[] pixels = new byte[count * shape.size()];
        IntStream.range(0, count).parallel().forEach(image -> {
            SplittableRandom random = new SplittableRandom(SEED + image * 0x9E3779B97F4A7C15L);
            for (int i = 0; i < shape.size(); i++) {
                int channel = i / shape.plane();
                double value = normal.map(each -> each.channels().get(channel))
                        .map(each -> each.mean() + each.standardDeviation() * deviate(random))
                        .orElseGet(random::nextDouble);
                pixels[image * shape.size() + i] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
            }
        });
        return pixels;
    }

    /** Of the standard normal distribution (Box and Muller, 1958); the JDK's own changes between its versions. */
    private static double deviate(SplittableRandom random) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
                * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
