package inkling.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.jdbi.v3.core.Handle;
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
                    handle.execute("insert into large values (?, ?)", row, (row + " ").repeat(5_000));
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
            // Else freed space is used again after 45 seconds only.
            database.jdbi().useHandle(handle -> handle.execute("set retention_time 20"));
            for (int i = 0; i < 60; i++) {
                String name = "thing " + i;
                database.jdbi().useTransaction(handle -> {
                    handle.execute("delete from thing where id < (select max(id) from thing) - ?", random.nextInt(900));
                    for (int row = random.nextInt(100); row >= 0; row--) {
                        handle.execute("insert into thing (name) values (?)", name);
                    }
                });
                database.checkpointSync();

                try (Database found = new Database(killed(), MIGRATIONS)) {
                    assertThat(names(found)).as("after commit %d", i).contains(name);
                }
            }
        }
    }

    @Test
    void what_was_checkpointed_is_found_in_a_file_whose_chunks_were_written_in_quick_succession() throws Exception {
        try (Database database = new Database(home, MIGRATIONS)) {
            database.jdbi().useHandle(handle -> {
                handle.execute("create table large (text varchar(5000000)); create table small (number int)");
                handle.execute("insert into large values (repeat('x', 4000000))");
                // As H2's own thread does, if it has one.
                MVStore store = Database.store(handle.getConnection());
                store.tryCommit();
                insert(database, "kept", Instant.EPOCH);
                store.tryCommit();
                handle.execute("insert into small values (1)");
            });
            database.checkpointSync();

            try (Database found = new Database(killed(), MIGRATIONS)) {
                assertThat(names(found)).containsExactly("kept");
            }
        }
    }

    @Test
    void what_was_committed_is_in_the_file_of_a_process_that_is_killed() throws Exception {
        try (Database database = new Database(home, MIGRATIONS)) {
            insert(database, "kept", Instant.EPOCH);

            try (Database found = new Database(killed(), MIGRATIONS)) {
                assertThat(names(found)).containsExactly("kept");
            }
        }
    }

    @Test
    void a_thread_that_is_interrupted_can_write_and_leaves_the_database_open() {
        try (Database database = new Database(home, MIGRATIONS)) {
            Thread.currentThread().interrupt();

            insert(database, "kept", Instant.EPOCH);
            database.checkpointSync();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(names(database)).containsExactly("kept");
        }
    }

    @Test
    void who_waits_for_a_connection_gets_it_in_turn_and_who_is_interrupted_meanwhile_as_well() throws Exception {
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Thread> waiting = new ArrayList<>();
        try (Database database = new Database(home, MIGRATIONS)) {
            Deque<Handle> held = new ArrayDeque<>();
            for (int i = 0; i < Connections.MOST; i++) {
                held.push(database.jdbi().open());
            }
            for (int i = 0; i < 8; i++) {
                int turn = i;
                Thread next = new Thread(() -> database.jdbi().useHandle(handle -> served.add(turn)));
                next.start();
                waiting.add(next);
                while (next.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
            waiting.get(3).interrupt();
            held.pop().close();
            for (Thread each : waiting) {
                each.join();
            }
            held.forEach(Handle::close);
        }
        assertThat(served).contains(3).filteredOn(turn -> turn != 3).containsExactly(0, 1, 2, 4, 5, 6, 7);
    }

    @Test
    void a_file_of_which_little_is_alive_does_not_grow_while_it_is_used() throws IOException {
        try (Database database = new Database(home, MIGRATIONS)) {
            database.jdbi().useHandle(handle -> handle.execute("set retention_time 0"));
            for (int i = 0; i < 150; i++) {
                database.jdbi().useTransaction(handle -> {
                    for (int row = 0; row < 30; row++) {
                        handle.execute("insert into thing (name) values ('thing')");
                    }
                });
                database.checkpointSync();
            }

            assertThat(Files.size(home.resolve("inkling.mv.db"))).isLessThan(1_000_000);
            assertThat(names(database)).hasSize(150 * 30);
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
        Path folder = firstMigration();
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
    void a_migration_that_writes_a_table_anew_leaves_the_file_as_small_as_it_was() throws IOException {
        try (Database database = new Database(home, MIGRATIONS)) {
            database.jdbi()
                    .useHandle(
                            handle -> handle.execute(
                                    "create table large as"
                                            + " select x, random_uuid()::varchar || repeat(x, 100) as text from system_range(1, 100000)"));
        }
        long before = Files.size(home.resolve("inkling.mv.db"));
        Path folder = firstMigration();
        for (int version = 2; version < 8; version++) {
            Files.writeString(
                    folder.resolve("V" + version + "__more.sql"),
                    "alter table large add column more" + version + " int");
        }

        new Database(home, "filesystem:" + folder).close();

        assertThat(Files.size(home.resolve("inkling.mv.db"))).isLessThan(before * 5 / 4);
    }

    /** A folder with the first of the tests' migrations. */
    private Path firstMigration() throws IOException {
        Path folder = Files.createDirectory(home.resolve("migrations"));
        try (var first = DatabaseTest.class.getResourceAsStream("/test-db/V1__things.sql")) {
            Files.copy(first, folder.resolve("V1__things.sql"));
        }
        return folder;
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

    /** A home with the file as it is now. */
    private Path killed() throws IOException {
        Path killed = Files.createDirectories(home.resolve("killed"));
        Files.copy(home.resolve("inkling.mv.db"), killed.resolve("inkling.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        return killed;
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
