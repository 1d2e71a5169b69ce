package inkling.datasets;

import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.sources.Datasets;
import inkling.errors.UserError.InvalidInput;
import inkling.files.Folders;
import inkling.files.FullDisk;
import inkling.text.Isolated;
import inkling.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The data sets that people sent, a folder each in the home. A file is there completely or not at all: what arrives lies
 * apart, and what a killed process left there goes at the next start.
 */
public final class Uploads {
    /** The form's field. */
    static final String FIELD = "files";

    /** In the folder of a set that nobody could read yet. */
    private static final String UNREAD = ".unread";

    private static final String MNIST = "mnist";
    private static final int LONGEST_NAME = 60;
    private static final int MOST_FILES = 20;
    private static final Pattern ENDINGS =
            Pattern.compile("(\\.(zip|csv|npz|bin|tar|tgz|gz))+$", Pattern.CASE_INSENSITIVE);

    private final Path folder;
    private final Path arriving;
    private final DeletedSets deleted;
    private final Clock clock;

    /** A file that was sent, which lies among what {@linkplain #arriving() arrives}. */
    interface Sent {
        String name();

        /** Moves it. */
        void to(Path file) throws IOException;
    }

    /** @param home whose folder {@code datasets} holds them */
    public Uploads(Path home, Clock clock) {
        this.folder = home.resolve("datasets");
        this.arriving = folder.resolve(".arriving");
        this.deleted = new DeletedSets(home);
        this.clock = clock;
    }

    /** Throws away what a process that was killed had not received completely; before anything is received. */
    public void start() {
        try {
            Folders.delete(arriving);
            Files.createDirectories(arriving);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that were deleted and can still be taken back. */
    public DeletedSets deleted() {
        return deleted;
    }

    /** Where files lie while they arrive. */
    Path arriving() {
        return arriving;
    }

    /** In the order of their names. */
    List<KnownSet> all() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals(MNIST))
                    .sorted()
                    .flatMap(name -> find(name).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<KnownSet> find(String id) {
        Path own = folder.resolve(id);
        if (!id.equals(slug(id)) || !Files.isDirectory(own)) {
            return Optional.empty();
        }
        return Optional.of(new KnownSet(id, id, request(own), Optional.of(own)));
    }

    /** One file is meant by itself: it may be an archive. */
    private static DatasetRequest request(Path own) {
        try (Stream<Path> files = Files.list(own)) {
            List<Path> seen = files.filter(
                            file -> !file.getFileName().toString().startsWith("."))
                    .limit(2)
                    .toList();
            Path path = seen.size() == 1 ? seen.get(0) : own;
            return DatasetRequest.of(DatasetKind.AUTO, Optional.of(path.toString()));
        } catch (NoSuchFileException e) { // thrown away this moment
            return DatasetRequest.of(DatasetKind.AUTO, Optional.of(own.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes files over as a new data set.
     *
     * @param name what it is to be called; blank for the first file's name
     * @throws InvalidInput with a sentence if they are none that can be read, and nothing is kept
     */
    KnownSet take(String name, List<Sent> files) {
        if (files.isEmpty() || files.stream().allMatch(file -> file.name().isEmpty())) {
            throw new InvalidInput(FIELD, "choose a file first");
        }
        if (files.size() > MOST_FILES) {
            throw new InvalidInput(
                    FIELD, Text.of("send at most %d files; pictures are sent in a zip, a folder a class", MOST_FILES));
        }
        Path arrived = arriving.resolve("set-" + UUID.randomUUID());
        try {
            FullDisk.requireSpace(Files.createDirectories(arrived));
            for (Sent file : files) {
                file.to(arrived.resolve(fileName(file.name())));
            }
            Files.createFile(arrived.resolve(UNREAD));
            requireReadable(arrived);
            return find(moved(
                            arrived,
                            slug(
                                    name.isBlank()
                                            ? ENDINGS.matcher(files.get(0).name())
                                                    .replaceFirst("")
                                            : name)))
                    .orElseThrow();
        } catch (FileAlreadyExistsException e) {
            throw new InvalidInput(FIELD, "two of the files have the same name");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            removeQuietly(arrived);
        }
    }

    private static void requireReadable(Path arrived) {
        DatasetRequest request = request(arrived);
        try {
            Datasets.recognise(request.file().orElseThrow(), Optional.empty());
        } catch (DatasetException e) {
            throw new InvalidInput(FIELD, without(arrived, String.valueOf(e.getMessage())));
        }
    }

    /** A sentence with the files' own names, wherever they lie. */
    static String without(Path folder, String sentence) {
        String path = folder.toString();
        return sentence.replace(path + "/", "")
                .replace(path, "what was sent")
                .replace(Isolated.of(folder), "what was sent");
    }

    private Path target(String slug, int number) {
        return folder.resolve(number == 1 ? slug : slug + "-" + number);
    }

    private boolean isTaken(Path target) {
        String name = target.getFileName().toString();
        return Files.exists(target)
                || deleted.has(name)
                || List.of(MNIST, "builtin", KnownSet.ELSEWHERE).contains(name);
    }

    private synchronized String moved(Path arrived, String slug) throws IOException {
        int number = 1;
        while (isTaken(target(slug, number))) {
            number++;
        }
        Path target = target(slug, number);
        Files.move(arrived, target, StandardCopyOption.ATOMIC_MOVE);
        return target.getFileName().toString();
    }

    /** A name that every file system and every address has: small letters, digits and hyphens. */
    private static String slug(String name) {
        String plain = name.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME)).replaceAll("-$", "");
        return cut.isEmpty() ? "data" : cut;
    }

    /** Formats are told by names' endings, and classes may be named by a folder inside: a name keeps its letters. */
    private static String fileName(String sent) {
        String last = sent.substring(1 + Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')));
        String plain = last.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[.]+", "");
        return plain.isEmpty() ? "file" : plain.substring(Math.max(0, plain.length() - 100));
    }

    /** Whether a set was sent that has not been read yet: if it cannot be, it does not stay. */
    boolean isUnread(KnownSet set) {
        return set.folder().map(own -> Files.exists(own.resolve(UNREAD))).orElse(false);
    }

    void wasRead(KnownSet set) {
        set.folder().ifPresent(own -> {
            try {
                Files.deleteIfExists(own.resolve(UNREAD));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Throws a set away; for a while it can be taken back. */
    void delete(KnownSet set) {
        deleted.delete(set.id(), clock.instant());
    }

    /** Refuses a set for good: at once out of sight, so that a process that dies meanwhile leaves no half of it. */
    void refuse(KnownSet set) {
        Path gone = arriving.resolve("gone-" + UUID.randomUUID());
        try {
            Files.move(set.folder().orElseThrow(), gone, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        removeQuietly(gone);
    }

    /** What stays goes at the next start. */
    private static void removeQuietly(Path folder) {
        try {
            Folders.delete(folder);
        } catch (UncheckedIOException e) {
            return;
        }
    }
}
