package inkling.dataset.npz;

import inkling.dataset.DatasetException;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree;
import inkling.dataset.files.Unpacking;
import inkling.text.Text;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The arrays of a file: one of a {@code .npy}, those in the zip that a {@code .npz} is. */
final class NpzArrays {
    private static final String ARRAY = ".npy";
    private static final int MOST_ARRAYS = 1_000;

    private NpzArrays() {}

    /**
     * An array that is there.
     *
     * @param inner its name in the file; empty if it is the file
     */
    record Array(DataFile file, String inner, NpyHeader header) {
        /** What it is called without what comes after the point. */
        String name() {
            String whole = inner.isEmpty() ? file.entry().name() : inner;
            return whole.substring(whole.lastIndexOf('/') + 1).replaceFirst("\\.npy$", "");
        }

        /** Reads its numbers. */
        <T> T read(FileTree.Reader<T> reader) {
            List<T> read = new ArrayList<>(1);
            visit(file, (name, in) -> {
                if (name.equals(inner)) {
                    NpyHeader.read(header.name(), in);
                    read.add(reader.read(in));
                }
                return read.isEmpty();
            });
            if (read.isEmpty()) {
                throw new DatasetException(header.name() + " is gone.");
            }
            return read.get(0);
        }
    }

    private interface Visitor {
        /** @return whether to go on */
        boolean visit(String inner, InputStream in) throws IOException;
    }

    static List<Array> of(DataFile file) {
        List<Array> arrays = new ArrayList<>();
        visit(file, (inner, in) -> {
            if (arrays.size() >= MOST_ARRAYS) {
                throw new DatasetException(Text.of("%s has more than %d arrays.", file.name(), MOST_ARRAYS));
            }
            String name = inner.isEmpty() ? file.name() : FileTree.shortened(inner) + " in " + file.name();
            return arrays.add(new Array(file, inner, NpyHeader.read(name, in)));
        });
        return arrays;
    }

    private static void visit(DataFile file, Visitor visitor) {
        file.read(in -> {
            if (file.entry().ends(ARRAY)) {
                visitor.visit("", in);
                return 0;
            }
            // Not closed: that closes what it reads from, which is not its own. Any name can be read so.
            ZipInputStream zip = new ZipInputStream(in, StandardCharsets.ISO_8859_1);
            InputStream open = new Unpacking(new Unclosed(zip), file.entry().bytes());
            int arrays = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays++;
                if (entry.getName().endsWith(ARRAY) && !visitor.visit(entry.getName(), open)) {
                    break;
                }
                open.transferTo(OutputStream.nullOutputStream()); // counted, as a bomb would have to be
            }
            if (arrays == 0) {
                throw new DatasetException(file.name() + " is no .npz file, or has no arrays.");
            }
            return arrays;
        });
    }

    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // the next entry is still to be read
        }
    }
}
