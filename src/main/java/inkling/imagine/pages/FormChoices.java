package inkling.imagine.pages;

import inkling.dreaming.Adversarial;
import inkling.dreaming.GradientAscent.Objective;
import inkling.dreaming.GradientAscent.Start;
import inkling.imagine.DreamForm;
import inkling.imagine.DreamRequest.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the form offers, in words. */
final class FormChoices {
    private FormChoices() {}

    /** One of several things to choose from. */
    record Choice(String value, String title, String help) {}

    /** The choices of every field that has some, by the names that the template uses. */
    static Map<String, Object> of(List<Integer> epochs, List<String> classNames) {
        Map<String, Object> choices = new HashMap<>();
        choices.put("methods", methods());
        choices.put("epochChoices", epochs.stream().map(FormChoices::epoch).toList());
        List<Choice> labels = IntStream.range(0, classNames.size())
                .mapToObj(c -> named(c, classNames.get(c)))
                .toList();
        choices.put("classes", labels);
        choices.put(
                "targets",
                Stream.concat(Stream.of(new Choice(DreamForm.SECOND_GUESS, "its second guess", "")), labels.stream())
                        .toList());
        choices.put(
                "objectives",
                Arrays.stream(Objective.values())
                        .map(each -> new Choice(each.id(), title(each), ""))
                        .toList());
        choices.put(
                "starts",
                Arrays.stream(Start.values())
                        .map(each -> new Choice(each.id(), title(each), ""))
                        .toList());
        choices.put(
                "techniques",
                Arrays.stream(Adversarial.Method.values())
                        .map(each -> new Choice(each.id(), title(each), ""))
                        .toList());
        return choices;
    }

    private static List<Choice> methods() {
        return Arrays.stream(Method.values())
                .map(each -> new Choice(each.id(), each.title(), help(each)))
                .toList();
    }

    private static String help(Method method) {
        return switch (method) {
            case NOISE -> "Draws noise, image after image, and keeps the one it is surest of.";
            case ASCENT -> "Changes an image step by step so that the class's probability grows.";
            case ADVERSARIAL -> "Changes a real test image a little until it passes for another class.";
        };
    }

    private static Choice epoch(int epoch) {
        return new Choice(String.valueOf(epoch), epoch == 0 ? "0, untrained" : String.valueOf(epoch), "");
    }

    private static Choice named(int c, String name) {
        return new Choice(String.valueOf(c), name.equals(String.valueOf(c)) ? name : c + ", " + name, "");
    }

    static String title(Objective objective) {
        return objective == Objective.LOGIT ? "The class's logit alone" : "The class's log-probability";
    }

    static String title(Start start) {
        return start == Start.GREY ? "Grey" : "Noise";
    }

    static String title(Adversarial.Method method) {
        return method == Adversarial.Method.FGSM ? "FGSM, one step" : "PGD, many small steps";
    }
}
