package inkling.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final String MIGRATIONS = "classpath:test-db";

    @TempDir
    Path home;

    @Test
    void what_was_committed_is_there_after_a_restart() {
        try (Database database = new Database(home, MIGRATIONS)) {
            insert(database, "kept", Instant.EPOCH);
        }

        try (Database database = new Database(home, MIGRATIONS)) {
            assertThat(names(database)).containsExactly("kept");
        }
        assertThat(home.resolve("inkling.mv.db")).exists();
        assertThat(home.resolve("inkling.trace.db")).doesNotExist();
    }

    @Test
    void what_was_checkpointed_is_in_the_file_of_a_process_that_is_killed() throws Exception {
        Process child = child("commit");

        assertThat(child.waitFor(180, TimeUnit.SECONDS)).isTrue();

        try (Database database = new Database(home, MIGRATIONS)) {
            assertThat(names(database)).hasSize(100);
        }
    }

    @Test
    void the_file_gives_back_what_was_deleted_when_the_program_ends() throws Exception {
        long full;
        try (Database database = new Database(home, MIGRATIONS)) {
            database.jdbi().useHandle(handle -> {
                handle.execute("create table large (id int primary key, text varchar(100000))");
                for (int row = 0; row < 200; row++) {
                    handle.execute("insert into large values (?, ?)", row, (row + " ").repeat(20_000));
                }
            });
            database.checkpointSync();
            full = Files.size(home.resolve("inkling.mv.db"));
            database.jdbi().useHandle(handle -> handle.execute("delete from large where id > 9"));
            insert(database, "kept", Instant.EPOCH);
        }

        assertThat(Files.size(home.resolve("inkling.mv.db"))).isLessThan(full / 4);
        try (Database database = new Database(home, MIGRATIONS)) {
            assertThat(names(database)).containsExactly("kept");
        }
    }

    @Test
    void what_was_checkpointed_is_found_in_a_file_whose_freed_space_is_used_again() throws Exception {
        Random random = new Random(5);
        try (Database database = new Database(home, MIGRATIONS)) {
            // Else freed space is used again after 45 seconds only; and no thread of H2's writes while the file is
            // copied.
            database.jdbi().useHandle(handle -> handle.execute("set retention_time 20; set write_delay 60000"));
            for (int i = 0; i < 60; i++) {
                String name = "thing " + i;
                database.jdbi().useTransaction(handle -> {
                    handle.execute("delete from thing where id < (select max(id) from thing) - ?", random.nextInt(900));
                    for (int row = random.nextInt(100); row >= 0; row--) {
                        handle.execute("insert into thing (name) values (?)", name);
                    }
                });
                database.checkpointSync();

                Path killed = Files.createDirectories(home.resolve("killed")).resolve("inkling.mv.db");
                Files.copy(home.resolve("inkling.mv.db"), killed, StandardCopyOption.REPLACE_EXISTING);
                try (Database found = new Database(killed.getParent(), MIGRATIONS)) {
                    assertThat(names(found)).as("after commit %d", i).contains(name);
                }
            }
        }
    }

    @Test
    void a_second_process_is_told_who_uses_the_home() throws Exception {
        try (Database database = new Database(home, MIGRATIONS)) {
            insert(database, "mine", Instant.EPOCH);

            Process child = child("open");

            assertThat(new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("DatabaseInUseException: Another Inkling is using " + home)
                    .contains("--home");
            assertThat(names(database)).containsExactly("mine");
        }
    }

    @Test
    void a_home_that_is_a_file_is_a_sentence() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "x");

        assertThatThrownBy(() -> new Database(file.resolve("home"), MIGRATIONS))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_home_whose_name_would_end_the_address_is_a_sentence() {
        assertThatThrownBy(() -> new Database(home.resolve("a;INIT=x"), MIGRATIONS))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("semicolon");
    }

    @Test
    void a_broken_file_is_a_sentence() throws IOException {
        Files.writeString(home.resolve("inkling.mv.db"), "not a database".repeat(1000));

        assertThatThrownBy(() -> new Database(home, MIGRATIONS))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("inkling.mv.db");
    }

    @Test
    void a_migration_that_ends_half_way_leaves_what_was_there() throws IOException {
        try (Database database = new Database(home, MIGRATIONS)) {
            insert(database, "kept", Instant.EPOCH);
        }
        Path folder = Files.createDirectory(home.resolve("broken"));
        try (var first = DatabaseTest.class.getResourceAsStream("/test-db/V1__things.sql")) {
            Files.copy(first, folder.resolve("V1__things.sql"));
        }
        Files.writeString(folder.resolve("V2__half.sql"), "alter table thing add column half integer; oops");

        assertThatThrownBy(() -> new Database(home, "filesystem:" + folder))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be brought to this version's tables");

        Files.writeString(folder.resolve("V2__half.sql"), "alter table thing add column half integer");
        try (Database database = new Database(home, "filesystem:" + folder)) {
            assertThat(names(database)).containsExactly("kept");
        }
    }

    @Test
    void a_database_of_a_newer_program_is_not_opened() throws IOException {
        new Database(home, MIGRATIONS).close();
        Path older = Files.createDirectory(home.resolve("older"));

        assertThatThrownBy(() -> new Database(home, "filesystem:" + older))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be brought to this version's tables");
    }

    @Test
    void a_database_is_not_opened_that_another_text_of_a_migration_made_or_half_of_it() {
        for (String other : List.of("\"checksum\" = 1", "\"success\" = false")) {
            Path made = home.resolve(Integer.toString(other.hashCode()));
            try (Database database = new Database(made, MIGRATIONS)) {
                database.jdbi()
                        .useHandle(handle -> handle.execute(
                                "update \"flyway_schema_history\" set " + other + " where \"version\" = '1'"));
            }

            assertThatThrownBy(() -> new Database(made, MIGRATIONS))
                    .as(other)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("cannot be brought to this version's tables");
        }
    }

    @Test
    void an_instant_comes_back_to_the_microsecond_in_whatever_time_zone() {
        Instant instant = Instant.parse("2026-03-29T01:30:00.123456789Z");
        TimeZone before = TimeZone.getDefault();
        try (Database database = new Database(home, MIGRATIONS)) {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            insert(database, "dated", instant);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));

            assertThat(madeAt(database)).hasValue(Instant.parse("2026-03-29T01:30:00.123456Z"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void no_instant_is_null() {
        try (Database database = new Database(home, MIGRATIONS)) {
            database.jdbi()
                    .useHandle(handle -> handle.createUpdate("insert into thing (name, made_at) values ('x', :at)")
                            .bind("at", Optional.<Instant>empty())
                            .execute());

            assertThat(madeAt(database)).isEmpty();
        }
    }

    private static void insert(Database database, String name, Instant at) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into thing (name, made_at) values (:name, :at)")
                        .bind("name", name)
                        .bind("at", at)
                        .execute());
    }

    private static List<String> names(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select name from thing order by id")
                        .mapTo(String.class)
                        .list());
    }

    private static Optional<Instant> madeAt(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select made_at from thing")
                        .mapTo(Instant.class)
                        .findOne());
    }

    /** Another Java process that does what {@link #main} does with the same home. */
    private Process child(String task) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseTest.class.getName(),
                        task,
                        home.toString())
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String[] arguments) {
        Database database = new Database(Path.of(arguments[1]), MIGRATIONS);
        if (arguments[0].equals("commit")) {
            for (int i = 0; i < 100; i++) {
                insert(database, "thing " + i, Instant.EPOCH);
            }
            database.checkpointSync();
            Runtime.getRuntime().halt(9);
        }
    }
}
