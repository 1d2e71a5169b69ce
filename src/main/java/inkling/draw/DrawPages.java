package inkling.draw;

import inkling.archive.NearestImages;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.draw.Answer.Chance;
import inkling.draw.Drawing.Seen;
import inkling.errors.UserError.InvalidInput;
import inkling.explain.Explanation;
import inkling.explain.ExplanationJson;
import inkling.explain.ExplanationRequest;
import inkling.explain.Explanations;
import inkling.explain.WhyView;
import inkling.http.LargeBody;
import inkling.inspect.Likeliest;
import inkling.runs.EpochRequest;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A page to draw on, or to send a picture to, and to see what the network makes of it. */
public final class DrawPages {
    private static final String CANVAS = "application/octet-stream";
    /** The form's field that holds a picture's file. */
    public static final String PICTURE = UploadedPicture.FIELD;

    /** More than a picture may have, so that one a little larger is refused at its field. */
    public static final LargeBody UPLOAD = new LargeBody(UploadedPicture.MOST_BYTES + (4 << 20));

    private final RunArchive archive;
    private final Readings readings;
    private final Explanations explanations;

    public DrawPages(
            RunArchive archive, PredictionStore predictions, NearestImages nearest, Explanations explanations) {
        this.archive = archive;
        this.readings = new Readings(archive, predictions, nearest);
        this.explanations = explanations;
    }

    public void page(Context context) {
        page(context, EpochRequest.of(archive, context), Optional.empty(), Map.of());
    }

    /** What the page's map shows of an epoch, whatever is drawn. */
    public void map(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        context.json(readings.map(request.run(), request.epoch()).cloud());
    }

    /** The canvas sends its bytes and takes JSON; a form sends a file and takes a page, or JSON if it says so. */
    public void read(Context context) {
        EpochRequest request = request(context);
        boolean json = CANVAS.equals(context.contentType()) || wantsJson(context);
        try {
            Seen seen = seen(context, request.run());
            if (json) {
                context.json(readings.read(request, seen));
            } else {
                page(context, request, Optional.of(seen), Map.of());
            }
        } catch (InvalidInput e) {
            if (json || !e.messages().containsKey(UploadedPicture.FIELD)) {
                throw e;
            }
            context.status(HttpStatus.BAD_REQUEST);
            page(context, request, Optional.empty(), e.messages());
        }
    }

    /** Which pixels of what is sent in the same ways speak for a class: as a part of a page, or as JSON of one method. */
    public void why(Context context) {
        EpochRequest request = request(context);
        Seen seen = seen(context, request.run());
        if (wantsJson(context)) {
            context.json(explained(request, seen));
        } else {
            context.render("draw/maps.html", Map.of("view", view(request, seen)));
        }
    }

    /** What a command asks of a picture's file; the query as that of {@link #why}. */
    public ExplanationJson explained(long run, byte[] file, Map<String, String> query) {
        EpochRequest request = EpochRequest.of(archive, archive.run(run), query);
        return explained(request, opened(request.run(), file));
    }

    private ExplanationJson explained(EpochRequest request, Seen seen) {
        ExplanationRequest wanted = ExplanationRequest.of(request, OptionalInt.empty());
        Explanation explanation = explanations.of(request.run(), request.epoch(), seen.pixels(), wanted);
        return ExplanationJson.of(request, Optional.empty(), OptionalInt.empty(), explanation, wanted.method());
    }

    private WhyView view(EpochRequest request, Seen seen) {
        ExplanationRequest wanted = ExplanationRequest.of(request, OptionalInt.empty());
        Explanation explanation = explanations.of(request.run(), request.epoch(), seen.pixels(), wanted);
        List<String> names = request.run().data().orElseThrow().outputNames();
        return new WhyView(explanation, wanted, names, OptionalInt.empty());
    }

    private static boolean wantsJson(Context context) {
        return Optional.ofNullable(context.header("Accept")).orElse("").contains("json");
    }

    /** What is chosen stands in the address where a script asks, and in fields where a form does. */
    private EpochRequest request(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        if (context.isMultipartFormData()) {
            for (String field : List.of("layer", "class", "baseline", "scale")) {
                String chosen = context.formParam(field);
                if (chosen != null && request.asked(field).isEmpty()) {
                    request = request.with(field, chosen);
                }
            }
        }
        return request;
    }

    private static Seen seen(Context context, Run run) {
        if (context.isMultipartFormData()) {
            return opened(run, file(context));
        }
        if (CANVAS.equals(context.contentType())) {
            ImageShape shape = run.blueprint().input();
            return Drawing.ofCanvas(context.bodyAsBytes(), shape).seen(shape);
        }
        throw new HttpResponseException(HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode(), "", Map.of());
    }

    private static Seen opened(Run run, byte[] file) {
        return UploadedPicture.open(file, run.blueprint().input(), fit(run));
    }

    private static Framing.Fit fit(Run run) {
        return run.request().data().framing().fit();
    }

    /** @return the bytes, of a file that is too large no more than show it */
    private static byte[] file(Context context) {
        UploadedFile file = context.uploadedFile(UploadedPicture.FIELD);
        if (file == null) {
            return new byte[0];
        }
        try (InputStream content = file.content()) {
            return content.readNBytes(UploadedPicture.MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void page(Context context, EpochRequest request, Optional<Seen> seen, Map<String, String> errors) {
        Optional<Answer> answer = seen.map(picture -> readings.read(request, picture));
        Map<String, Object> model = request.model();
        List<String> names = Readings.classNames(request.run());
        List<Chance> chances = answer.map(Answer::chances).orElseGet(() -> none(names));
        model.put("chances", chances);
        model.put("ranked", answer.map(Answer::ranked).orElseGet(() -> Likeliest.of(new double[names.size()])));
        answer.ifPresent(each -> model.put("answer", each));
        seen.ifPresent(picture -> model.put("view", view(request, picture)));
        ImageShape shape = request.run().blueprint().input();
        model.put("shape", shape);
        model.put("centred", shape.equals(ImageShape.MNIST));
        model.put("named", names.stream().anyMatch(name -> name.length() > 2));
        model.put("fit", fit(request.run()).words());
        model.put("features", request.run().blueprint().features());
        model.put("showsUnits", Readings.showsUnits(request.run()));
        model.put("convolutions", Readings.convolutions(request.run()));
        model.put("mostMaps", Answer.MOST_MAPS);
        model.put(
                "manyMaps",
                Readings.convolutions(request.run()).stream()
                        .anyMatch(layer -> layer.outputShape()[0] > Answer.MOST_MAPS));
        model.put(
                "chosenLayer",
                answer.map(Answer::layer).or(() -> request.asked("layer")).orElse(""));
        model.put("errors", errors);
        model.put("mostBytes", UploadedPicture.MOST_BYTES);
        context.render("draw/draw.html", model);
    }

    private static List<Chance> none(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(label -> new Chance(label, names.get(label), 0))
                .toList();
    }
}
