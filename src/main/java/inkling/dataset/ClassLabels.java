package inkling.dataset;

import inkling.text.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Labels as files have them, made to count from 0.
 *
 * @param labels of each part
 * @param classNames of each label
 */
public record ClassLabels(Map<Part, byte[]> labels, List<String> classNames) {
    /** As many classes as an image can be of. */
    public static final int MOST_CLASSES = 100;

    /** The longest name, in characters: all of them, and what parts them, fit where a run keeps them. */
    public static final int LONGEST_NAME = 100;

    /** @throws DatasetException if a class cannot be called so */
    public static void requireName(String name, String where) {
        if (name.length() > LONGEST_NAME) {
            throw new DatasetException(Text.of(
                    "%s names a class in %d characters; at most %d are taken.", where, name.length(), LONGEST_NAME));
        }
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new DatasetException(
                    Text.of("%s has a class whose name is empty or has a control character.", where));
        }
    }

    /**
     * Numbers from 0 or 1 on stay in their order, classes without an image among them; other numbers are taken as names.
     *
     * @param where they come from, for a sentence
     * @throws DatasetException if there are too many
     */
    public static ClassLabels of(Map<Part, int[]> values, String where) {
        TreeSet<Integer> distinct = new TreeSet<>();
        values.values()
                .forEach(part -> IntStream.of(part).forEach(value -> {
                    if (distinct.size() <= MOST_CLASSES) {
                        distinct.add(value);
                    }
                }));
        if (distinct.size() > MOST_CLASSES) {
            throw new DatasetException(Text.of(
                    "%s has more than %d different labels; at most %d classes are taken.",
                    where, MOST_CLASSES, MOST_CLASSES));
        }
        int first = distinct.first();
        boolean counted = (first == 0 || first == 1) && distinct.last() - first < MOST_CLASSES;
        List<Integer> classes = new ArrayList<>(distinct);
        if (counted) {
            classes = IntStream.rangeClosed(first, distinct.last()).boxed().toList();
        }
        Map<Integer, Byte> labels = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            labels.put(classes.get(i), (byte) i);
        }
        Map<Part, byte[]> parts = new EnumMap<>(Part.class);
        values.forEach((part, numbers) -> {
            byte[] own = new byte[numbers.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = labels.get(numbers[i]);
            }
            parts.put(part, own);
        });
        return new ClassLabels(parts, classes.stream().map(String::valueOf).toList());
    }

    /**
     * Labels of classes that have names.
     *
     * @param names at most {@value #MOST_CLASSES}
     * @param first the label of the first name
     * @param where the names come from, for a sentence
     * @throws DatasetException if a label has no name
     */
    public static ClassLabels named(Map<Part, int[]> values, List<String> names, int first, String where) {
        if (names.size() > MOST_CLASSES) {
            throw new DatasetException(
                    Text.of("%s names %d classes; at most %d are taken.", where, names.size(), MOST_CLASSES));
        }
        names.forEach(name -> requireName(name, where));
        Map<Part, byte[]> labels = new EnumMap<>(Part.class);
        values.forEach((part, numbers) -> {
            byte[] own = new byte[numbers.length];
            for (int i = 0; i < own.length; i++) {
                int label = numbers[i] - first;
                if (label < 0 || label >= names.size()) {
                    throw new DatasetException(Text.of(
                            "%s names %d classes, but label %d occurs; it needs a name too.",
                            where, names.size(), numbers[i]));
                }
                own[i] = (byte) label;
            }
            labels.put(part, own);
        });
        return new ClassLabels(labels, names);
    }
}
