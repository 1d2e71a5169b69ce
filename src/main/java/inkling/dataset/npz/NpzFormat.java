package inkling.dataset.npz;

import inkling.dataset.ClassLabels;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.Found;
import inkling.dataset.Framing;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.Memory;
import inkling.dataset.Part;
import inkling.dataset.PixelScale;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.FileTree.Entry;
import inkling.dataset.files.Format;
import inkling.dataset.files.Promise;
import inkling.dataset.npz.NpzArrays.Array;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * NumPy's arrays, in a {@code .npz} or as {@code .npy} files: found by name ({@code x_train} and {@code y_train}, {@code
 * train_images}, {@code images} and {@code labels}, {@code X} and {@code y}...), else by shape.
 */
public final class NpzFormat implements Format {
    @Override
    public DatasetKind kind() {
        return DatasetKind.NPZ;
    }

    @Override
    public boolean takes(Entry entry) {
        return entry.ends(".npz") || entry.ends(".npy");
    }

    @Override
    public Promise promise(DataFiles files) {
        Map<Part, ArrayPair> pairs = ArrayPair.of(files);
        ArrayPair train = pairs.get(Part.TRAIN);
        long validation = pairs.containsKey(Part.VALIDATION)
                ? pairs.get(Part.VALIDATION).images().header().count()
                : 0;
        long test = pairs.containsKey(Part.TEST)
                ? pairs.get(Part.TEST).images().header().count()
                : 0;
        return new Promise(
                OptionalLong.of(train.images().header().count() + validation),
                OptionalLong.of(test),
                Optional.of(ArrayLayout.of(train.images().header()).shape()),
                OptionalInt.empty());
    }

    @Override
    public Found read(DataFiles files, Framing framing, LoadProgress progress) {
        Map<Part, ArrayPair> pairs = ArrayPair.of(files);
        Map<Part, int[]> values = new EnumMap<>(Part.class);
        double least = 0;
        double most = 0;
        int done = 0;
        for (Map.Entry<Part, ArrayPair> pair : pairs.entrySet()) {
            Array images = pair.getValue().images();
            ArrayLayout layout = ArrayLayout.of(images.header());
            Memory.require(images.header().count(), layout.shape());
            progress.report("looking at " + images.header().name(), done++, 2L * pairs.size(), "arrays");
            values.put(
                    pair.getKey(),
                    LabelArray.read(pair.getValue().labels(), images.header().count()));
            double[] range = layout.range(images);
            least = Math.min(least, range[0]);
            most = Math.max(most, range[1]);
        }
        ArrayPair train = pairs.get(Part.TRAIN);
        PixelScale scale = PixelScale.of(least, most, train.images().header().name());
        ClassLabels labels = ClassLabels.of(values, train.labels().header().name());
        Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
        for (Map.Entry<Part, ArrayPair> pair : pairs.entrySet()) {
            Array images = pair.getValue().images();
            ArrayLayout layout = ArrayLayout.of(images.header());
            progress.report("reading " + images.header().name(), done++, 2L * pairs.size(), "arrays");
            byte[] pixels = layout.pixels(images, scale);
            parts.put(
                    pair.getKey(),
                    new LabelledImages(layout.shape(), pixels, labels.labels().get(pair.getKey())));
        }
        List<String> notes = new ArrayList<>();
        pairs.forEach((part, pair) -> notes.add(Text.of(
                "Images to %s are %s, their labels %s.",
                part == Part.TRAIN ? "train on" : part == Part.TEST ? "test" : "validate",
                pair.images().name(),
                pair.labels().name())));
        scale.note().ifPresent(notes::add);
        if (parts.get(Part.TRAIN).size() == 0) {
            throw new DatasetException(train.images().header().name() + " has no images.");
        }
        return new Found(parts, labels.classNames(), notes);
    }
}
