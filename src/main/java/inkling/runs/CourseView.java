package inkling.runs;

import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.training.LossCourse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the curves of a run say, in words; the template reads its methods as properties.
 *
 * @param ended whether no epoch follows
 */
record CourseView(LossCourse course, List<EpochMetrics> epochs, boolean ended) {
    CourseView(List<EpochMetrics> epochs, boolean ended) {
        this(LossCourse.of(epochs), epochs, ended);
    }

    /** Whether it is overfitting; else perhaps a plateau. */
    public boolean overfits() {
        return course.overfittingFrom().isPresent();
    }

    public boolean levels() {
        return course.plateauFrom().isPresent();
    }

    /** The epoch after which the chart's mark begins; null if there is none. */
    public @Nullable Integer after() {
        return course.overfittingFrom()
                .or(course::plateauFrom)
                .map(from -> from - 1)
                .orElse(null);
    }

    /** What stands at the mark; null if there is none. */
    public @Nullable String mark() {
        return course.overfittingFrom()
                .map(from -> "overfitting from epoch " + from)
                .or(() -> course.plateauFrom().map(from -> "plateau from epoch " + from))
                .orElse(null);
    }

    /** Which epoch is the best so far; null before there is one. */
    public @Nullable String best() {
        return course.best()
                .map(best -> Text.of(
                        "%s: %d, with a validation loss of %s.",
                        ended ? "Best epoch" : "Best epoch so far", best.epoch(), Figures.loss(best.validLoss())))
                .orElse(null);
    }

    /** What follows the word overfitting, or plateau, or stands alone; empty if there is nothing to say. */
    public List<String> more() {
        List<String> more = new ArrayList<>();
        course.overfittingFrom()
                .ifPresent(from -> more.add(Text.of(
                        "from epoch %d on: the training loss went on falling, while the validation loss of the last %d epochs was on average %s above its lowest.",
                        from, LossCourse.EPOCHS, Figures.percent(course.rise()))));
        course.plateauFrom()
                .ifPresent(from -> more.add(Text.of(
                        "from epoch %d on: none since brought the validation loss down by 1\u2009%% more. A lower learning rate, or a schedule that lowers it, may get further.",
                        from)));
        return more;
    }

    /** Whether the last epoch was the best of several, so that more may bring more. */
    public boolean stillFalls() {
        return ended
                && epochs.size() > 1
                && course.best().filter(best -> best.epoch() == epochs.size()).isPresent()
                && !levels();
    }
}
