package inkling.dataset.files;

import inkling.dataset.DatasetException;
import inkling.files.RegularFile;
import inkling.text.Isolated;
import inkling.text.Printable;
import inkling.text.Text;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Files in a folder, in an archive, or one by itself, that a reader asks for by name and never writes anywhere.
 *
 * <p>What is gzipped is seen unpacked, under its name without {@code .gz}. Not for several threads.
 */
public abstract class FileTree implements AutoCloseable {
    /** More files than this are not looked at. */
    static final int MOST_FILES = 1_000_000;

    private static final int GLANCE = 300;
    private static final int BUFFER = 1 << 16;
    private static final int SNIFFED = 512;
    /** Deflate makes at most this of a byte. */
    private static final long MOST_PACKED = 1_032;

    private final String name;

    /** @param name of the whole, as a sentence may have it */
    FileTree(String name) {
        this.name = name;
    }

    /**
     * A file.
     *
     * @param path below the whole, with {@code /} between the names
     * @param bytes as it lies there; of a gzipped file, packed
     * @param mark another number as soon as its content is another one
     * @param leadsOut whether it is a link to somewhere outside
     */
    public record Entry(String path, long bytes, long mark, boolean leadsOut) {
        private static final String GZIPPED = ".gz";

        Entry(String path, long bytes, long mark) {
            this(path, bytes, mark, false);
        }

        /** The last part of its path, without {@code .gz}. */
        public String name() {
            String last = path.substring(path.lastIndexOf('/') + 1);
            return isGzipped() ? last.substring(0, last.length() - GZIPPED.length()) : last;
        }

        /** Whether its name says so. */
        public boolean isGzipped() {
            return path.toLowerCase(Locale.ROOT).endsWith(GZIPPED);
        }

        /** Whether its name, without {@code .gz}, ends so, in upper or lower case. */
        public boolean ends(String suffix) {
            return name().toLowerCase(Locale.ROOT).endsWith(suffix);
        }

        /** The folders in which it lies, the outermost first. */
        public List<String> folders() {
            int end = path.lastIndexOf('/');
            return end < 0 ? List.of() : List.of(path.substring(0, end).split("/"));
        }
    }

    /** Gives a file's bytes, from its beginning, as often as it is asked within a visit of a folder; else once. */
    public interface Content {
        InputStream open() throws IOException;
    }

    /** Reads a file. */
    public interface Visitor {
        void visit(Entry entry, Content content) throws IOException;
    }

    /** Reads one. */
    public interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /**
     * The files at a path.
     *
     * @throws DatasetException with a sentence if there are none, or an archive is broken or hostile
     */
    public static FileTree open(Path path) {
        if (Files.isDirectory(path)) {
            return new FolderTree(path, MOST_FILES, true);
        }
        String name = Isolated.of(path);
        if (!RegularFile.named(path)) {
            throw new DatasetException("There is nothing at " + name + ".");
        }
        try {
            long bytes = RegularFile.attributes(path).size();
            if (path.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
                return new SingleFile(path, name, bytes); // a zip as well, but its reader's own
            }
            return switch (kind(path, bytes)) {
                case "zip" -> new ZipTree(path, name);
                case "tar" -> new TarTree(path, name, bytes);
                default -> new SingleFile(path, name, bytes);
            };
        } catch (IOException e) {
            throw fault(name, e);
        }
    }

    /** The same, but of a folder only the first few files. */
    public static FileTree glance(Path path) {
        return Files.isDirectory(path) ? new FolderTree(path, GLANCE, false) : open(path);
    }

