package inkling.dataset.files;

import inkling.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** One file by itself. */
final class SingleFile extends FileTree {
    private final Path file;
    private final Entry entry;

    SingleFile(Path file, String name, long bytes) {
        super(name);
        this.file = file;
        entry = new Entry(file.getFileName().toString(), bytes, file.toFile().lastModified());
    }

    @Override
    public String name(Entry entry) {
        return name();
    }

    @Override
    public List<Entry> entries() {
        return List.of(entry);
    }

    @Override
    void walk(Set<Entry> wanted, Visitor visitor) throws IOException {
        if (wanted.contains(entry)) {
            visitor.visit(entry, () -> unpacked(RegularFile.stream(file), entry.bytes()));
        }
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
