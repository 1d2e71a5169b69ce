package inkling.access;

import inkling.database.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The look-only links that there are. What stands in a link's address is kept as a hash, and can be shown once alone: who
 * gets hold of the database or of a backup must not get in by it, and another link is made with one press.
 */
public final class LookLinks {
    private static final String SELECT = "select id, runs, comparison, made_by, made_at from look_link ";

    private final Jdbi jdbi;
    private final Clock clock;

    public LookLinks(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /** Makes a link, and returns what stands in its address. */
    String make(Sight sight, String madeBy) {
        String secret = Secret.draw();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into look_link (secret, runs, comparison, made_by, made_at)
                        values (:secret, :runs, :comparison, :by, :now)
                        """)
                .bind("secret", Secret.hash(secret))
                .bind("runs", sight.ids())
                .bind("comparison", sight.comparison())
                .bind("by", madeBy)
                .bind("now", clock.instant())
                .execute());
        return secret;
    }

    /** The link with this in its address; empty if there is none, or it was taken back. */
    Optional<LookLink> find(String secret) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "where secret = :secret")
                .bind("secret", Secret.hash(secret))
                .map((row, context) -> LookLink.read(row, row.getLong("id")))
                .findOne());
    }

    /** All of them, the newest first. */
    List<LookLink> all() {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "order by id desc")
                .map((row, context) -> LookLink.read(row, row.getLong("id")))
                .list());
    }

    /** Takes a link back, and with it the sessions of those who followed it. */
    void takeBack(long id) {
        jdbi.useHandle(handle -> handle.execute("delete from look_link where id = ?", id));
    }
}
