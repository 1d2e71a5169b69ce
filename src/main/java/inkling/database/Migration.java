package inkling.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Brings a home's database to this version's tables: in a copy, which then takes its place, since H2 commits each change of
 * a table by itself, and one that is killed between two of them would leave tables of no version at all.
 */
final class Migration {
    private static final String COPY = Database.NAME + "-migrating";

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
                JdbcConnectionPool pool = Database.open(home, Database.NAME);
                if (!pending(pool, migrations)) {
                    return pool;
                }
                pool.dispose();
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(copy);
            }
            migrate(home, migrations);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Database.open(home, Database.NAME);
        } catch (FlywayException | IOException e) {
            throw new DatabaseException(
                    "The database in " + home + " cannot be brought to this version's tables: " + e.getMessage(), e);
        }
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

    private static void migrate(Path home, String migrations) {
        JdbcConnectionPool pool = Database.open(home, COPY);
        try {
            flyway(pool, migrations).migrate();
        } finally {
            // The last connection that is closed closes the file.
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
