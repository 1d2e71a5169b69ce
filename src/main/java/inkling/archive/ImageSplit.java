package inkling.archive;

import inkling.errors.UserError.NotFound;
import inkling.text.Named;
import inkling.text.Text;
import java.util.Arrays;

/** Which of a run's images are meant. An image is named by its split and its position there. */
public enum ImageSplit implements Named {
    /** The test images, in the data set's order. */
    TEST,
    /** The images that were trained on, in the order of the run's split: those for validation are not among them. */
    TRAIN;

    /** @throws NotFound with a sentence if there is no such split */
    public static ImageSplit of(String id) {
        return Arrays.stream(values())
                .filter(split -> split.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound(Text.of("Images are in test or train, not in %s.", id)));
    }
}
