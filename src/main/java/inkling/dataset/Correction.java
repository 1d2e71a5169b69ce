package inkling.dataset;

import inkling.text.Named;
import inkling.text.Text;

/**
 * What a person decided of one training image.
 *
 * @param index of the image in the data set's training images, counted from 0
 * @param given the label that the data set gives it
 * @param kind what is to become of it
 * @param label the one that it has from then on: the given one, unless it is relabelled
 */
public record Correction(int index, int given, Kind kind, int label) {
    /** What can become of an image. */
    public enum Kind implements Named {
        /** Looked at, and found right. */
        KEEP,
        /** Has another label from then on. */
        RELABEL,
        /** Is neither learned from nor validated with. */
        EXCLUDE
    }

    public Correction {
        if (index < 0 || !isLabel(given) || !isLabel(label)) {
            throw new IllegalArgumentException(Text.of(
                    "an image and its labels must not be below 0, nor labels above 99; were %d, %d, %d",
                    index, given, label));
        }
        if ((kind == Kind.RELABEL) == (label == given)) {
            throw new IllegalArgumentException("an image has another label if, and only if, it is relabelled");
        }
    }

    private static boolean isLabel(int label) {
        return label >= 0 && label < ClassLabels.MOST_CLASSES;
    }

    public static Correction keep(int index, int given) {
        return new Correction(index, given, Kind.KEEP, given);
    }

    /** With the label that it has already, it is kept. */
    public static Correction relabel(int index, int given, int label) {
        return new Correction(index, given, label == given ? Kind.KEEP : Kind.RELABEL, label);
    }

    public static Correction exclude(int index, int given) {
        return new Correction(index, given, Kind.EXCLUDE, given);
    }

    /** Whether the data set is another one with it. */
    public boolean changes() {
        return kind != Kind.KEEP;
    }
}
