package inkling.attribution;

import inkling.network.Predictor;
import inkling.text.Named;
import inkling.text.Words;
import java.util.List;
import java.util.function.BiFunction;

/** How attributions are worked out. */
public enum Method implements Named {
    IG("Integrated gradients", IntegratedGradients::of),
    OCCLUSION("Occlusion", Occlusion::of),
    SMOOTH("SmoothGrad", SmoothGradients::of);

    private final String title;
    private final BiFunction<Predictor, Question, Attribution> answer;

    Method(String title, BiFunction<Predictor, Question, Attribution> answer) {
        this.title = title;
        this.answer = answer;
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such method */
    public static Method of(String id) {
        return Words.choose("method", List.of(values()), Method::id, id);
    }

    public String title() {
        return title;
    }

    /** The same question to the same network gives the same bits. */
    public Attribution answer(Predictor network, Question question) {
        return answer.apply(network, question);
    }
}
