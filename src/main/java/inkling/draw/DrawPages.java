package inkling.draw;

import inkling.archive.NearestImages;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.draw.Answer.Chance;
import inkling.errors.UserError.InvalidInput;
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
import java.util.stream.IntStream;

/** A page to draw on, or to send a picture to, and to see what the network makes of it. */
public final class DrawPages {
    private static final String CANVAS = "application/octet-stream";
    /** More than a picture may have, so that one a little larger is refused at its field. */
    public static final LargeBody UPLOAD = new LargeBody(UploadedPicture.MOST_BYTES + (4 << 20));

    private final RunArchive archive;
    private final Readings readings;

    public DrawPages(RunArchive archive, PredictionStore predictions, NearestImages nearest) {
        this.archive = archive;
        this.readings = new Readings(archive, predictions, nearest);
    }

    public void page(Context context) {
        page(context, Optional.empty(), Map.of());
    }

    /** What the page's map shows of an epoch, whatever is drawn. */
    public void map(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        context.json(readings.map(request.run(), request.epoch()).cloud());
    }

    /** The canvas sends its bytes and takes JSON; a form sends a file and takes a page, or JSON if it says so. */
    public void read(Context context) {
        if (context.isMultipartFormData()) {
            readUpload(context);
        } else if (CANVAS.equals(context.contentType())) {
            EpochRequest request = EpochRequest.of(archive, context);
            ImageShape shape = request.run().blueprint().input();
            Drawing drawing = Drawing.ofCanvas(context.bodyAsBytes(), shape);
            context.json(readings.read(request, drawing.seen(shape), layer(context, request)));
        } else {
            throw new HttpResponseException(HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode(), "", Map.of());
        }
    }

    private void readUpload(Context context) {
        boolean json = Optional.ofNullable(context.header("Accept")).orElse("").contains("json");
        try {
            EpochRequest request = EpochRequest.of(archive, context);
            Answer answer = readings.read(
                    request,
                    UploadedPicture.open(
                            file(context), request.run().blueprint().input(), fit(request.run())),
                    layer(context, request));
            if (json) {
                context.json(answer);
            } else {
                page(context, Optional.of(answer), Map.of());
            }
        } catch (InvalidInput e) {
            if (json || !e.messages().containsKey(UploadedPicture.FIELD)) {
                throw e;
            }
            context.status(HttpStatus.BAD_REQUEST);
            page(context, Optional.empty(), e.messages());
        }
    }

    /** As a script asks for it in the address, or a form in its field. */
    private static Optional<String> layer(Context context, EpochRequest request) {
        return request.asked("layer").or(() -> Optional.ofNullable(context.formParam("layer")));
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

    private void page(Context context, Optional<Answer> answer, Map<String, String> errors) {
        EpochRequest request = EpochRequest.of(archive, context);
        Map<String, Object> model = request.model();
        List<String> names = Readings.classNames(request.run());
        List<Chance> chances = answer.map(Answer::chances).orElseGet(() -> none(names));
        model.put("chances", chances);
        model.put("ranked", answer.map(Answer::ranked).orElseGet(() -> Likeliest.of(new double[names.size()])));
        answer.ifPresent(each -> model.put("answer", each));
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
