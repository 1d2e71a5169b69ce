package inkling.dataset.files;

import inkling.dataset.DatasetException;
import inkling.files.RegularFile;
import inkling.text.Figures;
import inkling.text.Isolated;
import inkling.text.Text;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A folder's files, and those of the folders in it. Links to folders are not followed. */
final class FolderTree extends FileTree {
    /** The folders between it and a file. */
    private static final int DEEPEST = 8;

    private final Path folder;
    private final Path real;
    private final List<Entry> entries = new ArrayList<>();
    private int linkedFolders;

    /**
     * @param most files that are looked at
     * @param strict whether more of them are refused, and not passed over
     */
    FolderTree(Path folder, int most, boolean strict) {
        super(Isolated.of(folder));
        this.folder = folder;
        try {
            real = folder.toRealPath();
            FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    boolean hidden =
                            !each.equals(folder) && isHidden(each.getFileName().toString());
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (entries.size() < most) {
                        add(file, attributes);
                        return FileVisitResult.CONTINUE;
                    }
                    if (strict) {
                        throw tooMany(name());
                    }
                    return FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    if (file.equals(folder)) {
                        throw fault(name(), e);
                    }
                    entries.add(new Entry(path(file), 0, 0)); // is reported by whoever wants to read it
                    return FileVisitResult.CONTINUE;
                }
            };
            Files.walkFileTree(folder, Set.of(), DEEPEST, visitor);
        } catch (IOException e) {
            throw new DatasetException(Text.of("%s cannot be read: %s.", name(), RegularFile.reason(e)), e);
        }
        entries.sort(NATURAL);
    }

    private void add(Path file, BasicFileAttributes attributes) {
        boolean link = attributes.isSymbolicLink();
        if (attributes.isDirectory() || link && Files.isDirectory(file)) {
            linkedFolders += link ? 1 : 0;
        } else if (!isHidden(file.getFileName().toString())) {
            entries.add(link ? linked(file) : entry(file, attributes, false));
        }
    }

    private Entry linked(Path link) {
        try {
            return entry(link, Files.readAttributes(link, BasicFileAttributes.class), leadsOut(link));
        } catch (IOException e) {
            return new Entry(path(link), 0, 0, true); // leads nowhere
        }
    }

    private Entry entry(Path file, BasicFileAttributes attributes, boolean leadsOut) {
        long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return new Entry(path(file), attributes.size(), changed, leadsOut);
    }

    private boolean leadsOut(Path link) {
        try {
            return !link.toRealPath().startsWith(real);
        } catch (IOException e) {
            return true;
        }
    }

    private String path(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    @Override
    public String name(Entry entry) {
        return Isolated.of(folder.resolve(entry.path()));
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public List<String> notes() {
        return linkedFolders == 0
                ? List.of()
                : List.of(Text.of("%s to folders not followed.", Figures.plural(linkedFolders, "link")));
    }

    @Override
    void walk(Set<Entry> wanted, Visitor visitor) throws IOException {
        for (Entry entry : entries) {
            if (wanted.contains(entry)) {
                Path file = folder.resolve(entry.path());
                visitor.visit(entry, () -> unpacked(RegularFile.stream(file), entry.bytes()));
            }
        }
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
