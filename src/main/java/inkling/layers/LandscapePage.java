package inkling.layers;

import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.layers.Terrain.Along;
import inkling.runs.EpochRequest;
import inkling.studies.Studies;
import inkling.text.Figures;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The loss around a network on a plane through its parameters, with the way that training went drawn on it. */
public final class LandscapePage {
    private static final List<String> SHOWN = List.of("loss", "error");

    private final RunArchive archive;
    private final Studies studies;
    private final LandscapeStudy kind;

    LandscapePage(RunArchive archive, Studies studies, LandscapeStudy kind) {
        this.archive = archive;
        this.studies = studies;
        this.kind = kind;
    }

    /** One that was looked at before. */
    record Earlier(String title, String url, boolean current) {}

    /** What is drawn: the loss or the error. */
    record Choice(String id, String url, boolean current) {}

    static Address address(Run run, Map<String, String> asked) {
        return new Address(run.url() + "/layers/landscape").with(asked);
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        Map<String, String> asked = asked(request);
        String show = FormInput.choose(
                "show", SHOWN, each -> each, request.asked("show").orElse("loss"));
        Map<String, Object> model = request.model();
        model.put("study", studies.view(kind, run, asked));
        model.put("asked", asked);
        boolean knowsWay = kind.knowsWay(run, request.epoch());
        model.put("knowsWay", knowsWay);
        model.put("alongs", knowsWay ? List.of(Along.values()) : List.of(Along.RANDOM));
        model.put("splits", List.of(ImageSplit.values()));
        model.put("places", LandscapeStudy.PLACES);
        model.put("images", Figures.count(LandscapeStudy.IMAGES));
        model.put(
                "json",
                new Address(run.url() + "/layers/landscape.json").with(asked).toString());
        model.put(
                "shown",
                SHOWN.stream()
                        .map(each -> new Choice(
                                each, address(run, asked).with("show", each).toString(), each.equals(show)))
                        .toList());
        model.put(
                "earlier",
                studies.finished(kind, run).stream()
                        .map(each -> new Earlier(
                                title(each.asked()),
                                address(run, each.asked()).toString(),
                                each.asked().equals(asked)))
                        .toList());
        studies.result(kind, run, asked)
                .ifPresent(terrain -> model.put("view", LandscapeView.of(terrain, show.equals("loss"))));
        context.render("layers/landscape.html", model);
    }

    private static String title(Map<String, String> asked) {
        String along =
                asked.get("along").equals(Along.RANDOM.id()) ? "random, seed " + asked.get("seed") : "along the way";
        return Text.of("epoch %s, %s, %s images", asked.get("epoch"), along, asked.get("split"));
    }

    /** What came of it; there is none before it was asked for. */
    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Map<String, String> asked = asked(request);
        context.json(studies.result(kind, request.run(), asked)
                .orElseThrow(() -> studies.missing(kind, request.run(), asked)));
    }

    private Map<String, String> asked(EpochRequest request) {
        Map<String, String> fields = new TreeMap<>(request.query());
        fields.put("epoch", String.valueOf(request.epoch()));
        return kind.asked(request.run(), fields);
    }
}
