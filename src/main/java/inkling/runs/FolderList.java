package inkling.runs;

import static java.util.Comparator.comparing;

import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.ImageShape;
import inkling.dataset.Split;
import inkling.dataset.files.Promise;
import inkling.dataset.sources.Datasets;
import inkling.files.RegularFile;
import inkling.text.Figures;
import inkling.text.Isolated;
import inkling.text.Printable;
import inkling.text.Text;
import inkling.text.TypedPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders in a folder of this machine, and what is to be known of them; of files only those that may be a data set.
 *
 * @param here the folder; where the one that was asked for is none, the nearest above it
 * @param troubles what is to be said first, in sentences
 * @param folders the first ones, in the order of their names
 * @param count of all that are there, or have what is looked for in their names
 * @param files the first ones that may hold a data set by themselves
 */
record FolderList(Folder here, List<String> troubles, List<Folder> folders, int count, List<Folder> files) {
    static final int MOST_SHOWN = 200;

    /** More entries are not read. */
    static final int MOST_READ = 20_000;

    /** The images of a folder, in words, and whether a run can learn from them. */
    record Images(String words, boolean usable) {}

    /** A folder. */
    record Folder(Path path) {
        /** Its name, and its path if it has none, with a sign in the place of what is not drawn. */
        public String name() {
            return Printable.of((path.getFileName() == null ? path : path.getFileName()).toString());
        }

        public String whole() {
            return Printable.of(path.toString());
        }

        /**
         * Whether a form's field takes its path: not with line ends, nor blanks at an end, nor what turns text around, nor
         * what Java has replaced because it could not read it.
         */
        public boolean typeable() {
            String text = path.toString();
            try {
                return text.equals(Printable.of(text))
                        && text.equals(text.strip())
                        && TypedPath.of(text).equals(path);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /** Where it leads if it is a link; else null. */
        public @Nullable String link() {
            try {
                return Files.isSymbolicLink(path)
                        ? Printable.of(Files.readSymbolicLink(path).toString())
                        : null;
            } catch (IOException e) {
                return null;
            }
        }

        /** What data set lies in it; null if there is none. */
        public @Nullable Images images() {
            return Datasets.glance(path).map(kind -> images(kind)).orElse(null);
        }

        private Images images(DatasetKind kind) {
            if (kind != DatasetKind.IDX) {
                return new Images(kind.title(), true);
            }
            try {
                Promise promise = Datasets.recognise(path, Optional.of(kind)).promise();
                boolean enough = promise.train().orElse(0) >= Split.FEWEST;
                ImageShape shape = promise.shape().orElseThrow();
                return new Images(
                        Text.of(
                                "%s to train on%s, %s to test, %d × %d",
                                Figures.plural(promise.train().orElse(0), "image"),
                                enough ? "" : " (it takes at least two)",
                                Figures.count(promise.test().orElse(0)),
                                shape.width(),
                                shape.height()),
                        enough);
            } catch (DatasetException e) {
                return new Images("IDX files that are not complete, or cannot be read", false);
            }
        }
    }

    /**
     * The folders at a path that was typed; at home if it is empty.
     *
     * @param find a part of the names that are looked for, in upper or lower case; all if it is empty
     */
    static FolderList of(String typed, String find) {
        List<String> troubles = new ArrayList<>();
        Path here = existing(typed, troubles);
        List<Path> found = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(here)) {
            int read = 0;
            for (Path entry : entries) {
                if (++read > MOST_READ) {
                    troubles.add(
                            Text.of("There is more in this folder than the %,d entries that were read.", MOST_READ));
                    break;
                }
                if (has(entry, find) && Files.isDirectory(entry)) {
                    found.add(entry);
                } else if (has(entry, find) && Datasets.mayBe(name(entry)) && Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            IOException cause = e instanceof DirectoryIteratorException read ? read.getCause() : (IOException) e;
            String why =
                    cause instanceof AccessDeniedException ? "Inkling is not allowed to" : RegularFile.reason(cause);
            troubles.add(Text.of("The folder %s cannot be read: %s.", shown(here), why));
        }
        return new FolderList(new Folder(here), troubles, first(found), found.size(), first(files));
    }

    private static List<Folder> first(List<Path> found) {
        return found.stream()
                .sorted(comparing((Path path) -> name(path).startsWith("."))
                        .thenComparing(FolderList::name, String.CASE_INSENSITIVE_ORDER))
                .limit(MOST_SHOWN)
                .map(Folder::new)
                .toList();
    }

    private static Path existing(String typed, List<String> troubles) {
        Path home = Path.of(System.getProperty("user.home")).toAbsolutePath();
        if (typed.isEmpty()) {
            return home;
        }
        try {
            Path asked = TypedPath.of(typed).toAbsolutePath().normalize();
            boolean chosen = Datasets.mayBe(name(asked)) && Files.isRegularFile(asked);
            if (!Files.isDirectory(asked) && !chosen) {
                troubles.add(Text.of(
                        Files.exists(asked)
                                ? "%s is a file, not a folder."
                                : RegularFile.named(asked)
                                        ? "%s is a link that leads nowhere."
                                        : "There is no folder %s.",
                        shown(asked)));
            }
            return Stream.iterate(asked, path -> path != null, Path::getParent)
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElse(home);
        } catch (IllegalArgumentException e) {
            troubles.add(Text.capitalised(Printable.of(String.valueOf(e.getMessage()))) + ".");
            return home;
        }
    }

    private static boolean has(Path entry, String find) {
        return name(entry).toLowerCase(Locale.ROOT).contains(find.toLowerCase(Locale.ROOT));
    }

    private static String name(Path entry) {
        return entry.getFileName() == null ? "" : entry.getFileName().toString();
    }

    private static String shown(Path path) {
        return Isolated.of(Printable.of(path.toString()));
    }

    /** The folder above it; null at the root. */
    public @Nullable Folder above() {
        Path parent = here.path().getParent();
        return parent == null ? null : new Folder(parent);
    }

    /** How many there are, and how many of them are shown. */
    public String sum() {
        String all = count == 0 ? "No folders" : Figures.plural(count, "folder");
        return count > MOST_SHOWN
                ? Text.of("%s; the first %d are shown. Look for a part of the name.", all, MOST_SHOWN)
                : all;
    }
}
