package inkling.dataset.npz;

import inkling.dataset.DatasetException;
import inkling.dataset.Part;
import inkling.dataset.files.DataFiles;
import inkling.dataset.npz.NpzArrays.Array;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Images and their labels, each an array. */
record ArrayPair(Array images, Array labels) {
    private static final Set<String> IMAGES =
            Set.of("x", "image", "images", "img", "imgs", "data", "pixels", "features");
    private static final Set<String> LABELS = Set.of("y", "label", "labels", "target", "targets", "class", "classes");

    /** Those of each part, by name, else by shape; those to train on at least. */
    static Map<Part, ArrayPair> of(DataFiles files) {
        Map<Part, List<Array>> arrays = new EnumMap<>(Part.class);
        files.all()
                .forEach(file -> NpzArrays.of(file).forEach(array -> {
                    Part part = file.part() != Part.TRAIN
                            ? file.part()
                            : Part.in(array.name()).orElse(Part.TRAIN);
                    arrays.computeIfAbsent(part, unused -> new ArrayList<>()).add(array);
                }));
        String where = files.all().get(0).tree().name();
        Map<Part, ArrayPair> pairs = new EnumMap<>(Part.class);
        arrays.forEach((part, own) -> pair(own).ifPresent(pair -> pairs.put(part, pair)));
        if (!pairs.containsKey(Part.TRAIN)) {
            throw new DatasetException(missing(arrays, where));
        }
        pairs.values().forEach(ArrayPair::requireNumbers);
        return pairs;
    }

    private static String missing(Map<Part, List<Array>> arrays, String where) {
        List<Array> all = arrays.values().stream().flatMap(List::stream).toList();
        if (all.stream().anyMatch(array -> array.header().isObjects())) {
            return where + " holds Python objects (pickles), which are never opened; save arrays of numbers.";
        }
        return Text.of(
                "%s has no array of images with one of as many labels (x_train and y_train, images and labels...); it has %s.",
                where,
                all.stream()
                        .limit(8)
                        .map(array -> array.name() + " "
                                + Arrays.toString(array.header().shape()))
                        .collect(Collectors.joining(", ")));
    }

    private static Optional<ArrayPair> pair(List<Array> arrays) {
        Optional<Array> images = named(arrays, IMAGES)
                .or(() -> arrays.stream()
                        .filter(array -> array.header().shape().length >= 2 && !isLabels(array))
                        .findFirst());
        Optional<Array> labels = named(arrays, LABELS)
                .or(() -> arrays.stream()
                        .filter(array ->
                                isLabels(array) && images.filter(array::equals).isEmpty())
                        .findFirst());
        return images.isPresent() && labels.isPresent()
                ? Optional.of(new ArrayPair(images.get(), labels.get()))
                : Optional.empty();
    }

    private static Optional<Array> named(List<Array> arrays, Set<String> words) {
        return arrays.stream()
                .filter(array -> Arrays.stream(
                                array.name().toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                        .anyMatch(words::contains))
                .filter(array -> !array.name().toLowerCase(Locale.ROOT).endsWith("names"))
                .findFirst();
    }

    private static boolean isLabels(Array array) {
        long[] shape = array.header().shape();
        return shape.length == 1 || shape.length == 2 && shape[1] == 1;
    }

    private void requireNumbers() {
        images.header().requireNumbers();
        labels.header().requireNumbers();
        if (images.header().count() != labels.header().count()) {
            throw new DatasetException(Text.of(
                    "%s holds %d images, but %s holds %d labels.",
                    images.header().name(),
                    images.header().count(),
                    labels.header().name(),
                    labels.header().count()));
        }
        if (images.header().count() == 0) {
            throw new DatasetException(images.header().name() + " has no images.");
        }
    }
}
