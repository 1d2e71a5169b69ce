package inkling.archive.versions;

import inkling.dataset.DatasetRequest;
import inkling.text.Figures;
import inkling.text.Isolated;
import inkling.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Corrections of a data set under a name, as they stand in the database.
 *
 * @param request asks for the images with these corrections
 * @param fingerprint of the images that are corrected, as a whole
 * @param run from which the images were looked at; empty once it is gone
 * @param relabelled how many training images have another label
 * @param excluded how many are left out
 * @param kept how many were looked at and found right
 * @param usedBy the runs that ask for it, in order, those among them that were deleted and can still be taken back
 */
public record DataVersion(
        DatasetRequest request,
        String fingerprint,
        Optional<Long> run,
        Instant createdAt,
        int relabelled,
        int excluded,
        int kept,
        List<Long> usedBy) {
    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 80;

    public DataVersion {
        usedBy = List.copyOf(usedBy);
    }

    public long id() {
        return version().id();
    }

    /** As it may stand among other text. */
    public String name() {
        return Isolated.of(version().name());
    }

    /** What a run asks for. */
    public DatasetRequest.Version version() {
        return request.version().orElseThrow();
    }

    /** What is corrected. */
    public String images() {
        return Isolated.of(request.brief());
    }

    /** {@code 12 relabelled, 3 left out}. */
    public String words() {
        return relabelled + excluded == 0
                ? "nothing changed"
                : Text.of("%s relabelled, %s left out", Figures.count(relabelled), Figures.count(excluded));
    }

    /** Whether it must stay as it is, because a run asks for it. */
    public boolean frozen() {
        return !usedBy.isEmpty();
    }

    public int looked() {
        return relabelled + excluded + kept;
    }
}
