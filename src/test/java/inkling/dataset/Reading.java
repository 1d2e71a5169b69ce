package inkling.dataset;

import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree;
import inkling.dataset.files.Format;
import inkling.dataset.sources.Datasets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what a test has written. */
public final class Reading {
    private Reading() {}

    /** By one format alone. */
    public static Found by(Format format, Path path, LoadProgress progress) {
        try (FileTree tree = FileTree.open(path)) {
            DataFiles files = DataFiles.of(tree, Optional.empty(), format::takes, format.partByName());
            return format.read(files, Framing.USUAL, progress);
        }
    }

    public static Found by(Format format, Path path) {
        return by(format, path, LoadProgress.NONE);
    }

    /** As a run does that does not say what it is. */
    public static Dataset recognised(Path path) {
        return open(DatasetRequest.of(DatasetKind.AUTO, Optional.of(path.toString())));
    }

    public static Dataset open(DatasetRequest request) {
        return new Datasets(Path.of("nowhere"), progress -> {
                    throw new IllegalStateException("not asked for");
                })
                .open(request, LoadProgress.NONE);
    }

    /** One file. */
    public static DataFile file(Path path) {
        FileTree tree = FileTree.open(path);
        return new DataFile(tree, tree.entries().get(0), Part.TRAIN, List.of());
    }
}
