package inkling.whatif;

import inkling.analysis.PixelSpread;
import inkling.archive.ImageSplit;
import inkling.archive.SoftCache;
import inkling.dreaming.Counterfactual;
import inkling.dreaming.Distance;
import inkling.http.FormInput;
import inkling.inspect.ImageSelection;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The smallest changes of an image by which the network takes it for another class, side by side. */
public final class CounterfactualPage {
    private static final int RUNS = 4;
    /** Multiplications that looking at several classes may take: some seconds. */
    private static final long MOST_WORK = 5_000_000_000L;
    /** How often the network is asked, forwards or backwards, for one change. */
    private static final int ASKED = 800;

    private static final List<Sure> SURE =
            List.of(new Sure("0.5", "just"), new Sure("0.9", "90\u2009% sure"), new Sure("0.99", "99\u2009% sure"));

    private final WhatIf parts;
    private final SoftCache<Long, double[]> spreads = new SoftCache<>(RUNS);

    /** How sure the network shall be of the other class. */
    record Sure(String id, String title) {
        double least() {
            return Double.parseDouble(id);
        }
    }

    /** What is wanted of an image. */
    private record Goal(int target, Sure sure) {
        String name() {
            return Text.of("taken for %d at %s", target, sure.id());
        }

        String nearest() {
            return "nearest class at " + sure.id();
        }
    }

    CounterfactualPage(WhatIf parts) {
        this.parts = parts;
    }

    public void page(Context context) {
        PredictedImage subject = parts.subject(context);
        Goal goal = goal(subject);
        Map<String, Object> model = parts.model(subject, "counterfactual");
        model.put("targets", WhatIf.choices(subject, goal.target()));
        model.put("target", subject.classes().get(goal.target()));
        model.put("sures", SURE);
        model.put("sure", goal.sure());
        model.put(
                "changes",
                parts.waited(subject, goal.name(), Changes.class, () -> changes(subject, goal))
                        .map(changes -> new ChangesView(subject, goal.target(), changes))
                        .orElse(null));
        model.put(
                "classes",
                parts.waited(subject, goal.nearest(), OtherClass[].class, () -> others(subject, goal))
                        .map(others -> OtherClassView.of(subject, others))
                        .orElse(null));
        context.render("whatif/counterfactual.html", model);
    }

    private static Goal goal(PredictedImage subject) {
        int target = ImageSelection.label(
                        subject.request().query(), "to", subject.classes().size())
                .orElse(subject.ranked().get(1));
        Sure sure = FormInput.choose(
                "sure",
                SURE,
                Sure::id,
                subject.request().asked("sure").orElse(SURE.get(0).id()));
        return new Goal(target, sure);
    }

    private Changes changes(PredictedImage subject, Goal goal) {
        return Changes.of(
                subject,
                counterfactual(subject, goal.name()),
                goal.target(),
                goal.sure().least());
    }

    /** @param what it is for, which may be of no use any more while it is sought */
    private Counterfactual counterfactual(PredictedImage subject, String what) {
        double[] spread = spreads.get(
                subject.run().id(), () -> PixelSpread.of(parts.archive.images(subject.run(), ImageSplit.TRAIN)));
        return new Counterfactual(
                subject.network(), subject.normalisation(), spread, () -> parts.throwIfAbandoned(subject, what));
    }

    /** The change to each of the likeliest other classes, the nearest first; as many as can be waited for. */
    private OtherClass[] others(PredictedImage subject, Goal goal) {
        Counterfactual counterfactual = counterfactual(subject, goal.nearest());
        long affordable =
                MOST_WORK / ASKED / Math.max(1, subject.run().blueprint().multiplyAdds());
        return subject.ranked().stream()
                .skip(1)
                .limit(Math.max(1, affordable))
                .map(target -> OtherClass.of(
                        target,
                        counterfactual.find(
                                subject.image().pixels(),
                                new Counterfactual.Plan(target, goal.sure().least(), Distance.L1))))
                .sorted(Comparator.comparingDouble(OtherClass::distance))
                .toArray(OtherClass[]::new);
    }

    public void json(Context context) {
        PredictedImage subject = parts.subject(context);
        Goal goal = goal(subject);
        Map<String, Object> answer = new HashMap<>(subject.named());
        answer.put("to", goal.target());
        answer.put("sure", goal.sure().least());
        answer.put("predicted", subject.predicted());
        answer.put("changes", parts.required(subject, goal.name(), Changes.class, () -> changes(subject, goal)));
        answer.put("classes", parts.required(subject, goal.nearest(), OtherClass[].class, () -> others(subject, goal)));
        context.json(answer);
    }
}
