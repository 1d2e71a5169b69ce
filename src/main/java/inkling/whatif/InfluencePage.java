package inkling.whatif;

import inkling.archive.ImageSplit;
import inkling.inspect.ImageSelection;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/** The training images behind an answer, by what they did to the image's loss while the network learnt. */
public final class InfluencePage {
    private final WhatIf parts;

    InfluencePage(WhatIf parts) {
        this.parts = parts;
    }

    public void page(Context context) {
        PredictedImage subject = parts.subject(context);
        int label = label(subject);
        Map<String, Object> model = parts.model(subject, "influence");
        model.put("classes", WhatIf.choices(subject, label));
        model.put("className", subject.classes().get(label));
        model.put(
                "taught",
                parts.waited(subject, what(label), Taught.class, () -> taught(subject, label))
                        .map(taught -> new TaughtView(
                                subject, label, parts.archive.images(subject.run(), ImageSplit.TRAIN), taught))
                        .orElse(null));
        context.render("whatif/influence.html", model);
    }

    /** The class whose loss is meant: the true one, unless another is asked for. */
    private static int label(PredictedImage subject) {
        return ImageSelection.label(
                        subject.request().query(), "class", subject.classes().size())
                .orElse(subject.label());
    }

    private static String what(int label) {
        return "taught to be " + label;
    }

    private Taught taught(PredictedImage subject, int label) {
        return Taught.of(
                parts.archive, parts.predictions, subject, label, () -> parts.throwIfAbandoned(subject, what(label)));
    }

    public void json(Context context) {
        PredictedImage subject = parts.subject(context);
        int label = label(subject);
        Map<String, Object> answer = new HashMap<>(subject.named());
        answer.put("class", label);
        Taught taught = parts.required(subject, what(label), Taught.class, () -> taught(subject, label));
        answer.put("checkpoints", taught.checkpoints());
        answer.put("missing", taught.missing());
        answer.put("proponents", taught.proponents());
        answer.put("opponents", taught.opponents());
        answer.put("own", taught.own());
        context.json(answer);
    }
}
