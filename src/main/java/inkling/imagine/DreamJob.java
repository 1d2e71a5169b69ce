package inkling.imagine;

import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.cluster.Cluster;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.dreaming.Adversarial;
import inkling.dreaming.Adversarial.Change;
import inkling.dreaming.GradientAscent;
import inkling.dreaming.GradientAscent.Step;
import inkling.dreaming.NoiseSearch;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Observer;
import inkling.errors.Explained;
import inkling.imagine.DreamState.Before;
import inkling.imagine.DreamState.Frame;
import inkling.imagine.DreamState.Point;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.plain.PlainNetwork;
import inkling.worker.Job;
import inkling.worker.JobContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Finds one picture, in the way that was asked for; keeps the best so far however it ends. */
final class DreamJob implements Job {
    private final Dream dream;
    private final String title;
    private final String device;
    private final DreamParts parts;

    /** @param device by its own name, never {@code auto} */
    DreamJob(Dream dream, Run run, String device, DreamParts parts) {
        this.dream = dream;
        this.title = dream.title(run);
        this.device = device;
        this.parts = parts;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String url() {
        return dream.url();
    }

    @Override
    public Consumer<Handle> run(JobContext context) {
        DreamRecorder recorder = new DreamRecorder(dream, parts, context);
        try {
            find(recorder, context);
        } catch (CancellationException e) {
            recorder.close();
            throw e;
        }
        recorder.close();
        return DONE;
    }

    private void find(DreamRecorder recorder, JobContext context) {
        Run run = parts.archive().run(dream.run());
        if (dream.request() instanceof DreamRequest.Noise noise) {
            ImageShape shape = run.blueprint().input();
            List<Tensor> parameters = context.aside(() -> parts.archive().parameters(run, dream.epoch()));
            search(
                    run.blueprint(),
                    parameters,
                    noise.query(),
                    context,
                    found -> recorder.onState(found.images(), () -> state(shape, found)));
            return;
        }
        PlainNetwork network = context.aside(() -> parts.archive().network(run, dream.epoch()));
        if (dream.request() instanceof DreamRequest.Ascent ascent) {
            climb(network, ascent.plan(), recorder);
        } else if (dream.request() instanceof DreamRequest.Change change) {
            change(run, network, change, recorder, context);
        }
    }

    private void search(
            Blueprint blueprint,
            List<Tensor> parameters,
            NoiseSearch.Query query,
            JobContext context,
            Observer observer) {
        if (device.equals(Cluster.DEVICE)) {
            Cluster cluster = parts.cluster().orElseThrow();
            var search = new NoiseSearchInParts(
                    blueprint,
                    parameters,
                    query,
                    NoiseSearchInParts.parts(query, blueprint, cluster.slots()),
                    observer);
            cluster.doParts(dream.job().id(), search, context);
        } else {
            new NoiseSearch(blueprint, parameters, device).run(query, observer);
        }
    }

    private static DreamState state(ImageShape shape, Findings found) {
        if (found.best().x().length == 0) {
            throw new NoPictureException("No picture was found: what the network says is not a number.");
        }
        List<Point> curve = found.curve().stream()
                .map(each -> new Point(each.images(), each.logOdds()))
                .toList();
        return new DreamState(
                shape,
                found.images(),
                found.best().x(),
                found.best().probabilities(),
                found.best().logOdds(),
                curve,
                List.of(),
                Optional.empty());
    }

    private static void climb(PlainNetwork network, GradientAscent.Plan plan, DreamRecorder recorder) {
        List<Point> curve = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        for (GradientAscent ascent = new GradientAscent(network, plan); ascent.hasNext(); ) {
            Step step = ascent.next();
            double logOdds = DreamState.logOdds(step.probabilities(), plan.label());
            curve.add(new Point(step.step(), logOdds));
            if (isFrame(step.step())) {
                frames.add(new Frame(step.step(), step.x()));
            }
            recorder.onState(
                    step.step(),
                    () -> new DreamState(
                            network.blueprint().input(),
                            step.step(),
                            step.x(),
                            step.probabilities(),
                            logOdds,
                            curve,
                            frames,
                            Optional.empty()));
        }
    }

    /** 0, 1, 2, 5, 10, 20, 50 and so on: most happens at the beginning. */
    private static boolean isFrame(int step) {
        int first = step;
        while (first >= 10 && first % 10 == 0) {
            first /= 10;
        }
        return first == 0 || first == 1 || first == 2 || first == 5;
    }

    private void change(
            Run run, PlainNetwork network, DreamRequest.Change request, DreamRecorder recorder, JobContext context) {
        byte[] original =
                context.aside(() -> parts.archive().images(run, ImageSplit.TEST).image(request.image()));
        Normalisation normalisation = context.aside(() -> parts.archive().normalisation(run));
        new Adversarial(network, normalisation)
                .change(
                        original,
                        request.plan(),
                        (step, soFar) -> recorder.onState(
                                step,
                                () -> state(network.blueprint().input(), original, soFar.get(), request.label())));
    }

    private static DreamState state(ImageShape shape, byte[] original, Change change, int label) {
        List<double[]> probabilities = change.probabilities();
        List<Point> curve = new ArrayList<>();
        for (int step = 0; step < probabilities.size(); step++) {
            curve.add(new Point(step, DreamState.logOdds(probabilities.get(step), label)));
        }
        float[] before = new float[original.length];
        for (int i = 0; i < before.length; i++) {
            before[i] = (original[i] & 0xff) / 255f;
        }
        return new DreamState(
                shape,
                probabilities.size() - 1,
                change.pixels(),
                probabilities.get(probabilities.size() - 1),
                curve.get(curve.size() - 1).logOdds(),
                curve,
                List.of(),
                Optional.of(new Before(before, probabilities.get(0))));
    }

    /** There is nothing to show, with a sentence that says why. */
    private static final class NoPictureException extends RuntimeException implements Explained {
        private static final long serialVersionUID = 1L;

        NoPictureException(String sentence) {
            super(sentence);
        }
    }
}
