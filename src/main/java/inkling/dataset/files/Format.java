package inkling.dataset.files;

import inkling.dataset.DatasetKind;
import inkling.dataset.Found;
import inkling.dataset.Framing;
import inkling.dataset.LoadProgress;
import inkling.dataset.files.FileTree.Entry;

/** A way in which people keep images; every fault is a {@link inkling.dataset.DatasetException} with a sentence. */
public interface Format {
    DatasetKind kind();

    /** Whether a file belongs to it, by its name. */
    boolean takes(Entry entry);

    /** Whether a file's name may say if it is for training or for testing; else only a folder's may. */
    default boolean partByName() {
        return true;
    }

    /** What is there, as far as it can be seen without reading the images. */
    Promise promise(DataFiles files);

    /** Reads all of it. */
    Found read(DataFiles files, Framing framing, LoadProgress progress);
}
