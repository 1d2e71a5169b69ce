package inkling.organise;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which checkpoints of a run stay; the best epoch's and the last one's always do, since the run is tested and goes on from
 * there.
 *
 * @param every how many epochs lie between two others that stay, counted from the untrained network; 1 for all of them,
 *     empty for no others
 */
public record KeptCheckpoints(OptionalInt every) {
    public static final KeptCheckpoints ALL = new KeptCheckpoints(OptionalInt.of(1));
    static final KeptCheckpoints BEST_AND_LAST = new KeptCheckpoints(OptionalInt.empty());
    static final int MOST = 100_000;
    private static final Pattern FORM = Pattern.compile("best, ?last(?:, ?every-(\\d{1,6}))?");

    public KeptCheckpoints {
        if (every.isPresent() && (every.getAsInt() < 1 || every.getAsInt() > MOST)) {
            throw new IllegalArgumentException("every must be between 1 and 100000, was " + every.getAsInt());
        }
    }

    /** @throws IllegalArgumentException with a sentence if the text is none of the forms */
    public static KeptCheckpoints of(String text) {
        if (text.equals("all")) {
            return ALL;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("must be all; best,last; or best,last,every-5, was " + text);
        }
        return form.group(1) == null
                ? BEST_AND_LAST
                : new KeptCheckpoints(OptionalInt.of(Integer.parseInt(form.group(1))));
    }

    /**
     * The epochs whose checkpoints go.
     *
     * @param epochs those that have one, in order
     * @param best the best one; 0 if there is none
     */
    List<Integer> gone(List<Integer> epochs, int best) {
        return epochs.stream()
                .filter(epoch -> epoch != best && !epoch.equals(epochs.get(epochs.size() - 1)))
                .filter(epoch -> every.isEmpty() || epoch % every.getAsInt() != 0)
                .toList();
    }
}
