package inkling.stress.strangers;

import inkling.dataset.DatasetRequest;
import inkling.dataset.sources.Datasets;
import java.util.Optional;

/**
 * One sort of strangers.
 *
 * @param id in addresses
 * @param remark what to know about them, in a sentence
 * @param dataset whose test images they are; empty of those that Inkling makes
 */
record Kind(String id, String title, String remark, Optional<DatasetRequest> dataset) {
    static final Kind GAUSSIAN = made(
            "gaussian",
            "Gaussian noise",
            "Every number is drawn from a normal distribution with the training pixels’ mean and deviation, and cut off at black and white.");
    static final Kind UNIFORM =
            made("uniform", "Uniform noise", "Every number is drawn evenly between black and white.");
    static final Kind UPSIDE_DOWN = made(
            "upside-down",
            "Upside down",
            "The test images themselves, turned by half a circle; what looks the same both ways, as a 0 does, is no stranger.");
    static final Kind LETTERS = made(
            "letters",
            "Letters",
            "A to Z, drawn by Inkling with the pens of its built-in digits; among digits O, I, S and Z can hardly be told from 0, 1, 5 and 2.");

    private static final String DATA = "data:";

    private static Kind made(String id, String title, String remark) {
        return new Kind(id, title, remark, Optional.empty());
    }

    /** Another text as soon as the files that they come from are other ones. */
    String stamp() {
        return dataset.map(Datasets::stamp).orElse("");
    }

    /** @param title of a data set, by which it is known */
    static Kind of(String title, DatasetRequest request) {
        return new Kind(
                DATA + title,
                title,
                "The test images of another data set, brought to the size and the colours of this run’s.",
                Optional.of(request));
    }
}
