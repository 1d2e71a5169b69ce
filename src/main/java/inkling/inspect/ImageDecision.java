package inkling.inspect;

import inkling.archive.runs.Run;
import inkling.dataset.Correction;
import inkling.text.Isolated;
import inkling.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * What can be decided of a training image, as the fragment {@code doctor/decide} shows it.
 *
 * @param url where the form is sent to
 * @param back the page that shows it then
 * @param index of the image among the data set's training images
 * @param label the one that is chosen to begin with
 * @param suggested the class that is offered with one press; empty for none
 * @param classes their names
 * @param decided what was decided, in words; empty if nothing was
 */
public record ImageDecision(
        String url,
        String back,
        int index,
        int label,
        Optional<Integer> suggested,
        List<String> classes,
        Optional<String> decided) {
    /** @param label the one that the image has in the run's data set */
    public static ImageDecision of(
            Run run,
            String back,
            int index,
            int label,
            Optional<Integer> suggested,
            List<String> classes,
            Optional<Correction> decided) {
        return new ImageDecision(
                run.url() + "/doctor/decide",
                back,
                index,
                decided.map(Correction::label).orElse(suggested.orElse(label)),
                suggested,
                classes,
                decided.map(each -> words(each, classes)));
    }

    private static String words(Correction decided, List<String> classes) {
        return switch (decided.kind()) {
            case KEEP -> "kept as it is";
            case EXCLUDE -> "left out";
            case RELABEL ->
                Text.of(
                        "relabelled to %s",
                        decided.label() < classes.size()
                                ? Isolated.of(classes.get(decided.label()))
                                : String.valueOf(decided.label()));
        };
    }

    /** What the suggested class is called. */
    public String suggestion() {
        return classes.get(suggested.orElseThrow());
    }
}
