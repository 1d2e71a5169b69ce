package inkling.datasets;

import inkling.deletion.DeletableKind;
import inkling.deletion.Deleted;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The sets that were sent and then deleted. Each lies apart in a folder that says when that was and what it is called, so
 * that one step deletes it, and one takes it back. Until it goes for good nothing else gets its name.
 */
public final class DeletedSets implements DeletableKind {
    static final String KIND = "data-set";
    private static final String FOLDER = "datasets/.deleted";
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-([a-z0-9-]{1,80})");

    private final Path home;

    DeletedSets(Path home) {
        this.home = home;
    }

    /** A deleted set where it lies. */
    private record Lying(String folder, String set, Instant at) {}

    private Path place(String set) {
        return home.resolve("datasets").resolve(set);
    }

    private List<Lying> lying() {
        try (Stream<Path> folders = Files.list(home.resolve(FOLDER))) {
            return folders.flatMap(each -> lying(each.getFileName().toString()).stream())
                    .sorted(Comparator.comparing(Lying::at).reversed())
                    .toList();
        } catch (NoSuchFileException e) { // nothing was ever deleted
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Lying> lying(String folder) {
        Matcher name = NAME.matcher(folder);
        return name.matches()
                ? Optional.of(new Lying(folder, name.group(2), Instant.ofEpochMilli(Long.parseLong(name.group(1)))))
                : Optional.empty();
    }

    /** Whether a deleted set has this name. */
    boolean has(String set) {
        return lying().stream().anyMatch(each -> each.set().equals(set));
    }

    /** Takes a set out of sight. */
    void delete(String set, Instant now) {
        try {
            Path apart = Files.createDirectories(home.resolve(FOLDER));
            move(place(set), apart.resolve(now.toEpochMilli() + "-" + set));
        } catch (NoSuchFileException e) {
            throw new NotFound(Text.of("There is no data set %s.", set));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String id() {
        return KIND;
    }

    @Override
    public String plural() {
        return "data sets";
    }

    @Override
    public List<Deleted> deletedAfter(Instant moment) {
        return lying().stream()
                .filter(each -> each.at().isAfter(moment))
                .map(each -> new Deleted(
                        each.set(), "Data set " + each.set(), "its files take up space until it goes", each.at()))
                .toList();
    }

    @Override
    public void restore(List<String> ids, Instant moment) {
        ids.forEach(set -> restore(set, moment));
    }

    private void restore(String set, Instant moment) {
        Optional<Lying> lying = lying().stream()
                .filter(each -> each.set().equals(set) && each.at().isAfter(moment))
                .findFirst();
        boolean there = Files.exists(place(set));
        if (lying.isEmpty() && !there) {
            throw new NotFound(Text.of("Data set %s is gone for good.", set));
        }
        if (lying.isPresent() && there) {
            throw new Conflict(Text.of("There is another data set %s by now; delete that first.", set));
        }
        try {
            if (lying.isPresent()) {
                move(home.resolve(FOLDER).resolve(lying.get().folder()), place(set));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> due(Instant moment) {
        return lying().stream()
                .filter(each -> !each.at().isAfter(moment))
                .map(Lying::set)
                .toList();
    }

    /** It has no rows. */
    @Override
    public List<String> remove(Handle handle, String set, Instant moment) {
        return lying().stream()
                .filter(each -> each.set().equals(set) && !each.at().isAfter(moment))
                .map(each -> FOLDER + "/" + each.folder())
                .toList();
    }
}
