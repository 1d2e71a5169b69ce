package inkling.backup;

import inkling.database.Database;
import inkling.errors.UserError.Conflict;
import inkling.files.Folders;
import inkling.files.FullDisk;
import inkling.files.RegularFile;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.worker.Pace;
import inkling.worker.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Makes a home of a backup, in a folder that is empty. Everything is unpacked apart and looked at before it takes its place,
 * so what is no backup, or a broken one, leaves nothing behind.
 */
public final class Restore {
    private static final String APART = ".restoring";
    /** What the system puts into a file system that is new. */
    private static final Set<String> NOTHING = Set.of(APART, "lost+found");

    private static final int AT_ONCE = 1 << 16;

    private final Path file;
    private final Path home;
    private final Consumer<Progress> told;
    private final Pace pace = new Pace(Clock.systemUTC());

    /**
     * @param file the backup
     * @param home where it is to be put
     * @param told is told how far it is
     */
    public Restore(Path file, Path home, Consumer<Progress> told) {
        this.file = file;
        this.home = home.toAbsolutePath().normalize();
        this.told = told;
    }

    /**
     * Does it.
     *
     * @return when the backup was taken
     * @throws Conflict with a sentence if the folder is not empty, or the file is none that can be restored
     * @throws UncheckedIOException if the disk is full or cannot be written; the folder is as it was
     */
    public Instant run() {
        boolean there = Files.exists(home);
        requireEmpty();
        Path apart = home.resolve(APART);
        try (ZipFile zip = open()) {
            Manifest manifest = manifest(zip);
            List<? extends ZipEntry> entries = entries(zip);
            Files.createDirectories(home);
            Folders.delete(apart);
            Files.createDirectory(apart);
            requireSpace(entries);
            unpack(zip, entries, apart);
            settle(manifest, apart);
            moveIntoPlace(apart);
            return manifest.takenAt();
        } catch (IOException e) {
            throw new UncheckedIOException("The backup could not be restored: " + e.getMessage(), e);
        } finally {
            leave(apart, there);
        }
    }

    private void requireEmpty() {
        try (Stream<Path> all = Files.list(home)) {
            all.filter(each -> !NOTHING.contains(each.getFileName().toString()))
                    .findAny()
                    .ifPresent(any -> {
                        throw new Conflict(Text.of(
                                "%s is not empty: a backup is restored only into an empty folder, or one that is not there;"
                                        + " choose another one with --home.",
                                home));
                    });
        } catch (NotDirectoryException e) {
            throw new Conflict(home + " is a file; choose a folder with --home.");
        } catch (IOException e) {
            if (Files.exists(home)) {
                throw new UncheckedIOException(home + " cannot be read: " + RegularFile.reason(e), e);
            }
        }
    }

    private ZipFile open() {
        try {
            RegularFile.attributes(file);
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new Conflict(Text.of("%s is no backup, or not all of one: %s.", file, e.getMessage()));
        } catch (IOException e) {
            throw new Conflict(Text.of("%s cannot be read: %s.", file, RegularFile.reason(e)));
        }
    }

    private Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Archive.MANIFEST);
        if (entry == null) {
            throw new Conflict(file + " is no backup of Inkling: there is no " + Archive.MANIFEST + " in it.");
        }
        Manifest manifest;
        try (InputStream in = zip.getInputStream(entry)) {
            manifest = Manifest.read(new String(in.readNBytes(AT_ONCE), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | ZipException e) {
            throw broken(Archive.MANIFEST, String.valueOf(e.getMessage()));
        }
        if (manifest.schema() > Database.newestSchema()) {
            throw new Conflict(Text.of(
                    "%s was taken by a newer Inkling (%s); restore it with that one or a later one.",
                    file, manifest.inkling()));
        }
        return manifest;
    }

    private List<? extends ZipEntry> entries(ZipFile zip) {
        List<? extends ZipEntry> entries = Collections.list(zip.entries()).stream()
                .filter(entry -> !entry.getName().equals(Archive.MANIFEST))
                .toList();
        entries.stream()
                .filter(entry -> !Archive.isAllowed(entry.getName()))
                .findFirst()
                .ifPresent(entry -> {
                    throw broken(entry.getName(), "no file of a home has such a name");
                });
        if (zip.getEntry(Database.FILE) == null) {
            throw broken(Database.FILE, "it is not there");
        }
        return entries;
    }

    private Conflict broken(String name, String why) {
        return new Conflict(Text.of("%s is broken, and nothing was restored: %s: %s.", file, name, why));
    }

    private void requireSpace(List<? extends ZipEntry> entries) throws IOException {
        FullDisk.requireSpace(home);
        long needed = bytes(entries);
        long free = Files.getFileStore(home).getUsableSpace();
        if (needed > free) {
            throw new Conflict(Text.of(
                    "There is not enough space in %s: the backup takes %s, and %s are free.",
                    home, Figures.bytes(needed), Figures.bytes(free)));
        }
    }

    private static long bytes(List<? extends ZipEntry> entries) {
        return entries.stream().mapToLong(ZipEntry::getSize).sum();
    }

    private void unpack(ZipFile zip, List<? extends ZipEntry> entries, Path apart) throws IOException {
        long total = bytes(entries);
        long done = 0;
        for (ZipEntry entry : entries) {
            Path target = apart.resolve(entry.getName());
            Files.createDirectories(target.getParent());
            try (InputStream in = zip.getInputStream(entry);
                    OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                done = unpack(entry, in, out, done, total);
            } catch (ZipException e) {
                throw broken(entry.getName(), String.valueOf(e.getMessage()));
            }
        }
    }

    private long unpack(ZipEntry entry, InputStream in, OutputStream out, long before, long total) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[AT_ONCE];
        long done = before;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            crc.update(buffer, 0, read);
            out.write(buffer, 0, read);
            done += read;
            told.accept(pace.at("restoring", Math.min(done, total), total, "bytes"));
        }
        if (crc.getValue() != entry.getCrc()) {
            throw broken(entry.getName(), "its checksum is another one");
        }
        return done;
    }

    /** Opens the database, brings it to this version's tables, and has it name the new folder. */
    private void settle(Manifest manifest, Path apart) throws IOException {
        try (Database database = new Database(apart)) {
            new MovedHome(manifest.home(), home.toString()).correct(database);
        }
    }

    /** The database last: without it the folder is no home yet. */
    private void moveIntoPlace(Path apart) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(apart)) {
            files.sorted(Comparator.comparing(each -> each.endsWith(Database.FILE)))
                    .forEach(all::add);
        }
        for (Path each : all) {
            Files.move(each, home.resolve(each.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void leave(Path apart, boolean there) {
        try {
            Folders.delete(apart);
            if (!there) {
                try (Stream<Path> all = Files.list(home)) {
                    if (all.findAny().isEmpty()) {
                        Files.delete(home);
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It is thrown away before the next one.
        }
    }
}
