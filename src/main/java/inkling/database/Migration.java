package inkling.database;

import inkling.files.BundledFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Brings a home's database to this version's tables: in a copy, which then takes its place, since H2 commits each change of
 * a table by itself, and one that is killed between two of them would leave tables of no version at all.
 */
final class Migration {
    private static final String COPY = Database.NAME + "-migrating";

    /** Milliseconds, more than a migration takes: it has thousands of commits, and is thrown away if it is killed. */
    private static final int WRITE_DELAY = 60_000;

    private static final String CLASS_PATH = "classpath:";
    private static final String APPLIED =
            "select \"script\", case when \"success\" then \"checksum\" end from \"flyway_schema_history\" where \"version\" is not null";

    private Migration() {}

    /**
     * Opens a home's database with this version's tables; makes it if there is none.
     *
     * @throws DatabaseException if they cannot be brought to it; the database is as it was
     */
    static JdbcConnectionPool open(Path home, String migrations) {
        Path file = home.resolve(Database.NAME + Database.SUFFIX);
        Path copy = home.resolve(COPY + Database.SUFFIX);
        try {
            if (Files.exists(file)) {
                JdbcConnectionPool pool = Database.open(home, Database.NAME, Database.AT_ONCE);
                if (isCurrent(pool, migrations) || !pending(pool, migrations)) {
                    return pool;
                }
                pool.dispose();
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(copy);
            }
            migrate(home, migrations);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Database.open(home, Database.NAME, Database.AT_ONCE);
        } catch (FlywayException | IOException | SQLException e) {
            throw new DatabaseException(
                    "The database in " + home + " cannot be brought to this version's tables: " + e.getMessage(), e);
        }
    }

    /** The number of the newest migration that there is. */
    static int newest(String migrations) {
        return migrations(migrations).stream()
                .mapToInt(migration -> Integer.parseInt(migration.name().replaceAll("V(\\d+)__.*", "$1")))
                .max()
                .orElseThrow();
    }

    private static List<BundledFile> migrations(String classPath) {
        return BundledFile.below(classPath.substring(CLASS_PATH.length()) + "/");
    }

    /**
     * Whether exactly the migrations that there are were applied, by their names and checksums. Flyway would find the same,
     * but takes a tenth of the time in which the program starts.
     */
    private static boolean isCurrent(JdbcConnectionPool pool, String migrations) {
        if (!migrations.startsWith(CLASS_PATH)) {
            return false;
        }
        Map<String, Integer> applied = new HashMap<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(APPLIED)) {
            while (rows.next()) {
                applied.put(rows.getString(1), rows.getInt(2));
            }
        } catch (SQLException e) {
            return false; // Of a database without a history Flyway says what is the matter.
        }
        return applied.equals(
                migrations(migrations).stream().collect(Collectors.toMap(BundledFile::name, Migration::checksum)));
    }

    /** As Flyway's: the CRC-32 of the lines, without what ends them. */
    private static int checksum(BundledFile migration) {
        CRC32 crc = new CRC32();
        new String(migration.bytes(), StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    private static boolean pending(JdbcConnectionPool pool, String migrations) {
        try {
            Flyway flyway = flyway(pool, migrations);
            flyway.validate();
            return flyway.info().pending().length > 0;
        } catch (FlywayException e) {
            pool.dispose();
            throw e;
        }
    }

    private static void migrate(Path home, String migrations) throws SQLException {
        JdbcConnectionPool pool = Database.open(home, COPY, WRITE_DELAY);
        try (Connection last = pool.getConnection();
                Statement statement = last.createStatement()) {
            flyway(pool, migrations).migrate();
            // For a new column H2 writes the whole table once more, and the file grows many times over.
            statement.execute("shutdown compact");
        } finally {
            pool.dispose();
        }
    }

    private static Flyway flyway(JdbcConnectionPool pool, String migrations) {
        return Flyway.configure()
                .dataSource(pool)
                .locations(migrations)
                .loggers("slf4j")
                // Tables that a newer program made are not opened by chance, and then written wrongly.
                .ignoreMigrationPatterns("*:pending")
                .load();
    }
}
