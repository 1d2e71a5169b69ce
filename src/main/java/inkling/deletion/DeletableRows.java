package inkling.deletion;

import inkling.database.Database;
import inkling.errors.UserError.NotFound;
import inkling.text.Numbers;
import inkling.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A kind whose things are rows of a table, with the time of their deletion in the column {@code deleted_at}. */
public abstract class DeletableRows implements DeletableKind {
    protected final Jdbi jdbi;
    private final String id;
    private final String plural;
    private final String table;

    protected DeletableRows(Database database, String id, String plural, String table) {
        this.jdbi = database.jdbi();
        this.id = id;
        this.plural = plural;
        this.table = table;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String plural() {
        return plural;
    }

    /** What an address is to carry so that its page says that a row was deleted. */
    public final String did(long row) {
        return Deletions.did(id, List.of(String.valueOf(row)));
    }

    /** Marks a row as deleted, with what belongs to that. */
    public final void delete(long row, Instant now) {
        jdbi.useTransaction(handle -> {
            int deleted = handle.createUpdate(
                            "update " + table + " set deleted_at = :now where id = :id and deleted_at is null")
                    .bind("now", now)
                    .bind("id", row)
                    .execute();
            if (deleted == 1) {
                deleted(handle, row);
            }
        });
    }

    /** What else changes when a row is deleted, in the same transaction. */
    protected void deleted(Handle handle, long row) {}

    /** What else changes when a row comes back, in the same transaction. */
    protected void restored(Handle handle, long row) {}

    /** What has to be touched before rows come back, in the same transaction. */
    protected void beforeRestoring(Handle handle, List<Long> rows) {}

    @Override
    public final void restore(List<String> ids, Instant moment) {
        List<Long> rows = ids.stream()
                .map(text -> Numbers.id(text).orElseThrow(() -> gone(text)))
                .toList();
        jdbi.useTransaction(handle -> {
            beforeRestoring(handle, rows);
            rows.forEach(row -> restore(handle, row, moment));
        });
    }

    private void restore(Handle handle, long row, Instant moment) {
        int back = handle.createUpdate(
                        "update " + table + " set deleted_at = null where id = :id and deleted_at > :moment")
                .bind("id", row)
                .bind("moment", moment)
                .execute();
        if (back == 1) {
            restored(handle, row);
        } else if (!isThere(handle, row)) {
            throw gone(String.valueOf(row));
        }
    }

    private boolean isThere(Handle handle, long row) {
        return handle.createQuery("select count(*) from " + table + " where id = :id and deleted_at is null")
                .bind("id", row)
                .mapTo(Integer.class)
                .one()
                .equals(1);
    }

    private NotFound gone(String which) {
        return new NotFound(Text.of(
                "%s%s %s is gone for good.", id.substring(0, 1).toUpperCase(Locale.ROOT), id.substring(1), which));
    }

    @Override
    public List<String> due(Instant moment) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select id from " + table + " where deleted_at <= :moment order by id")
                        .bind("moment", moment)
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public final List<String> remove(Handle handle, String which, Instant moment) {
        long row = Long.parseLong(which);
        List<String> files = files(handle, row);
        int removed = handle.createUpdate("delete from " + table + " where id = :id and deleted_at <= :moment")
                .bind("id", row)
                .bind("moment", moment)
                .execute();
        if (removed == 0) {
            return List.of();
        }
        removed(handle, row);
        return files;
    }

    /** The files and folders of a row that is about to be removed, as paths in the home. */
    protected List<String> files(Handle handle, long row) {
        return List.of();
    }

    /** What else goes with a row, in the same transaction. */
    protected void removed(Handle handle, long row) {}
}
