package inkling.access;

import inkling.database.Database;
import inkling.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Who has come in and not left: a cookie of 256 random bits, of which the database holds a hash alone. A session ends a
 * day after it was last used, and thirty after it began. Used on any thread.
 */
final class Sessions {
    static final Duration IDLE = Duration.ofDays(1);
    static final Duration LONGEST = Duration.ofDays(30);
    /** That it is in use is written down no more often than this: most requests write nothing. */
    private static final Duration NOTED = Duration.ofMinutes(5);

    private final Jdbi jdbi;
    private final Clock clock;

    Sessions(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /**
     * A session.
     *
     * @param secret SHA-256 of its cookie
     * @param person who has logged in; empty for a token
     * @param token SHA-256 of the token; empty for a person
     */
    record Session(String secret, Optional<Person> person, Optional<String> token) {}

    /** Begins a person's session, and returns its cookie. */
    String open(Person person) {
        return open(Optional.of(person.id()), Optional.empty());
    }

    /** The same of whoever knows a token. */
    String open(String tokenHash) {
        return open(Optional.empty(), Optional.of(tokenHash));
    }

    private String open(Optional<Long> person, Optional<String> token) {
        String cookie = Secret.draw();
        Instant now = clock.instant();
        jdbi.useTransaction(handle -> {
            handle.execute(
                    "delete from session where seen_at < ? or created_at < ?", now.minus(IDLE), now.minus(LONGEST));
            handle.createUpdate("""
                            insert into session (secret, person_id, token, created_at, seen_at)
                            values (:secret, :person, :token, :now, :now)
                            """)
                    .bind("secret", Secret.hash(cookie))
                    .bind("person", person)
                    .bind("token", token)
                    .bind("now", now)
                    .execute();
        });
        return cookie;
    }

    /** The session of a cookie, which is in use now; empty if there is none or it has ended. */
    Optional<Session> use(String cookie) {
        String secret = Secret.hash(cookie);
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> {
            Optional<Session> found = handle.createQuery("""
                            select session.secret, session.token, person.id, person.name, person.role, person.created_at
                            from session left join person on person.id = session.person_id
                            where session.secret = :secret and session.seen_at >= :idle and session.created_at >= :oldest
                            """)
                    .bind("secret", secret)
                    .bind("idle", now.minus(IDLE))
                    .bind("oldest", now.minus(LONGEST))
                    .map((row, context) -> session(row))
                    .findOne();
            found.ifPresent(session -> handle.execute(
                    "update session set seen_at = ? where secret = ? and seen_at < ?", now, secret, now.minus(NOTED)));
            return found;
        });
    }

    private static Session session(ResultSet row) throws SQLException {
        Optional<String> token = Optional.ofNullable(row.getString("token"));
        Optional<Person> person = token.isPresent()
                ? Optional.empty()
                : Optional.of(new Person(
                        row.getLong("id"),
                        row.getString("name"),
                        Role.valueOf(row.getString("role")),
                        Rows.instant(row, "created_at").orElseThrow()));
        return new Session(row.getString("secret"), person, token);
    }

    /** Whether it has not ended; that somebody asks this does not keep it going. */
    boolean isOpen(String secret) {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (select 1 from session
                        where secret = :secret and seen_at >= :idle and created_at >= :oldest)
                        """)
                .bind("secret", secret)
                .bind("idle", now.minus(IDLE))
                .bind("oldest", now.minus(LONGEST))
                .mapTo(Boolean.class)
                .one());
    }

    void end(String secret) {
        jdbi.useHandle(handle -> handle.execute("delete from session where secret = ?", secret));
    }

    /** Ends those of tokens that are valid no more. */
    void keepTokens(Collection<String> hashes) {
        jdbi.useHandle(
                handle -> handle.createUpdate("delete from session where token is not null and token not in (<hashes>)")
                        .bindList("hashes", hashes)
                        .execute());
    }
}
