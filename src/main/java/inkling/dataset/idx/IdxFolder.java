package inkling.dataset.idx;

import inkling.dataset.DatasetException;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.files.RegularFile;
import inkling.text.Isolated;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    /** In characters: ten of them, and what parts them, fit where a run keeps them. */
    private static final int LONGEST_NAME = 100;
    /** In bytes. */
    private static final int LONGEST_CLASSES = 10_000;

    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private final Path folder;

    public IdxFolder(Path folder) {
        this.folder = folder;
    }

    /** What the four files and {@code classes.txt} hold; "0" to "9" where no names are given. */
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
        requireComplete();
        List<String> classNames = classNames();
        LabelledImages train = read(0, progress);
        LabelledImages test = read(2, progress);
        requireNames(classNames, train);
        requireNames(classNames, test);
        progress.report("reading " + Isolated.of(folder), FILES.size(), FILES.size(), "files");
        return new Content(train, test, classNames);
    }

    /** How many images the files' headers promise; no image is read. */
    public record Counts(int train, int test) {}

    /** @throws DatasetException with a sentence if a file is missing, or its header is not as it must be */
    public Counts counts() {
        requireComplete();
        return new Counts(
                new IdxFile(find(FILES.get(0)).orElseThrow()).imageCount(),
                new IdxFile(find(FILES.get(2)).orElseThrow()).imageCount());
    }

    /** Whether one of the four files is there at least. */
    public boolean hasAny() {
        return missing().size() < FILES.size();
    }

    private void requireComplete() {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(Isolated.of(folder) + " is not a folder.");
        }
        if (!isComplete()) {
            throw new DatasetException(Text.of("%s lacks %s (plain or .gz).", folder, String.join(", ", missing())));
        }
    }

    private List<String> missing() {
        return FILES.stream().filter(file -> find(file).isEmpty()).toList();
    }

    /**
     * The file under one of its names: MNIST's own, or with the dot that unpackers make of the first hyphen. Where no file
     * has one of them but something else does, that is said when it is read.
     */
    private Optional<Path> find(String file) {
        String dotted = file.replace("-idx", ".idx");
        List<Path> names = Stream.of(file, dotted, file + ".gz", dotted + ".gz")
                .map(folder::resolve)
                .toList();
        return names.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .or(() -> names.stream().filter(RegularFile::named).findFirst());
    }

    private LabelledImages read(int first, LoadProgress progress) {
        Path imageFile = find(FILES.get(first)).orElseThrow();
        Path labelFile = find(FILES.get(first + 1)).orElseThrow();
        progress.report("reading " + Isolated.of(labelFile), first, FILES.size(), "files");
        byte[] labels = new IdxFile(labelFile).labels();
        progress.report("reading " + Isolated.of(imageFile), first + 1, FILES.size(), "files");
        // The labels are the smaller file by far: a gzip file of too many images is not unpacked to find that out.
        int images = new IdxFile(imageFile).imageCount();
        if (images != labels.length) {
            throw new DatasetException(Text.of(
                    "%s holds %d images, but %s holds %d labels.", imageFile, images, labelFile, labels.length));
        }
        return new LabelledImages(ImageShape.MNIST, new IdxFile(imageFile).images(), labels);
    }

    private List<String> classNames() {
        Path file = folder.resolve(CLASSES);
        if (!RegularFile.named(file)) {
            return IntStream.range(0, MAX_CLASSES).mapToObj(String::valueOf).toList();
        }
        List<String> lines = text(file).lines().map(String::strip).toList();
        IntStream.range(0, lines.size()).forEach(i -> requireName(file, i + 1, lines.get(i)));
        List<String> names = lines.stream().filter(name -> !name.isEmpty()).toList();
        if (names.isEmpty() || names.size() > MAX_CLASSES) {
            throw new DatasetException(
                    Text.of("%s must name 1 to %d classes, one a line; it names %d.", file, MAX_CLASSES, names.size()));
        }
        return names;
    }

    private static String text(Path file) {
        try (InputStream in = RegularFile.stream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_CLASSES + 1);
            if (bytes.length > LONGEST_CLASSES) {
                throw new DatasetException(Text.of(
                        "%s has more than %d bytes, too many for the names of %d classes, one a line.",
                        file, LONGEST_CLASSES, MAX_CLASSES));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DatasetException(Isolated.of(file) + " is not a text file in UTF-8.", e);
        } catch (IOException e) {
            throw new DatasetException(Text.of("%s cannot be read: %s.", file, RegularFile.reason(e)), e);
        }
    }

    private static void requireName(Path file, int line, String name) {
        if (name.length() > LONGEST_NAME) {
            throw new DatasetException(Text.of(
                    "%s names a class in %d characters in line %d; at most %d are taken.",
                    file, name.length(), line, LONGEST_NAME));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new DatasetException(Text.of("%s has a control character in line %d.", file, line));
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
}
