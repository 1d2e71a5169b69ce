package inkling.explain;

import inkling.archive.runs.Run;
import inkling.attribution.Baseline;
import inkling.attribution.Method;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.text.Isolated;
import inkling.text.Named;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.List;
import java.util.OptionalInt;

/**
 * What somebody wants explained, as an address or a command says it.
 *
 * @param method whose numbers are wanted where those of one are
 * @param label the class whose logit is looked at; empty for the one that is predicted
 * @param chosen the same in the word that asked for it
 */
public record ExplanationRequest(Method method, OptionalInt label, String chosen, Baseline baseline, Scale scale) {
    /** The class that the network answers with, whichever it is. */
    static final String PREDICTED = "predicted";
    /** The class that the image has. */
    static final String TRUE = "true";

    /** From where to where the maps' colours reach. */
    enum Scale implements Named {
        ALL("one for all maps"),
        EACH("one for each map");

        final String title;

        Scale(String title) {
            this.title = title;
        }
    }

    /**
     * Reads {@code method}, {@code class}, {@code baseline} and {@code scale}.
     *
     * @param truth the image's own class; empty if nobody knows it
     * @throws InvalidInput if one of them says nothing that there is
     */
    public static ExplanationRequest of(EpochRequest request, OptionalInt truth) {
        String chosen = request.asked("class").orElse(PREDICTED);
        return new ExplanationRequest(
                FormInput.read("method", request.asked("method").orElse(Method.IG.id()), Method::of),
                label(request.run(), chosen, truth),
                chosen,
                FormInput.read("baseline", request.asked("baseline").orElse(Baseline.BLACK.id()), Baseline::of),
                request.asked("scale")
                        .map(text -> FormInput.choose("scale", List.of(Scale.values()), Named::id, text))
                        .orElse(Scale.ALL));
    }

    /** A number is a label; a name that is a number is not looked for. */
    private static OptionalInt label(Run run, String text, OptionalInt truth) {
        List<String> names = run.data().orElseThrow().outputNames();
        OptionalInt number = Numbers.whole(text, 0, names.size() - 1);
        if (number.isPresent() || text.equals(PREDICTED)) {
            return number;
        }
        if (text.equals(TRUE) && truth.isPresent()) {
            return truth;
        }
        int named = names.stream().map(Isolated::bare).toList().indexOf(text);
        if (named < 0) {
            throw new InvalidInput(
                    "class",
                    Text.wrong(
                            Text.of(
                                    "class must be predicted, %sa label from 0 to %d or a class’s name",
                                    truth.isPresent() ? "true, " : "", names.size() - 1),
                            text));
        }
        return OptionalInt.of(named);
    }
}
