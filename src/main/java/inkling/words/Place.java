package inkling.words;

import inkling.archive.runs.Run;
import inkling.text.Text;
import java.util.List;
import java.util.Optional;

/** A page on which a term can be seen at work. */
public enum Place {
    EXAMPLE("An example to drag", Of.NOTHING, "/words/loss"),
    NEW_RUN("New run", Of.NOTHING, "/runs/new"),
    AUGMENTATION("25 images before and after", Of.NOTHING, "/augmentation"),
    TRAIN("Training", Of.RUN, ""),
    CONFUSION("Confusion", Of.RUN, "/confusion"),
    MISTAKES("Mistakes", Of.RUN, "/mistakes"),
    WHY("Why this answer", Of.RUN, "/images/test/0/why"),
    BETWEEN("On the way to another image", Of.RUN, "/images/test/0/between"),
    LEAST_CHANGE("The smallest change", Of.RUN, "/images/test/0/counterfactual"),
    INFLUENCE("Who taught it", Of.RUN, "/images/test/0/influence"),
    CALIBRATION("Calibration", Of.RUN, "/calibration"),
    MAP("Map", Of.RUN, "/map"),
    WEIGHTS("Weights", Of.RUN, "/weights"),
    HISTOGRAMS("Histograms", Of.RUN, "/weights/histograms"),
    IMAGINE("Imagine", Of.RUN, "/imagine"),
    DRAW("Draw", Of.RUN, "/draw"),
    STRESS("Stress", Of.RUN, "/stress"),
    DOCTOR("Training dynamics", Of.RUN, "/doctor"),
    DUPLICATES("Duplicates", Of.RUN, "/doctor/duplicates"),
    LAYERS("Layers", Of.RUN, "/layers"),
    PROBES("Linear probes", Of.RUN, "/layers/probes"),
    LANDSCAPE("Loss landscape", Of.RUN, "/layers/landscape"),
    COMPARE("Runs compared", Of.TWO_RUNS, "/compare"),
    COMPARE_CONFUSION("Confusion compared", Of.TWO_RUNS, "/compare/confusion"),
    COMPARE_IMAGES("Test images compared", Of.TWO_RUNS, "/compare/images"),
    COMPARE_MAPS("Maps compared", Of.TWO_RUNS, "/compare/maps"),
    COMPARE_WEIGHTS("Weights compared", Of.TWO_RUNS, "/compare/weights"),
    SWEEPS("Sweeps", Of.NOTHING, "/sweeps"),
    NEW_SWEEP("New sweep", Of.NOTHING, "/sweeps/new");

    private enum Of {
        NOTHING,
        RUN,
        TWO_RUNS
    }

    private final String title;
    private final Of of;
    final String path;

    /** @param path of a run's view, what follows the run's own address */
    Place(String title, Of of, String path) {
        this.title = title;
        this.of = of;
        this.path = path;
    }

    public String title() {
        return title;
    }

    /**
     * Its address.
     *
     * @param runs that can be looked into, the newest first
     * @return empty if it needs more of them
     */
    Optional<String> url(List<Run> runs) {
        if (runs.size() < of.ordinal()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (of) {
                    case NOTHING -> path;
                    case RUN -> runs.get(0).url() + path;
                    case TWO_RUNS ->
                        Text.of(
                                "%s?runs=%d,%d",
                                path, runs.get(1).id(), runs.get(0).id());
                });
    }
}
