package inkling.dataset.files;

import inkling.dataset.ImageShape;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What files say they hold.
 *
 * @param train images to train on, those to validate among them; empty if that is not known before they are read
 * @param test images to test on; empty likewise, 0 if some of the others will be kept for that
 * @param shape of each; empty if not known
 * @param classes how many there are; empty likewise
 */
public record Promise(OptionalLong train, OptionalLong test, Optional<ImageShape> shape, OptionalInt classes) {
    /** Nothing but that they are there. */
    public static final Promise UNKNOWN =
            new Promise(OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), OptionalInt.empty());
}
