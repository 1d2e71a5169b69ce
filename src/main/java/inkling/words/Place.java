package inkling.words;

/** A page on which a term can be seen at work. */
public enum Place {
    EXAMPLE("An example to drag", "/words/loss"),
    NEW_RUN("New run", "/runs/new"),
    AUGMENTATION("25 images before and after", "/augmentation"),
    TRAIN("Training", ""),
    CONFUSION("Confusion", "/confusion"),
    MISTAKES("Mistakes", "/mistakes"),
    CALIBRATION("Calibration", "/calibration"),
    MAP("Map", "/map"),
    WEIGHTS("Weights", "/weights"),
    HISTOGRAMS("Histograms", "/weights/histograms"),
    IMAGINE("Imagine", "/imagine"),
    DRAW("Draw", "/draw"),
    COMPARE("Compare", "/compare"),
    SWEEPS("Sweeps", "/sweeps"),
    NEW_SWEEP("New sweep", "/sweeps/new");

    final String title;
    final String path;

    Place(String title, String path) {
        this.title = title;
        this.path = path;
    }
}
