package inkling.whatif;

import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.inspect.ImageNavigation;
import inkling.inspect.ImagePictures;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.runs.EpochRequest;
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

    Subject subject(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        ImageSplit split = ImageSplit.of(context.pathParam("split"));
        LabelledImages images = archive.images(request.run(), split);
        return subject(request, split, ImagePictures.index(context, images, split));
    }

    /** @throws inkling.errors.UserError.Conflict if what the network says is not a number */
    Subject subject(EpochRequest request, ImageSplit split, int index) {
        LabelledImages images = archive.images(request.run(), split);
        float[] x = new float[images.shape().size()];
        var normalisation = archive.normalisation(request.run());
        normalisation.apply(images.shape(), images.pixels(), index * x.length, 1, x, 0);
        PlainNetwork network = archive.network(request.run(), request.epoch());
        ForwardPass pass = network.forward(x);
        predictions.requireFinite(request.run(), request.epoch(), single(pass.logits()));
        return new Subject(request, split, index, images, network, normalisation, pass);
    }

    static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        IntStream.range(0, single.length).forEach(i -> single[i] = (float) numbers[i]);
        return single;
    }

    /** What the templates of the views need. */
    Map<String, Object> model(Subject subject, String view) {
        EpochRequest request = subject.request().with("select", subject.name());
        Map<String, Object> model = request.model();
        model.put("subject", subject);
        model.put("shape", subject.images().shape());
        model.put("view", view);
        model.put(
                "walk",
                ImageNavigation.of(
                        predictions,
                        request,
                        subject.split(),
                        subject.index(),
                        subject.images().size(),
                        "/" + view));
        model.put(
                "json",
                new Address(subject.url() + "/" + view + ".json")
                        .with(request.query())
                        .with("epoch", request.epoch())
                        .toString());
        return model;
    }

    /** What is worked out of a subject; kept as long as memory lasts. */
    <R> R worked(Subject subject, String what, Class<R> type, Supplier<R> work) {
        Background.Key of = of(subject, what);
        String checkpoint = archive.checkpointVersion(subject.run(), of.epoch());
        return type.cast(known.get(new Key(of, checkpoint), work::get));
    }

    /** @return empty if it takes longer than a page waits; another call goes on waiting */
    <R> Optional<R> waited(Subject subject, String what, Class<R> type, Supplier<R> work) {
        return Background.await(
                background.ask(of(subject, what), () -> worked(subject, what, type, work)),
                System.nanoTime() + background.patience().toNanos());
    }

    private static Background.Key of(Subject subject, String what) {
        return new Background.Key(
                subject.name() + " " + what,
                subject.run().id(),
                subject.request().epoch());
    }

    /** The classes to choose from by their labels, without some. */
    static List<Choice> choices(Subject subject, int chosen, List<Integer> without) {
        return IntStream.range(0, subject.classes().size())
                .filter(label -> !without.contains(label))
                .mapToObj(label -> new Choice(label, subject.classes().get(label), label == chosen))
                .toList();
    }

    /** A class to choose. */
    record Choice(int label, String name, boolean chosen) {}
}
