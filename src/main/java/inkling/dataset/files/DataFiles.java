package inkling.dataset.files;

import inkling.dataset.Part;
import inkling.dataset.files.FileTree.Content;
import inkling.dataset.files.FileTree.Entry;
import inkling.dataset.files.FileTree.Reader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The files that a reader takes, each with the part of the data set to which it belongs.
 *
 * @param all in natural order
 */
public record DataFiles(List<DataFile> all) {
    /**
     * One of them.
     *
     * @param folders in which it lies, below the one that stands for its part
     */
    public record DataFile(FileTree tree, Entry entry, Part part, List<String> folders) {
        /** What it is called in a sentence. */
        public String name() {
            return tree.name(entry);
        }

        /** Reads it as a whole. */
        public <T> T read(Reader<T> reader) {
            return tree.read(entry, reader);
        }
    }

    /** Reads a file. */
    public interface Visitor {
        void visit(DataFile file, Content content) throws IOException;
    }

    public DataFiles {
        all = List.copyOf(all);
    }

    /**
     * @param test what is kept apart as a test set: its own test set where it has one, else all of it; what the data
     *     call their test set is then left out
     * @param taken which files count
     * @param byName whether a file's name may say its part, where no folder does
     */
    public static DataFiles of(FileTree data, Optional<FileTree> test, Predicate<Entry> taken, boolean byName) {
        List<DataFile> files = files(data, taken, byName);
        if (test.isEmpty()) {
            return new DataFiles(files);
        }
        List<DataFile> all = new ArrayList<>();
        files.stream().filter(file -> file.part() != Part.TEST).forEach(all::add);
        List<DataFile> apart = files(test.get(), taken, byName);
        boolean parted = apart.stream().anyMatch(file -> file.part() == Part.TEST);
        apart.stream()
                .filter(file -> !parted || file.part() == Part.TEST)
                .map(file -> new DataFile(file.tree(), file.entry(), Part.TEST, file.folders()))
                .forEach(all::add);
        return new DataFiles(all);
    }

    private static List<DataFile> files(FileTree tree, Predicate<Entry> taken, boolean byName) {
        List<Entry> entries = tree.entries().stream().filter(taken).toList();
        int common = common(entries);
        Set<Part> parts = entries.stream()
                .filter(entry -> entry.folders().size() > common + 1)
                .flatMap(entry -> part(entry, common).stream())
                .collect(Collectors.toSet());
        boolean parted = parts.contains(Part.TRAIN) && parts.size() > 1
                || !entries.isEmpty()
                        && entries.stream()
                                .allMatch(entry -> part(entry, common).isPresent());
        List<DataFile> files = new ArrayList<>();
        for (Entry entry : entries) {
            List<String> folders = entry.folders();
            Optional<Part> named = byName ? Part.in(entry.name()) : Optional.empty();
            Optional<Part> part = parted ? part(entry, common) : named;
            files.add(new DataFile(
                    tree,
                    entry,
                    part.orElse(Part.TRAIN),
                    // Beside train and test there may be pictures of no class, which somebody once wanted read.
                    parted && part.isEmpty()
                            ? List.of()
                            : folders.subList(parted ? common + 1 : common, folders.size())));
        }
        return files;
    }

    private static Optional<Part> part(Entry entry, int common) {
        List<String> folders = entry.folders();
        return folders.size() > common ? Part.of(folders.get(common)) : Optional.empty();
    }

    /** How many folders all of them lie in. */
    private static int common(List<Entry> entries) {
        if (entries.isEmpty()) {
            return 0;
        }
        List<String> first = entries.get(0).folders();
        int common = first.size();
        for (Entry entry : entries) {
            List<String> folders = entry.folders();
            common = Math.min(common, folders.size());
            for (int i = 0; i < common; i++) {
                if (!folders.get(i).equals(first.get(i))) {
                    common = i;
                }
            }
        }
        return common;
    }

    public List<DataFile> of(Part part) {
        return all.stream().filter(file -> file.part() == part).toList();
    }

    /** Those whose entries are such. */
    public DataFiles only(Predicate<DataFile> such) {
        return new DataFiles(all.stream().filter(such).toList());
    }

    /** Visits some of them, in the order that costs least. */
    public static void visit(Collection<DataFile> wanted, Visitor visitor) {
        Map<FileTree, Map<Entry, DataFile>> trees = wanted.stream()
                .collect(Collectors.groupingBy(DataFile::tree, Collectors.toMap(DataFile::entry, file -> file)));
        trees.forEach((tree, files) ->
                tree.visit(files.keySet(), (entry, content) -> visitor.visit(files.get(entry), content)));
    }
}
