package inkling.dataset.sources;

import inkling.dataset.ClassLabels;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.Found;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Part;
import inkling.dataset.Split;
import inkling.dataset.pictures.Reframing;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes a data set of what a reader found: the shape that is asked for, and a test set where there is none. */
final class Finished {
    /** As MNIST's 10,000 of 70,000, about. */
    private static final int TESTED_SHARE = 6;

    private static final long SEED = 0;

    private final Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
    private final List<String> notes;
    private final List<String> classNames;

    Finished(Found found) {
        notes = new ArrayList<>(found.notes());
        classNames = found.classNames();
        if (classNames.size() < 2 || classNames.size() > ClassLabels.MOST_CLASSES) {
            throw new DatasetException(Text.of(
                    "A network tells 2 to %d classes apart; there %s.",
                    ClassLabels.MOST_CLASSES, classNames.size() == 1 ? "is 1" : "are " + classNames.size()));
        }
        ImageShape shape = found.parts().get(Part.TRAIN).shape();
        found.parts().forEach((part, images) -> {
            if (!images.shape().equals(shape)) {
                throw new DatasetException(Text.of(
                        "The images to train on are %s, but those to %s are %s.",
                        shape, part == Part.TEST ? "test" : "validate", images.shape()));
            }
            parts.put(part, images);
        });
    }

    /** A data set brought to the shape that is asked for. */
    static Dataset framed(Dataset dataset, Framing framing) {
        ImageShape from = dataset.shape();
        ImageShape to = framing.of(from);
        if (to.equals(from)) {
            return dataset;
        }
        LabelledImages train = Reframing.of(dataset.train(), to, framing.fit());
        LabelledImages test = Reframing.of(dataset.test(), to, framing.fit());
        List<String> notes = new ArrayList<>(dataset.notes());
        notes.add(Text.of(
                "The images, %s in the data set, are brought to %s; where the proportions differ, each is %s.",
                from, to, framing.fit().words()));
        return new Dataset(
                dataset.kind(),
                dataset.reason(),
                train,
                test,
                dataset.validation(),
                dataset.classNames(),
                Fingerprint.of(train, test, dataset.validation()),
                notes);
    }

    Dataset dataset(DatasetKind kind, String reason) {
        if (!parts.containsKey(Part.TEST)) {
            holdOutTest();
        }
        LabelledImages train = parts.get(Part.TRAIN);
        int validation = 0;
        if (parts.containsKey(Part.VALIDATION)) {
            validation = parts.get(Part.VALIDATION).size();
            train = joined(train, parts.get(Part.VALIDATION));
            notes.add(Text.of(
                    "Validation is on %s, as the data set has it; the share that a run asks for does not count.",
                    Figures.plural(validation, "image")));
        }
        LabelledImages test = parts.get(Part.TEST);
        Fingerprint fingerprint = Fingerprint.of(train, test, validation);
        return new Dataset(kind, reason, train, test, validation, classNames, fingerprint, notes);
    }

    private static LabelledImages joined(LabelledImages first, LabelledImages second) {
        byte[] pixels = Arrays.copyOf(first.pixels(), Math.addExact(first.pixels().length, second.pixels().length));
        System.arraycopy(second.pixels(), 0, pixels, first.pixels().length, second.pixels().length);
        byte[] labels = Arrays.copyOf(first.labels(), first.size() + second.size());
        System.arraycopy(second.labels(), 0, labels, first.size(), second.size());
        return new LabelledImages(first.shape(), pixels, labels);
    }

    /** Keeps a sixth of each class for the test, drawn by chance; both sets stay in order. */
    private void holdOutTest() {
        LabelledImages all = parts.get(Part.TRAIN);
        boolean[] held = new boolean[all.size()];
        for (int label = 0; label < classNames.size(); label++) {
            int wanted = label;
            int[] own = IntStream.range(0, all.size())
                    .filter(image -> all.label(image) == wanted)
                    .toArray();
            int count = own.length < 2 ? 0 : Math.max(1, Math.round((float) own.length / TESTED_SHARE));
            int[] order = Split.shuffle(own.length, SEED + label);
            for (int i = 0; i < count; i++) {
                held[own[order[i]]] = true;
            }
        }
        int[] test = IntStream.range(0, held.length).filter(i -> held[i]).toArray();
        int[] train = IntStream.range(0, held.length).filter(i -> !held[i]).toArray();
        if (test.length == 0) {
            throw new DatasetException("There is no test set, and too few images to keep some of them for one.");
        }
        parts.put(Part.TRAIN, all.select(train));
        parts.put(Part.TEST, all.select(test));
        notes.add(Text.of(
                "There is no test set: %s of %s images, a sixth of each class drawn by chance with seed %d, are kept for the test.",
                Figures.count(test.length), Figures.count(held.length), SEED));
    }
}
