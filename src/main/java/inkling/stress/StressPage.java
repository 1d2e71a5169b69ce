package inkling.stress;

import inkling.analysis.robustness.Damaged;
import inkling.analysis.robustness.Robustness;
import inkling.analysis.robustness.StressTest;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.corruption.Corrupter;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError.NotFound;
import inkling.http.Address;
import inkling.network.Predictor;
import inkling.runs.EpochRequest;
import inkling.stress.StressRequest.Sort;
import inkling.studies.Studies;
import inkling.studies.Study;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a run's network breaks: curves by corruption and strength, previews, and the images that fall first. */
public final class StressPage {
    /** Pictures of fallen images. */
    static final int IN_A_ROW = 6;

    private static final String FOR_NOW = "private, max-age=600";

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final Studies studies;
    private final StressStudy study;

    public StressPage(RunArchive archive, PredictionStore predictions, Studies studies, StressStudy study) {
        this.archive = archive;
        this.predictions = predictions;
        this.studies = studies;
        this.study = study;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        LabelledImages images = archive.images(run, ImageSplit.TEST);
        Map<Integer, Robustness> results = results(run);
        Optional<Robustness> result = Optional.ofNullable(results.get(request.epoch()));
        StressRequest asked = StressRequest.of(request, result, images.size());
        Map<String, Object> model = request.model();
        model.put("study", studies.view(study, run, StressStudy.asked(request.epoch())));
        result.ifPresent(found -> model.put("view", StressView.of(asked, results, images)));
        try (Predictor predictor = predictions.predictor(run, request.epoch())) {
            model.put("preview", Preview.of(asked, images, study.network(run, request.epoch(), predictor)));
        }
        model.put("kept", asked.kept());
        model.put("sort", asked.sort().id());
        model.put("sortUrls", asked.sortUrls());
        model.put(
                "json",
                new Address(run.url() + "/stress.json")
                        .with("epoch", request.epoch())
                        .toString());
        model.put("sorts", Sort.values());
        model.put("test", images.size());
        context.render("stress/stress.html", model);
    }

    /** Of each stressed epoch, in order. */
    private Map<Integer, Robustness> results(Run run) {
        Map<Integer, Robustness> results = new TreeMap<>();
        studies.finished(study, run)
                .forEach(each -> studies.result(study, each)
                        .ifPresent(result -> results.put(StressStudy.epoch(each.asked()), result)));
        return results;
    }

    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        context.json(StressJson.of(request.run(), request.epoch(), tested(request.run(), request.epoch())));
    }

    /** What the test of an epoch came to. */
    public StressJson json(long id, String epoch) {
        Run run = archive.run(id);
        int number = archive.epoch(run, Optional.of(epoch));
        return StressJson.of(run, number, tested(run, number));
    }

    /** What the test of an epoch came to; empty if it was not tested. */
    public Optional<Robustness> result(Run run, int epoch) {
        return studies.result(study, run, StressStudy.asked(epoch));
    }

    private Robustness tested(Run run, int epoch) {
        return result(run, epoch).orElseThrow(() -> studies.missing(study, run, StressStudy.asked(epoch)));
    }

    /**
     * Has the best epoch of a run tested.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     */
    public Study start(Run run, Optional<String> askedBy) {
        return studies.start(study, run, study.asked(run, Map.of()), askedBy);
    }

    /** One image under every corruption. */
    public void sheet(Context context) {
        LabelledImages images = archive.images(EpochRequest.run(archive, context), ImageSplit.TEST);
        int image = StressRequest.image(
                Optional.ofNullable(context.queryParam("image")).orElse("0"), images.size());
        png(context, Preview.png(images, image));
    }

    /** The images that fall under one corruption at one strength. */
    public void fallen(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Robustness result = tested(request.run(), request.epoch());
        StressRequest asked = StressRequest.of(request, Optional.of(result), result.images());
        LabelledImages images = archive.images(request.run(), ImageSplit.TEST);
        Damaged damaged = result.corruptions().get(asked.corruption().ordinal());
        int[] fallen = damaged.strengths().get(asked.strength() - 1).fallen();
        if (fallen.length == 0) {
            throw new NotFound("No image falls there.");
        }
        Corrupter corrupter = new Corrupter(asked.corruption(), asked.strength(), StressTest.SEED);
        List<byte[]> pictures = Arrays.stream(fallen)
                .mapToObj(image -> corrupter.picture(images, image))
                .toList();
        png(context, new Pictures(images.shape(), IN_A_ROW, fallen.length).png(pictures));
    }

    private static void png(Context context, byte[] png) {
        context.header("Cache-Control", FOR_NOW).contentType("image/png").result(png);
    }
}
