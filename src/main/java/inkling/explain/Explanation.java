package inkling.explain;

import inkling.attribution.Attribution;
import inkling.attribution.Baseline;
import inkling.attribution.Method;
import inkling.attribution.Question;
import inkling.attribution.Question.Ends;
import inkling.dataset.ImageShape;
import java.util.List;

/**
 * What each method says of one picture, one class and one baseline.
 *
 * @param picture one byte a number (C x H x W), as the network is shown it
 * @param predicted the class that the network answers with
 * @param ends what it says of the picture and of the baseline
 * @param attributions one a method, in the methods' order
 */
public record Explanation(
        ImageShape shape,
        byte[] picture,
        Baseline baseline,
        Question question,
        int predicted,
        Ends ends,
        List<Attribution> attributions) {
    public Explanation {
        attributions = List.copyOf(attributions);
    }

    /** The class that it is about. */
    public int label() {
        return question.label();
    }

    public Attribution by(Method method) {
        return attributions.get(method.ordinal());
    }

    /** By how much the class's logit differs between the picture and the baseline. */
    public double difference() {
        return ends.difference(label());
    }
}
