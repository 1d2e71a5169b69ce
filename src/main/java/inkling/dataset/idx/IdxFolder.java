package inkling.dataset.idx;

import inkling.dataset.DatasetException;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.text.Text;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder with the four IDX files of a data set, under the names MNIST gave them, plain or gzipped.
 *
 * <p>A file {@code classes.txt} beside them names the classes, one a line, in the order of their labels. Every fault is
 * a {@link DatasetException} with a sentence that names the file.
 */
public final class IdxFolder {
    private static final String CLASSES = "classes.txt";
    private static final int MAX_CLASSES = 10;
    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private final Path folder;

    public IdxFolder(Path folder) {
        this.folder = folder;
    }

    /** What the four files and {@code classes.txt} hold; always ten names, "0" to "9" where none is given. */
    public record Content(LabelledImages train, LabelledImages test, List<String> classNames) {
        public Content {
            classNames = List.copyOf(classNames);
        }
    }

    /** Whether all four files are there; says nothing of what they hold. */
    public boolean isComplete() {
        return missing().isEmpty();
    }

    /** Reads the folder, telling the progress before each file. */
    public Content read(LoadProgress progress) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(folder + " is not a folder.");
        }
        if (!isComplete()) {
            throw new DatasetException(Text.of("%s lacks %s (plain or .gz).", folder, String.join(", ", missing())));
        }
        List<String> classNames = classNames();
        LabelledImages train = read(0, progress);
        LabelledImages test = read(2, progress);
        requireNames(classNames, train);
        requireNames(classNames, test);
        progress.report("reading " + folder, FILES.size(), FILES.size(), "files");
        return new Content(train, test, completed(classNames));
    }

    private List<String> missing() {
        return FILES.stream().filter(file -> find(file).isEmpty()).toList();
    }

    /** The file under one of its names: MNIST's own, or with the dot that unpackers make of the first hyphen. */
    private Optional<Path> find(String file) {
        String dotted = file.replace("-idx", ".idx");
        return Stream.of(file, dotted, file + ".gz", dotted + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private LabelledImages read(int first, LoadProgress progress) {
        Path imageFile = find(FILES.get(first)).orElseThrow();
        Path labelFile = find(FILES.get(first + 1)).orElseThrow();
        progress.report("reading " + imageFile, first, FILES.size(), "files");
        byte[] pixels = new IdxFile(imageFile).images();
        progress.report("reading " + labelFile, first + 1, FILES.size(), "files");
        byte[] labels = new IdxFile(labelFile).labels();
        if (pixels.length != labels.length * LabelledImages.PIXELS) {
            throw new DatasetException(Text.of(
                    "%s holds %d images, but %s holds %d labels.",
                    imageFile, pixels.length / LabelledImages.PIXELS, labelFile, labels.length));
        }
        return new LabelledImages(pixels, labels);
    }

    private List<String> classNames() {
        Path file = folder.resolve(CLASSES);
        if (!Files.isRegularFile(file)) {
            return IntStream.range(0, MAX_CLASSES).mapToObj(String::valueOf).toList();
        }
        List<String> names = lines(file).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty() || names.size() > MAX_CLASSES) {
            throw new DatasetException(
                    Text.of("%s must name 1 to %d classes, one a line; it names %d.", file, MAX_CLASSES, names.size()));
        }
        return names;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new DatasetException(file + " is not a text file in UTF-8.", e);
        } catch (IOException e) {
            throw new DatasetException(Text.of("%s cannot be read: %s.", file, e.getMessage()), e);
        }
    }

    private void requireNames(List<String> classNames, LabelledImages images) {
        for (byte label : images.labels()) {
            if (label >= classNames.size()) {
                throw new DatasetException(Text.of(
                        "%s names %d classes, but label %d occurs; it needs a name too.",
                        folder.resolve(CLASSES), classNames.size(), label));
            }
        }
    }

    /** The network always has ten outputs, so each of them has a name. */
    private static List<String> completed(List<String> classNames) {
        return IntStream.range(0, MAX_CLASSES)
                .mapToObj(label -> label < classNames.size() ? classNames.get(label) : String.valueOf(label))
                .toList();
    }
}
