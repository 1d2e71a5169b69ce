package inkling.archive;

import inkling.errors.UserError.NotFound;
import inkling.text.Named;
import inkling.text.Text;
import java.util.Arrays;

/** Which of a run's images are meant. */
public enum ImageSplit implements Named {
    /** The test images, in the data set's order. */
    TEST("test"),
    /** The images that were trained on, in the order of the run's split: those for validation are not among them. */
    TRAIN("training"),
    /** The training images that were kept back to choose the best epoch by, in the order of the run's split. */
    VALIDATION("validation");

    private final String title;

    ImageSplit(String title) {
        this.title = title;
    }

    /** What its images are called: {@code training}. */
    public String title() {
        return title;
    }

    /** @throws NotFound with a sentence if there is no such split */
    public static ImageSplit of(String id) {
        return Arrays.stream(values())
                .filter(split -> split.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound(Text.of("Images are in test, train or validation, not in %s.", id)));
    }
}
