package inkling.whatif;

import inkling.dreaming.ChangeSize;
import inkling.dreaming.Counterfactual.Found;
import java.util.Optional;

/**
 * How far an image is from being taken for a class.
 *
 * @param distance Wachter's weighted sum of changes; not a number's place is taken by infinity where nothing was found
 * @param size empty likewise
 */
record OtherClass(int label, double distance, Optional<ChangeSize> size) {
    static OtherClass of(int label, Optional<Found> found) {
        return new OtherClass(
                label, found.map(Found::distance).orElse(Double.POSITIVE_INFINITY), found.map(Found::size));
    }
}
