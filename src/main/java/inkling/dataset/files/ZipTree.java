package inkling.dataset.files;

import inkling.dataset.DatasetException;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip's files; a zip within it is not opened. */
final class ZipTree extends FileTree {
    private final ZipFile zip;
    private final List<Entry> entries = new ArrayList<>();

    ZipTree(Path file, String name) throws IOException {
        super(name);
        zip = opened(file);
        try {
            long packed = 0;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                packed += Math.max(0, entry.getCompressedSize());
                add(entry);
            }
            if (packed > Files.size(file)) {
                throw new DatasetException(name + " is not a proper zip: its files overlap.");
            }
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
        entries.sort(NATURAL);
    }

    /** Names are UTF-8, or what an old program wrote, of which at least the ASCII is right. */
    private static ZipFile opened(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException | IllegalArgumentException e) {
            return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
        }
    }

    private void add(ZipEntry entry) {
        String path = inside(entry.getName(), name());
        if (!entry.isDirectory() && !isHidden(path)) {
            if (entries.size() >= MOST_FILES) {
                throw tooMany(name());
            }
            entries.add(entry(path, entry));
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
        for (ZipEntry packed : Collections.list(zip.entries())) {
            Entry entry = entry(inside(packed.getName(), name()), packed);
            if (wanted.contains(entry)) {
                visitor.visit(entry, () -> content(packed));
            }
        }
    }

    private static Entry entry(String path, ZipEntry packed) {
        return new Entry(path, Math.max(0, packed.getSize()), packed.getCrc());
    }

    private InputStream content(ZipEntry packed) throws IOException {
        long bytes = Math.max(0, packed.getCompressedSize());
        return unpacked(new Unpacking(zip.getInputStream(packed), bytes), packed.getSize());
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw fault(name(), e);
        }
    }
}
