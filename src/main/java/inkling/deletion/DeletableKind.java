package inkling.deletion;

import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A kind of thing that people delete. What is deleted is out of sight at once, can be taken back for a while, and then
 * goes for good. Used on any thread.
 */
public interface DeletableKind {
    /** As addresses have it: {@code run}. */
    String id();

    /** What several are called: {@code runs}. */
    String plural();

    /** What was deleted later than this, the latest first. */
    List<Deleted> deletedAfter(Instant moment);

    /**
     * Brings things back that were deleted later than this; those that are there already stay.
     *
     * @throws NotFound if one of them is gone for good; then none comes back
     * @throws Conflict with a sentence if one of them cannot be where it was
     */
    void restore(List<String> ids, Instant moment);

    /** What was deleted until this moment and nothing works on any more. */
    List<String> due(Instant moment);

    /**
     * Removes the rows of a thing that was deleted until this moment, in a transaction.
     *
     * @return its files and folders, as paths in the home; none if it was taken back just now
     */
    List<String> remove(Handle handle, String id, Instant moment);
}
