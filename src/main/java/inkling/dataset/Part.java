package inkling.dataset;

import inkling.text.Named;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What images are for, as folders, files and arrays are named after it. */
public enum Part implements Named {
    TRAIN("train", "training"),
    VALIDATION("valid", "val", "validation", "dev"),
    TEST("test", "testing", "t10k");

    private final Set<String> words;

    Part(String... words) {
        this.words = Set.of(words);
    }

    /** The part that a word stands for, in upper or lower case. */
    public static Optional<Part> of(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (Part part : values()) {
            if (part.words.contains(lower)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /** The first part that is among the words of a name, such as {@code mnist_train.csv}. */
    public static Optional<Part> in(String name) {
        for (String word : name.split("[^A-Za-z0-9]+")) {
            Optional<Part> part = of(word);
            if (part.isPresent()) {
                return part;
            }
        }
        return Optional.empty();
    }
}
