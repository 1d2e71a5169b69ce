package inkling.layers;

import inkling.archive.RunArchive;
import inkling.charts.Curve;
import inkling.charts.LineChart;
import inkling.runs.EpochRequest;
import inkling.studies.Studies;
import inkling.studies.StudyKind;
import inkling.text.Figures;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a linear classifier reads from each layer, beside the network that training began from. */
public final class ProbePage {
    private final RunArchive archive;
    private final Studies studies;
    private final StudyKind<Probes> kind;

    ProbePage(RunArchive archive, Studies studies, StudyKind<Probes> kind) {
        this.archive = archive;
        this.studies = studies;
        this.kind = kind;
    }

    /** A layer's line in the table. */
    record Row(String layer, String about, String numbers, String train, String test, String loss, String untrained) {
        static Row of(Probes.Layer each) {
            return new Row(
                    each.layer().id(),
                    each.layer().about(),
                    Figures.count(each.layer().width()) + (each.layer().thinned() ? " *" : ""),
                    Figures.percent(each.train()),
                    Figures.percent(each.test()),
                    Figures.loss(each.testLoss()),
                    Figures.percent(each.testAtBeginning()));
        }
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Map<String, String> asked = asked(request);
        Map<String, Object> model = request.model();
        model.put("study", studies.view(kind, request.run(), asked));
        model.put("most", Figures.count(ProbeStudy.TRAIN_IMAGES));
        studies.result(kind, request.run(), asked).ifPresent(found -> {
            model.put("found", found);
            model.put("rows", found.layers().stream().map(Row::of).toList());
            model.put("lines", lines(found));
            model.put("said", said(found));
            model.put("trainImages", Figures.count(found.trainImages()));
            model.put("testImages", Figures.count(found.testImages()));
            model.put(
                    "thinned",
                    found.layers().stream().anyMatch(each -> each.layer().thinned()));
        });
        context.render("layers/probes.html", model);
    }

    /** What came of it; there is none before it was asked for. */
    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Map<String, String> asked = asked(request);
        context.json(studies.result(kind, request.run(), asked)
                .orElseThrow(() -> studies.missing(kind, request.run(), asked)));
    }

    private Map<String, String> asked(EpochRequest request) {
        return kind.asked(request.run(), Map.of("epoch", String.valueOf(request.epoch())));
    }

    private static String said(Probes found) {
        Probes.Layer best = found.layers().stream()
                .max(Comparator.comparingDouble(Probes.Layer::test))
                .orElseThrow();
        return Text.of(
                "The classes stand out most clearly in %s: a linear classifier reads %s of the test images rightly there, %s from the pixels alone.",
                best.layer().id(),
                Figures.percent(best.test()),
                Figures.percent(found.layers().get(0).test()));
    }

    private static LineChart lines(Probes found) {
        List<String> places =
                found.layers().stream().map(each -> each.layer().id()).toList();
        Curve trained = Curve.overPlaces(
                "epoch " + found.epoch(),
                "line-training",
                found.layers().stream().mapToDouble(Probes.Layer::test).toArray());
        Curve untrained = Curve.overPlaces(
                "epoch " + found.beginning(),
                "line-validation line-dashed",
                found.layers().stream()
                        .mapToDouble(Probes.Layer::testAtBeginning)
                        .toArray());
        List<Curve> all = found.epoch() == found.beginning() ? List.of(trained) : List.of(trained, untrained);
        return LineChart.wide(places, all, 1, 1, value -> Text.of("%.0f\u2009%%", 100 * value));
    }
}
