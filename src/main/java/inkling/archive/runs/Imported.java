package inkling.archive.runs;

import inkling.dataset.Normalisation;
import inkling.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Weights that were trained elsewhere, from which a run begins.
 *
 * @param file where they lay when they were imported, absolute
 * @param normalisation how its pictures were normalised; empty for as the data set's training images are
 */
public record Imported(String file, Optional<Normalisation> normalisation) {
    /** The longest path, in characters. */
    public static final int LONGEST_FILE = 1_000;

    public Imported {
        if (file.length() > LONGEST_FILE) {
            throw new IllegalArgumentException("the file's path is too long");
        }
    }

    /** What stands after the last slash. */
    public String fileName() {
        return file.replaceFirst("(?s).*[/\\\\](?=.)", "");
    }

    /**
     * A mean and a deviation for each channel, or one for all of them.
     *
     * @param mean such as {@code 0.485, 0.456, 0.406}; both empty for none
     * @throws IllegalArgumentException with a sentence for the user if they are no such numbers
     */
    public static Optional<Normalisation> normalisation(String mean, String deviation) {
        if (mean.isEmpty() && deviation.isEmpty()) {
            return Optional.empty();
        }
        List<Float> means = numbers("mean", mean);
        List<Float> deviations = numbers("std", deviation);
        if (means.size() != deviations.size()) {
            throw new IllegalArgumentException("mean and std must have as many numbers each");
        }
        List<Normalisation.Channel> channels = new ArrayList<>();
        for (int i = 0; i < means.size(); i++) {
            channels.add(new Normalisation.Channel(means.get(i), deviations.get(i)));
        }
        return Optional.of(new Normalisation(channels));
    }

    private static List<Float> numbers(String what, String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(number -> Numbers.decimal(number)
                        .map(Number::floatValue)
                        .orElseThrow(() -> new IllegalArgumentException(
                                what + " must be a number for each channel, such as 0.485, 0.456, 0.406, was "
                                        + (text.isEmpty() ? "empty" : text))))
                .toList();
    }
}
