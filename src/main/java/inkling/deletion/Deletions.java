package inkling.deletion;

import inkling.errors.UserError.NotFound;
import inkling.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was deleted lately of every kind, and how it is taken back: the one way for pages and the API. */
public final class Deletions {
    /** How long a thing can be taken back after it was deleted. */
    public static final Duration UNDO = Duration.ofHours(1);

    private static final Pattern DID = Pattern.compile("delete-([a-z-]{1,40}):([a-z0-9,-]{1,10000})");

    private final List<DeletableKind> kinds;
    private final Clock clock;
    private final Duration undo;

    /**
     * What was deleted, of some kinds.
     *
     * @param undo how long a thing can be taken back after it was deleted
     */
    public Deletions(List<DeletableKind> kinds, Clock clock, Duration undo) {
        this.kinds = List.copyOf(kinds);
        this.clock = clock;
        this.undo = undo;
    }

    List<DeletableKind> kinds() {
        return kinds;
    }

    /** What was deleted until then cannot be taken back any more. */
    Instant latest() {
        return clock.instant().minus(undo);
    }

    /**
     * A thing as the list of what was deleted shows it.
     *
     * @param goesAt when it cannot be taken back any more
     */
    record Listed(Deleted deleted, String kind, Instant goesAt) {}

    /** Of every kind, the latest first. */
    List<Listed> all() {
        Instant latest = latest();
        return kinds.stream()
                .flatMap(kind -> kind.deletedAfter(latest).stream()
                        .map(each -> new Listed(each, kind.id(), each.at().plus(undo))))
                .sorted(Comparator.comparing((Listed each) -> each.deleted().at())
                        .reversed())
                .toList();
    }

    /** Until when a thing can be taken back; empty if it cannot. */
    public Optional<Instant> until(String kind, String id) {
        return kind(kind).deletedAfter(latest()).stream()
                .filter(each -> each.id().equals(id))
                .map(each -> each.at().plus(undo))
                .findFirst();
    }

    /**
     * Brings things of a kind back; those that are there already stay.
     *
     * @throws NotFound if there is no such kind, or one of them is gone for good; then none comes back
     */
    public void restore(String kind, List<String> ids) {
        kind(kind).restore(ids, latest());
    }

    private DeletableKind kind(String id) {
        return kinds.stream()
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("There is nothing at this address."));
    }

    /** What an address is to carry so that its page says what was deleted, as {@code delete-run:12,13}. */
    public static String did(String kind, List<String> ids) {
        return Text.of("delete-%s:%s", kind, String.join(",", ids));
    }

    /**
     * What a page says whose address carries this.
     *
     * @param back where the page is
     * @return empty if it says nothing, or nothing that can be taken back
     */
    Optional<Undo> undo(String did, String back) {
        Matcher said = DID.matcher(did);
        if (!said.matches()) {
            return Optional.empty();
        }
        List<String> named = Arrays.asList(said.group(2).split(","));
        return kinds.stream()
                .filter(kind -> kind.id().equals(said.group(1)))
                .findFirst()
                .flatMap(kind -> undo(kind, named, back));
    }

    private Optional<Undo> undo(DeletableKind kind, List<String> named, String back) {
        List<Deleted> deleted = kind.deletedAfter(latest()).stream()
                .filter(each -> named.contains(each.id()))
                .toList();
        if (deleted.isEmpty()) {
            return Optional.empty();
        }
        String sentence = deleted.size() == 1
                ? deleted.get(0).subject() + " was deleted."
                : Text.of("%d %s were deleted.", deleted.size(), kind.plural());
        return Optional.of(new Undo(
                sentence,
                Text.of("/deleted/%s/restore", kind.id()),
                "id",
                deleted.stream().map(Deleted::id).toList(),
                back));
    }
}
