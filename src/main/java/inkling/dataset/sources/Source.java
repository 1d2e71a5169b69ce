package inkling.dataset.sources;

import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.cifar.CifarFormat;
import inkling.dataset.csv.CsvFormat;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.FileTree;
import inkling.dataset.files.Format;
import inkling.dataset.idx.IdxFormat;
import inkling.dataset.npz.NpzFormat;
import inkling.dataset.pictures.PictureFolder;
import inkling.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A data set's files, open, with the format that they are in.
 *
 * @param trees that they lie in
 */
record Source(Format format, DataFiles files, List<FileTree> trees) implements AutoCloseable {
    /** In the order in which they are looked for: a table may lie beside pictures, and say what is on them. */
    static final List<Format> FORMATS =
            List.of(new IdxFormat(), new CifarFormat(), new NpzFormat(), new PictureFolder(), new CsvFormat());

    /**
     * @param test where a test set lies that is kept apart
     * @param kind that it has to be; empty if the format is recognised
     * @throws DatasetException with a sentence if there is no such thing
     */
    static Source open(Path path, Optional<Path> test, Optional<DatasetKind> kind) {
        List<FileTree> trees = new ArrayList<>();
        try {
            Optional<String> prefix =
                    Optional.of(path).filter(Files::isRegularFile).flatMap(Source::prefix);
            trees.add(FileTree.open(prefix.isPresent() ? path.toAbsolutePath().getParent() : path));
            test.ifPresent(apart -> trees.add(FileTree.open(apart)));
            Format format = format(trees.get(0), kind);
            Optional<FileTree> apart = trees.stream().skip(1).findFirst();
            DataFiles files = DataFiles.of(trees.get(0), apart, format::takes, format.partByName());
            if (prefix.isPresent()) {
                files = files.only(file -> IdxFormat.prefix(file.entry().name()).equals(prefix));
            }
            return new Source(format, files, trees);
        } catch (RuntimeException e) {
            trees.forEach(FileTree::close);
            throw e;
        }
    }

    static Optional<DatasetKind> glance(Path path) {
        try (FileTree tree = FileTree.glance(path)) {
            return FORMATS.stream()
                    .filter(format -> tree.entries().stream().anyMatch(format::takes))
                    .map(Format::kind)
                    .findFirst();
        } catch (DatasetException e) {
            return Optional.empty();
        }
    }

    /** One file of several means all of its set. */
    private static Optional<String> prefix(Path path) {
        return IdxFormat.prefix(path.getFileName().toString());
    }

    private static Format format(FileTree tree, Optional<DatasetKind> kind) {
        List<Format> there = FORMATS.stream()
                .filter(format -> tree.entries().stream().anyMatch(format::takes))
                .toList();
        return there.stream()
                .filter(format -> kind.isEmpty() || kind.get() == format.kind())
                .findFirst()
                .orElseThrow(() -> new DatasetException(unknown(tree, there, kind)));
    }

    private static String unknown(FileTree tree, List<Format> there, Optional<DatasetKind> kind) {
        Predicate<String> named = ending -> tree.entries().stream()
                .anyMatch(entry -> entry.path().toLowerCase(Locale.ROOT).matches(ending));
        if (kind.isPresent() && !there.isEmpty()) {
            return Text.of(
                    "%s holds no %s; what is there looks like %s.",
                    tree.name(),
                    kind.get().id(),
                    there.stream().map(format -> format.kind().id()).collect(Collectors.joining(" or ")));
        }
        String holds = tree.name() + " holds nothing that can be read as a data set";
        if (named.test(".*(data_batch_\\d|\\.pkl|\\.pickle|\\.pt|\\.pth)")) {
            return holds + ": Python’s pickles are never opened. CIFAR comes in a binary version too, and arrays can be"
                    + " saved with numpy.savez.";
        }
        if (named.test(".*\\.(zip|tar|tgz|7z|rar)")) {
            return holds + ": an archive in another one is not opened.";
        }
        return holds + ". It takes picture files in a folder a class, a CSV file with a row an image, NumPy’s .npz,"
                + " CIFAR’s .bin files or IDX files, in a folder, a zip or a tar.";
    }

    boolean hasPictures() {
        return format.kind() == DatasetKind.FOLDER;
    }

    List<String> notes() {
        return trees.stream().flatMap(tree -> tree.notes().stream()).toList();
    }

    @Override
    public void close() {
        trees.forEach(FileTree::close);
    }
}
