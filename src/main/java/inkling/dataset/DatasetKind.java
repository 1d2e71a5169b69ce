package inkling.dataset;

import inkling.text.Named;
import inkling.text.Words;
import java.util.List;

/** Which images a run learns from. */
public enum DatasetKind implements Named {
    /** MNIST where it is there or can be had, else the built-in digits. */
    AUTO("Automatic"),
    /** The 70,000 handwritten digits of LeCun, Cortes and Burges. */
    MNIST("MNIST"),
    /** Digits that the program draws itself. */
    BUILTIN("Built-in digits"),
    /** A folder of IDX files. */
    IDX("Your own IDX files");

    private final String title;

    DatasetKind(String title) {
        this.title = title;
    }

    /** The name a page shows. */
    public String title() {
        return title;
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such data set */
    public static DatasetKind of(String id) {
        return Words.choose("data set", List.of(values()), DatasetKind::id, id);
    }
}
