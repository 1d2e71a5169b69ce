package inkling.dataset.sources;

import inkling.dataset.DatasetRequest;
import inkling.dataset.Fingerprint;
import inkling.dataset.Found;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Memory;
import inkling.dataset.Part;
import inkling.dataset.files.FileTree;
import inkling.files.FullDisk;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Keeps the images of many picture files as numbers, so that the next run does not decode them again: as long as each
 * file has the path, the size and the time of its last change that it had. What was used least lately goes first.
 *
 * <p>Nothing depends on it: what cannot be kept, or is not whole any more, is read from its files. Used on any thread.
 */
final class ReadPictures {
    /** Fewer are read again as quickly. */
    static final int FEWEST = 1_000;

    private static final long MOST_BYTES = 2L << 30;
    /** Another number, whenever pictures become other numbers than before, or these are written in another way. */
    private static final int VERSION = 1;

    private final Path folder;

    /** @param folder is made as soon as there is something to keep */
    ReadPictures(Path folder) {
        this.folder = folder;
    }

    /** Where a request's images lie once they have been read; empty if they are too few to be kept. */
    Optional<Path> place(Source source, DatasetRequest request) {
        if (source.files().all().size() < FEWEST) {
            return Optional.empty();
        }
        MessageDigest digest = Fingerprint.sha256();
        Framing framing = request.framing();
        add(digest, VERSION + " " + framing.size() + " " + framing.channels() + " " + framing.fit());
        for (FileTree tree : source.trees()) {
            add(digest, tree.name());
            tree.entries().forEach(entry -> add(digest, entry.path() + " " + entry.bytes() + " " + entry.mark()));
        }
        return Optional.of(folder.resolve(prefix(request) + Fingerprint.hex(digest)));
    }

    /** All that was kept of a path begins so. */
    private static String prefix(DatasetRequest request) {
        MessageDigest digest = Fingerprint.sha256();
        add(digest, request.path().orElse(""));
        return Fingerprint.hex(digest).substring(0, 16) + "-";
    }

    /** Empty if they are not there, or not whole. */
    Optional<Found> read(Path place) {
        CRC32 sum = new CRC32();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(place), 1 << 16), sum))) {
            List<String> classNames = texts(in);
            List<String> notes = texts(in);
            Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
            for (int count = in.readInt(); count > 0; count--) {
                Part part = Part.values()[in.readInt()];
                parts.put(part, images(in, Files.size(place)));
            }
            long expected = sum.getValue();
            if (in.readLong() != expected) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(place, FileTime.fromMillis(System.currentTimeMillis()));
            return Optional.of(new Found(parts, classNames, notes));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static LabelledImages images(DataInputStream in, long bytes) throws IOException {
        ImageShape shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
        int count = in.readInt();
        if (count < 0 || (long) count * shape.size() > bytes) {
            throw new IOException("it is damaged");
        }
        Memory.require(count, shape);
        byte[] pixels = new byte[count * shape.size()];
        byte[] labels = new byte[count];
        in.readFully(pixels);
        in.readFully(labels);
        return new LabelledImages(shape, pixels, labels);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    /**
     * What is kept is there completely or not at all, whenever the process ends.
     *
     * @param files that were to be read; where one was left out nothing is kept, as it may be readable the next time
     */
    void keep(Path place, Found found, int files) {
        if (found.parts().values().stream().mapToInt(LabelledImages::size).sum() < files) {
            return;
        }
        Path arriving = folder.resolve("arriving-" + UUID.randomUUID());
        try {
            FullDisk.requireSpace(Files.createDirectories(folder));
            write(arriving, found);
            Files.move(arriving, place, StandardCopyOption.ATOMIC_MOVE);
            throwAwayOldest();
        } catch (IOException | UncheckedIOException e) {
            delete(arriving);
        }
    }

    private static void write(Path file, Found found) throws IOException {
        CRC32 sum = new CRC32();
        try (DataOutputStream out = new DataOutputStream(
                new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), sum))) {
            write(out, found.classNames());
            write(out, found.notes());
            out.writeInt(found.parts().size());
            for (Map.Entry<Part, LabelledImages> part : found.parts().entrySet()) {
                LabelledImages images = part.getValue();
                ImageShape shape = images.shape();
                for (int number : new int[] {
                    part.getKey().ordinal(), shape.channels(), shape.height(), shape.width(), images.size()
                }) {
                    out.writeInt(number);
                }
                out.write(images.pixels());
                out.write(images.labels());
            }
            out.writeLong(sum.getValue());
        }
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private void throwAwayOldest() {
        long left = MOST_BYTES;
        for (Path file : files("")) {
            left -= file.toFile().length();
            if (left < 0) {
                delete(file);
            }
        }
    }

    /** Throws away what was kept of a data set, at every size. */
    void forget(DatasetRequest request) {
        files(prefix(request)).forEach(ReadPictures::delete);
    }

    /** The one that was used last first. */
    private List<Path> files(String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // it goes when there is too much
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
