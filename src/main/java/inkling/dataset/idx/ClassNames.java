package inkling.dataset.idx;

import inkling.dataset.ClassLabels;
import inkling.dataset.DatasetException;
import inkling.dataset.Part;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree.Entry;
import inkling.text.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What classes are called.
 *
 * @param file that says so; empty if nothing does
 * @param first label; the others follow it
 * @param names in the order of their labels
 */
record ClassNames(String file, int first, List<String> names) {
    private static final String CLASSES = "classes.txt";
    private static final String MAPPING = "mapping.txt";
    /** In bytes. */
    private static final int LONGEST_FILE = 50_000;

    /** Classes that are called after their labels. */
    static ClassNames numbers(int classes) {
        return new ClassNames(
                "", 0, IntStream.range(0, classes).mapToObj(String::valueOf).toList());
    }

    /** Of a file beside the images. */
    static Optional<ClassNames> beside(DataFiles files) {
        DataFile any = files.all().get(0);
        String prefix = IdxFormat.prefix(any.entry().name()).orElse("");
        for (Entry entry : any.tree().entries()) {
            boolean mapping = entry.name().equals(prefix + MAPPING);
            if (entry.folders().equals(any.entry().folders())
                    && (mapping || entry.name().equals(CLASSES))) {
                DataFile file = new DataFile(any.tree(), entry, Part.TRAIN, List.of());
                return Optional.of(mapping ? mapping(file) : classes(file));
            }
        }
        return Optional.empty();
    }

    /** One a line. */
    private static ClassNames classes(DataFile file) {
        List<String> lines = text(file).lines().map(String::strip).toList();
        IntStream.range(0, lines.size()).forEach(i -> requireName(file, i + 1, lines.get(i)));
        List<String> names = lines.stream().filter(name -> !name.isEmpty()).toList();
        if (names.size() < 2 || names.size() > ClassLabels.MOST_CLASSES) {
            throw new DatasetException(Text.of(
                    "%s must name 2 to %d classes, one a line; it names %d.",
                    file.name(), ClassLabels.MOST_CLASSES, names.size()));
        }
        return new ClassNames(file.name(), 0, names);
    }

    /** A label and the codes of its characters, such as {@code 1 65 97}. */
    private static ClassNames mapping(DataFile file) {
        List<String> names = new ArrayList<>();
        int first = 0;
        for (String line : text(file)
                .lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList()) {
            if (!line.matches("\\d{1,3}( +\\d{1,5})+")) {
                throw new DatasetException(Text.of(
                        "%s must have a label and its characters' codes in each line, such as 1 65 97.", file.name()));
            }
            String[] numbers = line.split(" +");
            int label = Integer.parseInt(numbers[0]);
            first = names.isEmpty() ? label : first;
            if (label != first + names.size() || names.size() >= ClassLabels.MOST_CLASSES) {
                throw new DatasetException(Text.of(
                        "%s must count its labels up by one, to at most %d.", file.name(), ClassLabels.MOST_CLASSES));
            }
            StringBuilder name = new StringBuilder();
            for (int i = 1; i < numbers.length; i++) {
                name.append((char) Integer.parseInt(numbers[i]));
            }
            requireName(file, names.size() + 1, name.toString());
            names.add(name.toString());
        }
        return new ClassNames(file.name(), first, names);
    }

    private static String text(DataFile file) {
        byte[] bytes = file.read(in -> in.readNBytes(LONGEST_FILE + 1));
        if (bytes.length > LONGEST_FILE) {
            throw new DatasetException(Text.of(
                    "%s has more than %d bytes, too many for the names of %d classes, one a line.",
                    file.name(), LONGEST_FILE, ClassLabels.MOST_CLASSES));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DatasetException(file.name() + " is not a text file in UTF-8.", e);
        }
    }

    private static void requireName(DataFile file, int line, String name) {
        if (name.length() > ClassLabels.LONGEST_NAME) {
            throw new DatasetException(Text.of(
                    "%s names a class in %d characters in line %d; at most %d are taken.",
                    file.name(), name.length(), line, ClassLabels.LONGEST_NAME));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new DatasetException(Text.of("%s has a control character in line %d.", file.name(), line));
        }
    }

    /** The labels of each part, counted from 0; where names begin at 0 and labels at 1, the first name is that of 1. */
    ClassLabels labels(Map<Part, int[]> values) {
        int lowest = values.values().stream().flatMapToInt(IntStream::of).min().orElseThrow();
        int highest = values.values().stream().flatMapToInt(IntStream::of).max().orElseThrow();
        int from = first == 0 && lowest == 1 && highest == names.size() ? 1 : first;
        return ClassLabels.named(values, names, from, file);
    }
}
