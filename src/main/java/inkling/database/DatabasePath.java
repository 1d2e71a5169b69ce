package inkling.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Opens H2's file as a {@link DatabaseFile}; H2 makes it by reflection, by its scheme. */
public final class DatabasePath extends FilePathWrapper {
    static final String SCHEME = "inkling";

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        // Every other FileChannel is closed, and the database with it, when a thread is interrupted that uses it.
        FileChannel file = FilePath.get("async:" + unwrap()).open(mode);
        Path path = Path.of(unwrap().toString());
        return mode.equals("rw") && path.endsWith(Database.NAME + Database.SUFFIX)
                ? new DatabaseFile(file, new DiskReserve(path.resolveSibling(Database.NAME + ".reserve")))
                : file;
    }
}