    /** By its first bytes, whatever it is called. */
    private static String kind(Path path, long bytes) throws IOException {
        try (InputStream in = unpacked(RegularFile.stream(path), bytes)) {
            byte[] start = in.readNBytes(SNIFFED);
            if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] <= 8 && start[3] <= 8) {
                return "zip";
            }
            return TarTree.isHeader(start) ? "tar" : "file";
        }
    }

    /** What the whole is called. */
    public final String name() {
        return name;
    }

    /** What a file is called in a sentence. */
    public abstract String name(Entry entry);

    /** Every file, in natural order: {@code 9.png} before {@code 10.png}; without hidden ones. */
    public abstract List<Entry> entries();

    /** What was left out, in sentences. */
    public List<String> notes() {
        return List.of();
    }

    /** Goes through all files, in the order that costs least. */
    abstract void walk(Set<Entry> wanted, Visitor visitor) throws IOException;

    /**
     * Visits some of the files, in the order that costs least.
     *
     * @throws DatasetException if the whole cannot be read, or the visitor throws one or an {@link IOException}
     */
    public final void visit(Collection<Entry> wanted, Visitor visitor) {
        try {
            walk(new HashSet<>(wanted), (entry, content) -> {
                try {
                    visitor.visit(entry, content);
                } catch (IOException e) {
                    throw fault(name(entry), e);
                }
            });
        } catch (IOException e) {
            throw fault(name, e);
        }
    }

    /** Reads one file. */
    public final <T> T read(Entry entry, Reader<T> reader) {
        List<T> read = new ArrayList<>(1);
        visit(Collections.singleton(entry), (same, content) -> {
            try (InputStream in = content.open()) {
                read.add(reader.read(in));
            }
        });
        return read.get(0);
    }

    /**
     * So many bytes, or fewer if there are no more.
     *
     * <p>What a file can hold is asked for at once, and what it cannot grows as bytes arrive: a header that lies costs no
     * more memory than its file holds.
     */
    public static byte[] bytes(InputStream in, int size, Entry entry) throws IOException {
        if (size > (entry.isGzipped() ? MOST_PACKED : 1) * entry.bytes()) {
            return in.readNBytes(size);
        }
        byte[] bytes = new byte[size];
        int read = in.readNBytes(bytes, 0, size);
        return read == size ? bytes : Arrays.copyOf(bytes, read);
    }

    /** Why a file cannot be read, as a sentence that begins with its name. */
    public static DatasetException fault(String name, IOException e) {
        String why = reason(e);
        return new DatasetException(name + " " + why + ".", e);
    }

    /** The same to follow the file's name. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (e instanceof EOFException) {
            return "is cut short: it ends too early";
        }
        if (e instanceof ZipException) {
            return "is broken: " + e.getMessage();
        }
        return "cannot be read: " + RegularFile.reason(e);
    }

    /** A stream without the gzip around it, if it has one; closes it if that fails. */
    static InputStream unpacked(InputStream raw, long packedBytes) throws IOException {
        InputStream in = new BufferedInputStream(raw, BUFFER);
        try {
            in.mark(2);
            byte[] start = in.readNBytes(2);
            in.reset();
            boolean gzipped = start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
            return gzipped
                    ? new BufferedInputStream(new Unpacking(new GZIPInputStream(in, BUFFER), packedBytes), BUFFER)
                    : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Whether a path of an archive's is left out: what macOS and versioning leave behind. */
    static boolean isHidden(String path) {
        for (String part : path.split("/")) {
            if (part.startsWith(".") || part.equals("__MACOSX")) {
                return true;
            }
        }
        return false;
    }

    /**
     * A path as an archive has it, with {@code /} between the names.
     *
     * @throws DatasetException if it leads out of the archive
     */
    static String inside(String path, String archive) {
        String normal = path.replace('\\', '/');
        boolean absolute = normal.startsWith("/") || normal.matches("[A-Za-z]:.*");
        if (absolute || List.of(normal.split("/")).contains("..")) {
            throw new DatasetException(Text.of(
                    "%s has a file that would lie outside of it (%s); nothing of it is read.",
                    archive, shortened(normal)));
        }
        return normal.replaceAll("(^|/)(\\./)+", "$1");
    }

    static DatasetException tooMany(String name) {
        return new DatasetException(Text.of("%s has more than %,d files; they are not read.", name, MOST_FILES));
    }

    /** A name as a sentence may have it. */
    public static String shortened(String path) {
        String printable = Printable.of(path);
        return Isolated.of(printable.length() > 200 ? printable.substring(0, 200) + "…" : printable);
    }

    static final Comparator<Entry> NATURAL = Comparator.comparing(Entry::path, NaturalOrder.INSTANCE);

    @Override
    public abstract void close();
}
