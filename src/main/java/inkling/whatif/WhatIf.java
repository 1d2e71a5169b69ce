package inkling.whatif;

import inkling.archive.Background;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;
import inkling.dataset.Normalisation;
import inkling.http.Address;
import inkling.inspect.RunImage;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the three views of an image share: the image that an address means, and what has been worked out of it lately. */
final class WhatIf {
    private static final int KEPT = 64;

    final RunArchive archive;
    final PredictionStore predictions;
    private final Background background;
    private final SoftCache<Key, Object> known = new SoftCache<>(KEPT);

    private record Key(Background.Key of, String checkpoint) {}

    WhatIf(RunArchive archive, PredictionStore predictions, Background background) {
        this.archive = archive;
        this.predictions = predictions;
        this.background = background;
    }

    PredictedImage subject(Context context) {
        return subject(RunImage.of(archive, context));
    }

    /** @throws inkling.errors.UserError.Conflict if what the network says is not a number */
    PredictedImage subject(RunImage image) {
        Run run = image.run();
        int epoch = image.request().epoch();
        Normalisation normalisation = archive.normalisation(run);
        PlainNetwork network = archive.network(run, epoch);
        ForwardPass pass = network.forward(image.normalised(normalisation));
        predictions.requireFinite(run, epoch, single(pass.logits()));
        return new PredictedImage(image, network, normalisation, pass);
    }

    static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        IntStream.range(0, single.length).forEach(i -> single[i] = (float) numbers[i]);
        return single;
    }

    /** What the templates of the views need. */
    Map<String, Object> model(PredictedImage subject, String view) {
        Map<String, Object> model = subject.image().model(predictions, "/" + view);
        model.put("subject", subject);
        model.put("view", view);
        model.put(
                "json",
                new Address(subject.url() + "/" + view + ".json")
                        .with(subject.request().selecting(subject.name()).query())
                        .with("epoch", subject.request().epoch())
                        .toString());
        return model;
    }

    /** @return empty if it takes longer than a page waits; another call goes on waiting */
    <R> Optional<R> waited(PredictedImage subject, String what, Class<R> type, Supplier<R> work) {
        return known.known(key(subject, what))
                .<R>map(type::cast)
                .or(() -> background.waited(of(subject, what), () -> worked(subject, what, type, work)));
    }

    /** The same for a program, which waits longer. */
    <R> R required(PredictedImage subject, String what, Class<R> type, Supplier<R> work) {
        return background.required(of(subject, what), () -> worked(subject, what, type, work));
    }

    /** What is worked out of a subject; kept as long as memory lasts. */
    private <R> R worked(PredictedImage subject, String what, Class<R> type, Supplier<R> work) {
        return type.cast(known.get(key(subject, what), work::get));
    }

    private Key key(PredictedImage subject, String what) {
        Background.Key of = of(subject, what);
        return new Key(of, archive.checkpointVersion(subject.run(), of.epoch()));
    }

    /** For long work to call now and then: ends it if its page has gone. */
    void throwIfAbandoned(PredictedImage subject, String what) {
        background.throwIfAbandoned(of(subject, what));
    }

    private static Background.Key of(PredictedImage subject, String what) {
        return new Background.Key(
                subject.name() + " " + what,
                subject.run().id(),
                subject.request().epoch());
    }

    /** The classes to choose from by their labels. */
    static List<Choice> choices(PredictedImage subject, int chosen) {
        return IntStream.range(0, subject.classes().size())
                .mapToObj(label -> new Choice(label, subject.classes().get(label), label == chosen))
                .toList();
    }

    /** A class to choose. */
    record Choice(int label, String name, boolean chosen) {}
}
