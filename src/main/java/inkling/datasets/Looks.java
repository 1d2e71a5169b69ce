package inkling.datasets;

import inkling.archive.Background;
import inkling.archive.SoftCache;
import inkling.dataset.DatasetException;
import inkling.dataset.Framing;
import inkling.dataset.LoadProgress;
import inkling.dataset.sources.Datasets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads data sets for their pages on threads of its own, and keeps what was seen of those that were looked at last. Used
 * on any thread.
 */
public final class Looks implements AutoCloseable {
    private static final int KEPT = 30;

    private final Datasets datasets;
    private final Uploads uploads;
    private final Background background = new Background();
    private final SoftCache<String, Look> seen = new SoftCache<>(KEPT);
    private final Map<String, Reading> going = new ConcurrentHashMap<>();
    /** Why sets that were sent did not stay, by their ids. */
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    /** What is known of a set. */
    sealed interface Look {}

    /**
     * It is being read.
     *
     * @param share done of it, 0 to 1; empty if that is not known
     */
    record Reading(String activity, Optional<Double> share) implements Look {}

    record Seen(Contents contents) implements Look {}

    /** It cannot be read, for a reason in a sentence. */
    record Unreadable(String reason) implements Look {}

    public Looks(Datasets datasets, Uploads uploads) {
        this.datasets = datasets;
        this.uploads = uploads;
    }

    /** What is seen of a set; waits for it as long as a page waits. */
    Look at(KnownSet set, Framing framing) {
        return at(set, framing, background.patience());
    }

    Look at(KnownSet set, Framing framing, Duration patience) {
        String key = key(set, framing);
        Background.Key asked = new Background.Key("data set " + key, 0, 0);
        return seen.known(key)
                .or(() -> background.waited(asked, patience, () -> seen.get(key, () -> read(set, framing, key))))
                .orElseGet(() -> going.getOrDefault(key, new Reading("waiting for other data sets", Optional.empty())));
    }

    /** Why a set that was sent did not stay; empty if none of that id was refused. */
    Optional<String> refusal(String id) {
        return Optional.ofNullable(refused.get(id));
    }

    private Look read(KnownSet set, Framing framing, String key) {
        LoadProgress progress = (activity, done, total, unit) -> going.put(
                key, new Reading(activity, total == 0 ? Optional.empty() : Optional.of((double) done / total)));
        try {
            Contents contents = Contents.of(datasets.open(set.framed(framing), progress));
            uploads.wasRead(set);
            return new Seen(contents);
        } catch (DatasetException e) {
            String reason = set.folder()
                    .map(own -> Uploads.without(own, String.valueOf(e.getMessage())))
                    .orElse(String.valueOf(e.getMessage()));
            if (uploads.isUnread(set) && framing.equals(Framing.USUAL)) {
                refused.put(set.id(), reason);
                uploads.refuse(set);
            }
            return new Unreadable(reason);
        } finally {
            going.remove(key);
        }
    }

    /** Another one as soon as the files are other ones. */
    private static String key(KnownSet set, Framing framing) {
        return set.url() + " " + framing + " " + Datasets.stamp(set.request());
    }

    @Override
    public void close() {
        background.close();
    }
}
