package inkling.database;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.CaseStrategy;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;

/** The H2 database {@code inkling.mv.db} of a home folder, migrated to the newest schema. Used on any thread. */
public final class Database implements AutoCloseable {
    static final String NAME = "inkling";
    /** What H2 adds to the name. */
    static final String SUFFIX = ".mv.db";
    /** Its file in a home folder. */
    public static final String FILE = NAME + SUFFIX;

    private static final String MIGRATIONS = "classpath:db";

    /**
     * Each commit is in the file when it returns. With any delay FileStore of H2 2.5.250 and 2.5.252 serializes a chunk
     * while another thread still writes the one before: its layout then lacks that one, and the file of a process that is
     * killed cannot be read. And its BackgroundWriterThread can drop the chunk that the next one is to follow, which
     * closes the database.
     */
    static final int AT_ONCE = 0;

    /** How much of the chunks shall be alive, and how much is written again at once where less is; as H2 itself does. */
    private static final int FILLED_PERCENT = 80;

    private static final int REWRITTEN_BYTES = 256 << 10;

    private final JdbcConnectionPool pool;
    private final Connections connections;
    private final Jdbi jdbi;

    /**
     * Opens the database, makes it and its folder if need be, and runs the migrations of the class path's {@code db}.
     *
     * @throws DatabaseInUseException if another process has it open
     * @throws DatabaseException if the folder cannot be used, or the database in it is broken or of a newer program
     */
    public Database(Path home) {
        this(home, MIGRATIONS);
    }

    /** The same with migrations from another Flyway location. */
    public Database(Path home, String migrations) {
        Path folder = home.toAbsolutePath().normalize();
        makeWritable(folder);
        pool = Migration.open(folder, migrations);
        connections = new Connections(pool);
        jdbi = Jdbi.create(connections)
                .registerArgument(new InstantArgument())
                .registerColumnMapper(Instant.class, new InstantColumn())
                .registerRowMapper((RowMapperFactory) (type, config) -> records(type));
        // As a machine in Turkey would lower it, TRAIN_LOSS is no name of trainLoss.
        jdbi.getConfig(ReflectionMappers.class).setCaseChange(CaseStrategy.LOWER);
    }

    /** A record is read from the columns that are called as its components. */
    private static Optional<RowMapper<?>> records(Type type) {
        return Optional.of(type)
                .filter(any -> any instanceof Class<?> of && of.isRecord())
                .map(record -> ConstructorMapper.of((Class<?>) record));
    }

    /** Access to the tables; every handle is a connection of the pool and must be closed. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /**
     * Returns when everything committed so far is on the disk, where a commit by itself leaves it with the operating
     * system; and lets the space be used again that is lost in chunks of which little is alive, which the next commit
     * writes anew.
     */
    public void checkpointSync() {
        jdbi.useHandle(handle -> {
            handle.execute("checkpoint sync");
            // Where it waits for a lock, H2 throws at a thread that is interrupted.
            if (!Thread.currentThread().isInterrupted()) {
                store(handle.getConnection()).compact(FILLED_PERCENT, REWRITTEN_BYTES);
            }
        });
    }

    static MVStore store(Connection connection) {
        return ((SessionLocal) ((JdbcConnection) connection).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
    }

    /**
     * Copies the database as it is now into a folder, while it is used.
     *
     * @return the copy, which has its usual name there
     */
    public Path copyInto(Path folder) throws IOException {
        Path zip = folder.resolve(NAME + ".zip");
        Path copy = folder.resolve(FILE);
        jdbi.useHandle(handle -> handle.createUpdate("backup to :zip")
                .bind("zip", zip.toString())
                .execute());
        try (ZipFile packed = new ZipFile(zip.toFile());
                InputStream in = packed.getInputStream(packed.getEntry(FILE))) {
            Files.copy(in, copy);
        }
        Files.delete(zip);
        return copy;
    }

    /** The number of this program's newest migration. */
    public static int newestSchema() {
        return Migration.newest(MIGRATIONS);
    }

    /** Returns if the database answers, and throws what it says if not. */
    public void check() {
        jdbi.useHandle(handle -> handle.execute("select 1"));
    }

    /** Writes everything and lets go of the file. */
    @Override
    public void close() {
        try (Connection last = connections.openConnection();
                Statement statement = last.createStatement()) {
            pool.dispose();
            // Closes the file even where somebody has not given back a connection.
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new DatabaseException("The database could not be closed cleanly: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the file {@code <name>.mv.db} in a home folder.
     *
     * @param writeDelay milliseconds within which a commit is written; {@link #AT_ONCE} for a file that is to outlive a
     *     process that is killed
     */
    static JdbcConnectionPool open(Path home, String name, int writeDelay) {
        FilePath.register(new DatabasePath());
        // The shutdown hook of H2 would race with the program's own closing, in reverse order of opening. What H2 would
        // write into a file of its own beside the database reaches the callers as well, whose log has it.
        String url = "jdbc:h2:" + DatabasePath.SCHEME + ":" + home.resolve(name)
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=" + writeDelay;
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(Connections.MOST);
        try {
            pool.getConnection().close();
            return pool;
        } catch (SQLException e) {
            pool.dispose();
            throw explained(home, e);
        }
    }

    private static void makeWritable(Path home) {
        if (home.toString().indexOf(';') >= 0) {
            throw new DatabaseException(
                    "The home folder's name must not contain a semicolon, was " + home + ".",
                    new IllegalArgumentException(home.toString()));
        }
        try {
            Files.createDirectories(home);
            Files.delete(Files.createTempFile(home, ".writable", null));
        } catch (IOException e) {
            throw new DatabaseException(
                    "The home folder " + home + " cannot be written; choose another one with --home.", e);
        }
    }

    private static DatabaseException explained(Path home, SQLException e) {
        if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            return new DatabaseInUseException(home, e);
        }
        return new DatabaseException(
                "The database " + home.resolve(NAME + SUFFIX) + " cannot be opened: " + e.getMessage(), e);
    }
}
