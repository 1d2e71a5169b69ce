package inkling.whatif;

import inkling.dreaming.ChangeSize;
import inkling.http.Address;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;

/** A class's line in the table of those that an image could be taken for. */
record OtherClassView(
        int label, String name, String distance, String pixels, String length, String probability, String url) {
    private static final String NONE = "–";

    static List<OtherClassView> of(PredictedImage subject, OtherClass[] others) {
        return Arrays.stream(others).map(other -> of(subject, other)).toList();
    }

    private static OtherClassView of(PredictedImage subject, OtherClass other) {
        return new OtherClassView(
                other.label(),
                subject.classes().get(other.label()),
                other.size().map(size -> Text.of("%.1f", other.distance())).orElse(NONE),
                other.size().map(size -> Figures.count(size.l0())).orElse(NONE),
                other.size().map(ChangeSize::l2).map(l2 -> Text.of("%.2f", l2)).orElse(NONE),
                Figures.percent(subject.pass().probabilities()[other.label()]),
                new Address(subject.url() + "/counterfactual")
                        .with("epoch", subject.request().epoch())
                        .with("to", other.label())
                        .with("sure", subject.request().asked("sure"))
                        .toString());
    }
}
