package inkling.access;

import inkling.database.Database;
import inkling.errors.UserError;
import inkling.text.Text;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Those who may log in with a name and a password. Used on any thread. */
public final class People {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._@'-]{0,39}");
    private static final int SHORTEST = 8;
    /** Bcrypt reads no more bytes than these. */
    private static final int LONGEST_BYTES = 72;
    /** Work for a hash: 2^11 rounds, about a tenth of a second. */
    private static final int COST = 11;

    private static final String COLUMNS = "select id, name, role, created_at from person ";

    private final Jdbi jdbi;
    private final Clock clock;

    /** Made when first asked for: it would take a tenth of a second of every start. */
    private static final class Nobody {
        /** Of nobody's password, so that a name that nobody has takes as long as one that somebody has. */
        static final String PASSWORD = hash(Secret.draw());
    }

    public People(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /** Everybody, by name. */
    public List<Person> all() {
        return jdbi.withHandle(handle -> handle.createQuery(COLUMNS + "order by folded")
                .mapTo(Person.class)
                .list());
    }

    /** Whether there is anybody. */
    public boolean any() {
        return jdbi.withHandle(handle -> handle.createQuery("select exists (select 1 from person)")
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * Lets somebody in from now on.
     *
     * @throws UserError.InvalidInput if the name or the password cannot be one
     * @throws UserError.Conflict if there is somebody of that name
     */
    public Person add(String name, String password, Role role) {
        String checked = checkedName(name);
        String hash = hash(checkedPassword(password));
        return jdbi.inTransaction(handle -> {
            if (find(handle, checked).isPresent()) {
                throw new UserError.Conflict(Text.of("There is somebody called %s already.", checked));
            }
            handle.createUpdate("""
                            insert into person (name, folded, password, role, created_at)
                            values (:name, :folded, :password, :role, :now)
                            """)
                    .bind("name", checked)
                    .bind("folded", folded(checked))
                    .bind("password", hash)
                    .bind("role", role)
                    .bind("now", clock.instant())
                    .execute();
            return find(handle, checked).orElseThrow();
        });
    }

    private static String checkedName(String name) {
        String composed = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        if (!NAME.matcher(composed).matches()) {
            throw new UserError.InvalidInput(
                    "name",
                    "A name has 1 to 40 letters, digits, spaces or . _ @ ' - and begins with a letter or a digit.");
        }
        return composed;
    }

    private static String checkedPassword(String password) {
        String typed = composed(password);
        if (typed.codePointCount(0, typed.length()) < SHORTEST
                || typed.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new UserError.InvalidInput(
                    "password",
                    Text.of("A password has at least %d letters, and at most %d bytes.", SHORTEST, LONGEST_BYTES));
        }
        return typed;
    }

    /** The same password however a keyboard composes its letters. */
    private static String composed(String password) {
        return Normalizer.normalize(password.strip(), Normalizer.Form.NFC);
    }

    private static String hash(String password) {
        return BCrypt.hashpw(password, BCrypt.gensalt(COST));
    }

    private static String folded(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static Optional<Person> find(Handle handle, String name) {
        return handle.createQuery(COLUMNS + "where folded = :folded")
                .bind("folded", folded(name))
                .mapTo(Person.class)
                .findOne();
    }

    /** @throws UserError.NotFound if there is nobody of that name */
    public Person get(String name) {
        return jdbi.withHandle(handle -> get(handle, name));
    }

    private static Person get(Handle handle, String name) {
        return find(handle, name)
                .orElseThrow(() -> new UserError.NotFound(Text.of("There is nobody called %s.", name.strip())));
    }

    /** Whose name and password these are; takes as long whether there is somebody of that name or not. */
    Optional<Person> identify(String name, String password) {
        Optional<Person> person = jdbi.withHandle(handle -> find(handle, name));
        String hash = person.map(this::password).orElse(Nobody.PASSWORD);
        String typed = composed(password);
        boolean possible = typed.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES;
        return possible && isRight(typed, hash) ? person : Optional.empty();
    }

    /** One after the other, whoever asks: many at once would take the processors from those that train. */
    private synchronized boolean isRight(String password, String hash) {
        return BCrypt.checkpw(password, hash);
    }

    private String password(Person person) {
        return jdbi.withHandle(handle -> handle.createQuery("select password from person where id = :id")
                .bind("id", person.id())
                .mapTo(String.class)
                .one());
    }

    /**
     * Gives somebody another password, and ends their sessions.
     *
     * @throws UserError.InvalidInput if it cannot be one
     * @throws UserError.NotFound if there is nobody of that name
     */
    public Person changePassword(String name, String password) {
        String hash = hash(checkedPassword(password));
        return jdbi.inTransaction(handle -> {
            Person person = get(handle, name);
            handle.execute("update person set password = ? where id = ?", hash, person.id());
            handle.execute("delete from session where person_id = ?", person.id());
            return person;
        });
    }

    /** @throws UserError.NotFound if there is nobody of that name */
    public Person changeRole(String name, Role role) {
        return jdbi.inTransaction(handle -> {
            handle.execute(
                    "update person set role = ? where id = ?",
                    role,
                    get(handle, name).id());
            return get(handle, name);
        });
    }

    /**
     * Lets somebody in no more, and ends their sessions.
     *
     * @throws UserError.NotFound if there is nobody of that name
     */
    public Person remove(String name) {
        return jdbi.inTransaction(handle -> {
            Person person = get(handle, name);
            handle.execute("delete from person where id = ?", person.id());
            return person;
        });
    }
}
