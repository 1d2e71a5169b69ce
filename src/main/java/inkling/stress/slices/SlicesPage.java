package inkling.stress.slices;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.slices.Axis;
import inkling.analysis.slices.Slice;
import inkling.analysis.slices.SliceFigures;
import inkling.analysis.slices.Slicing;
import inkling.analysis.slices.WeakSlices;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.http.Address;
import inkling.http.Json.Flat;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How well the network of an epoch does on slices of the test images, which are its worst, and on any that a person chose. */
public final class SlicesPage {
    private static final int MOST_WEAK = 20;

    private final RunArchive archive;
    private final PredictionStore predictions;

    /**
     * The slices of an epoch, as the page and its JSON have them.
     *
     * @param weak those that are worse than the whole, the surest first
     * @param examined how many slices those were looked for among
     * @param chosen what the address names
     */
    record View(
            int epoch,
            SliceFigures overall,
            List<AxisView> axes,
            int examined,
            List<WeakView> weak,
            Optional<ChosenImages.View> chosen) {}

    record AxisView(String id, String title, List<SliceView> slices) {}

    record SliceView(String slice, String title, @Flat SliceFigures figures) {}

    record WeakView(@Flat SliceView slice, double pValue, double correctedPValue) {}

    /** A table of the page. */
    record Table(String id, String title, List<SliceText> rows) {}

    /** A line of the worst slices. */
    record WeakText(SliceText slice, String chance, boolean holds) {}

    public SlicesPage(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        View view = view(request);
        double from = from(Stream.concat(
                view.axes().stream().flatMap(axis -> axis.slices().stream()).map(SliceView::figures),
                Stream.of(view.overall())));
        List<WeakView> weak = view.weak().stream().limit(MOST_WEAK).toList();
        double weakFrom = from(weak.stream().map(each -> each.slice().figures()));
        Map<String, Object> model = request.model();
        model.put("view", view);
        model.put("drawn", archive.slicing(request.run()).drawn());
        model.put("colour", !request.run().data().orElseThrow().shape().isGrey());
        model.put("total", Figures.count(view.overall().count()));
        model.put("fewest", WeakSlices.FEWEST);
        SliceView whole = new SliceView("", "all test images", view.overall());
        model.put("scale", scale(from));
        model.put("whole", text(request, whole, from));
        model.put("weakScale", scale(weakFrom));
        model.put("wholeOfWeak", text(request, whole, weakFrom));
        model.put(
                "chosen",
                view.chosen()
                        .map(each ->
                                text(request, new SliceView("", Text.capitalised(each.title()), each.figures()), from))
                        .orElse(null));
        model.put(
                "weak", weak.stream().map(each -> weak(request, each, weakFrom)).toList());
        model.put(
                "tables",
                view.axes().stream()
                        .map(axis -> new Table(
                                axis.id(),
                                axis.title(),
                                axis.slices().stream()
                                        .map(slice -> text(request, slice, from))
                                        .toList()))
                        .toList());
        context.render("stress/slices.html", model);
    }

    public void json(Context context) {
        context.json(view(EpochRequest.of(archive, context)));
    }

    private View view(EpochRequest request) {
        Slicing slicing = archive.slicing(request.run());
        LabelledPredictions said = labelled(request, ImageSplit.TEST);
        WeakSlices weak = WeakSlices.of(slicing, said);
        return new View(
                request.epoch(),
                SliceFigures.of(said),
                slicing.axes().stream().map(axis -> axis(axis, said)).toList(),
                weak.examined(),
                weak.found().stream()
                        .map(each -> new WeakView(
                                new SliceView(each.slice().id(), each.slice().title(), each.figures()),
                                each.pValue(),
                                each.corrected()))
                        .toList(),
                ChosenImages.of(archive, request, said)
                        .map(each -> each.view(slicing, labelled(request, each.split()))));
    }

    private LabelledPredictions labelled(EpochRequest request, ImageSplit split) {
        return predictions.labelled(request.run(), request.epoch(), split);
    }

    private static AxisView axis(Axis axis, LabelledPredictions said) {
        List<SliceView> views = IntStream.range(0, axis.bins().size())
                .mapToObj(bin -> {
                    Slice slice = Slice.of(axis, bin);
                    return new SliceView(
                            slice.id(), axis.bins().get(bin), SliceFigures.of(said.select(slice.images())));
                })
                .toList();
        return new AxisView(axis.id(), axis.title(), views);
    }

    /** Where the scale of some intervals begins, so that what differs can be seen. */
    private static double from(Stream<SliceFigures> shown) {
        double lowest = shown.filter(figures -> figures.count() > 0)
                .mapToDouble(figures -> figures.interval().low())
                .min()
                .orElse(0);
        return Math.min(0.9, Math.floor(20 * lowest) / 20);
    }

    private static String scale(double from) {
        return Text.of("%.0f\u2009%%", 100 * from);
    }

    private static WeakText weak(EpochRequest request, WeakView each, double from) {
        double corrected = each.correctedPValue();
        return new WeakText(text(request, each.slice(), from), SliceText.chance(corrected), corrected < 0.05);
    }

    private static SliceText text(EpochRequest request, SliceView each, double from) {
        Address here = new Address(request.run().url() + "/stress/slices").with("epoch", request.asked("epoch"));
        Address mistakes = new Address(request.run().url() + "/mistakes").with("epoch", request.asked("epoch"));
        return SliceText.of(
                each.title(),
                here.with("slice", each.slice()).toString(),
                mistakes.with("slice", each.slice()).toString(),
                each.figures(),
                from);
    }
}
