package inkling.dataset.files;

import inkling.files.RegularFile;
import inkling.text.Text;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A tar's files, plain or gzipped, which can be read from the beginning only: each visit goes through all of it. Links in
 * it are left out.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">The format, at "ustar" and "pax"</a>
 */
final class TarTree extends FileTree {
    private static final int BLOCK = 512;
    /** In bytes, of a long name. */
    private static final int LONGEST_NAME = 4096;

    private final Path file;
    private final long bytes;
    private final long changed;
    private final List<Entry> entries = new ArrayList<>();

    TarTree(Path file, String name, long bytes) throws IOException {
        super(name);
        this.file = file;
        this.bytes = bytes;
        changed = file.toFile().lastModified();
        walk((entry, in) -> {
            if (entries.size() >= MOST_FILES) {
                throw tooMany(name);
            }
            entries.add(entry);
        });
        entries.sort(NATURAL);
    }

    /** Whether this is a header of such a file's, by its checksum. */
    static boolean isHeader(byte[] block) {
        if (block.length < BLOCK || block[0] == 0) {
            return false;
        }
        int sum = 8 * ' ';
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? 0 : block[i] & 0xff;
        }
        try {
            return octal(block, 148, 8) == sum;
        } catch (IOException e) {
            return false;
        }
    }

    private interface Step {
        void take(Entry entry, InputStream in) throws IOException;
    }

    private void walk(Step step) throws IOException {
        try (InputStream in = unpacked(RegularFile.stream(file), bytes)) {
            String longName = "";
            for (byte[] header = in.readNBytes(BLOCK); isHeader(header); header = in.readNBytes(BLOCK)) {
                long size = octal(header, 124, 12);
                char type = (char) header[156];
                Body body = new Body(in, size);
                if (type == 'L' || type == 'x') {
                    longName = longName(body, type);
                } else if (type == '0' || type == 0) {
                    String path = inside(longName.isEmpty() ? path(header) : longName, name());
                    if (!isHidden(path)) {
                        step.take(new Entry(path, size, changed), body);
                    }
                    longName = "";
                } else if (type != 'g') {
                    longName = "";
                }
                body.skipRest();
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        }
    }

    private static String path(byte[] header) {
        String prefix = header[257] == 'u' && header[262] == 0 ? text(header, 345, 155) : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** GNU's block with a name, or pax's with lines such as {@code 27 path=a/long/name}. */
    private static String longName(Body body, char type) throws IOException {
        if (body.left > LONGEST_NAME) {
            throw new IOException(Text.of("a name in it has more than %,d bytes", LONGEST_NAME));
        }
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        if (type == 'L') {
            return text.replaceFirst("\0.*", "");
        }
        return text.lines()
                .filter(line -> line.matches("\\d+ path=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        if (!digits.matches("[0-7]{1,12}")) {
            throw new IOException("it is not a proper tar");
        }
        return Long.parseLong(digits, 8);
    }

    /** The bytes of one file, and none of what follows. */
    private static final class Body extends FilterInputStream {
        private long left;

        Body(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(Math.min(bytes, left));
            left -= skipped;
            return skipped;
        }

        void skipRest() throws IOException {
            in.skipNBytes(left);
            left = 0;
        }

        @Override
        public void close() {
            // what follows is still to be read
        }
    }

    @Override
    public String name(Entry entry) {
        return Text.of("%s in %s", shortened(entry.path()), name());
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    void walk(Set<Entry> wanted, Visitor visitor) throws IOException {
        walk((entry, in) -> {
            if (wanted.remove(entry)) {
                visitor.visit(entry, () -> unpacked(in, entry.bytes()));
            }
        });
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
