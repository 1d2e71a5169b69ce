package inkling.weights;

import inkling.analysis.LayerActivity;
import inkling.analysis.pictures.WeightPictures;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError;
import inkling.errors.UserError.NotFound;
import inkling.network.Blueprint.Fitted;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Numbers;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One unit of a layer, or filter of a convolution: its picture, what leads on from it, and what excites it. */
public final class UnitPage {
    private final RunArchive archive;
    private final ActivityStore activities;

    public UnitPage(RunArchive archive, ActivityStore activities) {
        this.archive = archive;
        this.activities = activities;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        WeightPictures pictures = WeightPages.pictures(archive, request);
        PictureOptions look = PictureOptions.of(request, pictures);
        int unit = unit(context.pathParam("unit"), pictures);
        List<String> classNames = WeightPages.classNames(request);
        Map<String, Object> model = WeightPages.model(request, look);
        model.put("unit", unit);
        model.put("address", path(request, unit) + look.query(request.epoch()));
        model.put("box", PictureSheet.sheet(pictures, look.colour()).viewBox(unit));
        model.put("switches", look.switchesOfOne(path(request, unit), request.epoch()));
        model.put("legend", PictureSheet.legend(pictures, unit, look));
        model.put("back", request.run().url() + "/weights" + look.query(request.epoch()));
        addNeighbours(model, request, look, pictures, unit);
        addFigures(model, pictures, unit, classNames);
        addExcited(model, request, pictures, unit, classNames);
        context.render("weights/unit.html", model);
    }

    private static int unit(String text, WeightPictures pictures) {
        return Numbers.whole(text, 0, pictures.units() - 1)
                .orElseThrow(() -> new NotFound(Text.of(
                        "There is no unit %s; those of %s are counted from 0 to %d.",
                        text, pictures.layer().id(), pictures.units() - 1)));
    }

    private static String path(EpochRequest request, int unit) {
        return request.run().url() + "/weights/" + unit;
    }

    /** The units before and after it in the order that the page was come from. */
    private static void addNeighbours(
            Map<String, Object> model, EpochRequest request, PictureOptions look, WeightPictures pictures, int unit) {
        List<Integer> order =
                Arrays.stream(pictures.order(look.order())).boxed().toList();
        int place = order.indexOf(unit);
        int units = order.size();
        int previous = order.get((place + units - 1) % units);
        int next = order.get((place + 1) % units);
        model.put("previous", previous);
        model.put("previousUrl", path(request, previous) + look.query(request.epoch()));
        model.put("next", next);
        model.put("nextUrl", path(request, next) + look.query(request.epoch()));
    }

    private static void addFigures(
            Map<String, Object> model, WeightPictures pictures, int unit, List<String> classNames) {
        double norm = pictures.norm(unit);
        long longer = IntStream.range(0, pictures.units())
                .filter(other -> pictures.norm(other) > norm)
                .count();
        model.put("norm", Figures.signed(norm));
        model.put("rank", longer + 1);
        model.put("bias", Figures.signed(pictures.bias(unit)));
        model.put("smallest", Figures.signed(pictures.range(unit).min()));
        model.put("largest", Figures.signed(pictures.range(unit).max()));
        if (pictures.push()) {
            addPushes(model, pictures, unit, classNames);
        }
    }

    private static void addPushes(
            Map<String, Object> model, WeightPictures pictures, int unit, List<String> classNames) {
        float[] outgoing = pictures.outgoing(unit);
        int label = pictures.pushesFor(unit);
        model.put("label", label);
        model.put("className", classNames.get(label));
        model.put("push", Figures.signed(pictures.pushes(unit)[label]));
        model.put("pushes", Bars.along(classNames, pictures.pushes(unit)));
        model.put(
                "outgoing",
                Bars.upright(
                        IntStream.range(0, outgoing.length)
                                .mapToObj(String::valueOf)
                                .toList(),
                        outgoing));
    }

    /** A run whose images are gone still has its weights. */
    private void addExcited(
            Map<String, Object> model,
            EpochRequest request,
            WeightPictures pictures,
            int unit,
            List<String> classNames) {
        try {
            Fitted layer = pictures.layer();
            LabelledImages images = archive.images(request.run(), ImageSplit.TRAIN);
            Optional<LayerActivity> activity = activities.of(request.run(), request.epoch(), layer);
            model.put("waiting", activity.isEmpty());
            activity.ifPresent(known -> {
                UnitActivity excited = UnitActivity.of(request, images, known, layer, unit, classNames);
                model.put("excited", excited);
                model.put("means", Bars.along(classNames, excited.means()));
            });
        } catch (UserError e) {
            model.put("noImages", e.getMessage());
        }
    }
}
