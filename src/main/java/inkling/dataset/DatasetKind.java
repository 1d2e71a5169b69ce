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
    /** Picture files, a folder a class. */
    FOLDER("Your own pictures", "own pictures"),
    /** A table of pixels, a row an image. */
    CSV("Your own CSV file", "own CSV file"),
    /** NumPy's arrays. */
    NPZ("Your own NumPy arrays", "own NumPy arrays"),
    /** The binary files of CIFAR-10 or CIFAR-100. */
    CIFAR("CIFAR\u2019s binary files", "CIFAR files"),
    /** Files in the format of MNIST's. */
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

    /** Whether it is the user's, and needs a path. */
    public boolean isOwn() {
        return compareTo(BUILTIN) > 0;
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such data set */
    public static DatasetKind of(String id) {
        return Words.choose("data set", List.of(values()), DatasetKind::id, id);
    }
}
