package inkling.dataset;

import inkling.text.Named;
import inkling.text.Words;
import java.util.List;

/** Which images a run learns from. */
public enum DatasetKind implements Named {
    /** MNIST where it is there or can be had, else the built-in digits. */
    AUTO("Automatic", "automatic images"),
    /** The 70,000 handwritten digits of LeCun, Cortes and Burges. */
    MNIST("MNIST", "MNIST"),
    /** Digits that the program draws itself. */
    BUILTIN("Built-in digits", "built-in digits"),
    /** A folder of IDX files. */
    IDX("Your own IDX files", "own IDX files");

    private final String title;
    private final String brief;

    DatasetKind(String title, String brief) {
        this.title = title;
        this.brief = brief;
    }

    /** The name a page shows. */
    public String title() {
        return title;
    }

    /** The same as a part of a run's name. */
    public String brief() {
        return brief;
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such data set */
    public static DatasetKind of(String id) {
        return Words.choose("data set", List.of(values()), DatasetKind::id, id);
    }
}
