package inkling.datasets;

import inkling.archive.versions.DataVersions;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import inkling.dataset.sources.Datasets;
import inkling.datasets.Looks.Look;
import inkling.datasets.Looks.Seen;
import inkling.datasets.Looks.Unreadable;
import inkling.deletion.Deletions;
import inkling.deletion.Undo;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import inkling.http.LargeBody;
import inkling.runs.RunForm;
import inkling.text.Figures;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of data sets, each set's page, and how sets are sent and thrown away. */
public final class DataPages {
    /** Of what is sent beside the files. */
    private static final long FORM = 1 << 20;

    /** So long an answer waits for a set that was just sent: most of those that cannot be read are refused at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private final Shelf shelf;
    private final Looks looks;
    private final Uploads uploads;
    private final UsedBy usedBy;
    private final DataVersions versions;
    private final RunForm form;
    private final long mostBytes;

    /**
     * The pages of a home.
     *
     * @param versions corrections of the sets
     * @param form reads which images are asked for
     * @param mostBytes of the files that can be sent at once
     */
    public DataPages(
            Shelf shelf,
            Looks looks,
            Uploads uploads,
            UsedBy usedBy,
            DataVersions versions,
            RunForm form,
            long mostBytes) {
        this.shelf = shelf;
        this.looks = looks;
        this.uploads = uploads;
        this.usedBy = usedBy;
        this.versions = versions;
        this.form = form;
        this.mostBytes = mostBytes;
    }

    /** What the route of an upload takes. */
    public LargeBody upload() {
        return new LargeBody(mostBytes + FORM, uploads.arriving());
    }

    public void list(Context context) {
        list(context, Map.of());
    }

    private void list(Context context, Map<String, String> errors) {
        Map<String, Object> model = new HashMap<>();
        List<SetRow> inHome = shelf.inHome().stream()
                .map(set -> SetRow.of(set, usedBy.of(set), looks.at(set, Framing.USUAL, Duration.ZERO)))
                .toList();
        model.put("sets", inHome);
        model.put("reading", inHome.stream().anyMatch(SetRow::reading));
        model.put(
                "elsewhere",
                shelf.elsewhere().stream()
                        .map(set -> SetRow.of(set, usedBy.of(set), new Unreadable("")))
                        .toList());
        model.put("errors", errors);
        model.put("mostBytes", mostBytes);
        model.put("most", Figures.count(mostBytes / 1_000_000) + " MB");
        context.render("datasets/list.html", model);
    }

    public void set(Context context) {
        String id = context.pathParam("id");
        Optional<String> refusal = looks.refusal(id);
        if (refusal.isPresent()) {
            context.status(HttpStatus.BAD_REQUEST);
            list(context, Map.of(Uploads.FIELD, refusal.get()));
            return;
        }
        show(context, shelf.get(id));
    }

    /** One that lies anywhere on this machine, by its path. */
    public void elsewhere(Context context) {
        try {
            show(context, elsewhere(FormInput.query(context)));
        } catch (InvalidInput e) {
            if (!e.messages().containsKey("data")) {
                throw e;
            }
            context.status(HttpStatus.BAD_REQUEST);
            list(context, e.messages());
        }
    }

    private KnownSet elsewhere(Map<String, String> query) {
        Map<String, String> fields = new HashMap<>(query);
        fields.keySet().retainAll(List.of("data", "test"));
        DatasetRequest request = form.readData(fields);
        Path path =
                request.file().orElseThrow(() -> new InvalidInput("data", "the path of a folder or a file is needed"));
        try {
            Datasets.recognise(path, Optional.empty());
        } catch (DatasetException e) {
            throw new InvalidInput("data", String.valueOf(e.getMessage()));
        }
        return KnownSet.elsewhere(new DatasetRequest(DatasetKind.AUTO, request.path(), request.test(), Framing.USUAL));
    }

    /** What a query says of the shape, wherever the images lie. */
    private Framing framing(Map<String, String> query) {
        Map<String, String> fields = new HashMap<>(query);
        fields.keySet().removeAll(List.of("dataset", "data", "test"));
        return form.readData(fields).framing();
    }

    private void show(Context context, KnownSet set) {
        Map<String, String> query = FormInput.query(context);
        Map<String, Object> model = new HashMap<>();
        Map<String, String> errors = Map.of();
        Framing framing = Framing.USUAL;
        try {
            framing = framing(query);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            errors = e.messages();
        }
        model.put("set", SetView.of(set, framing, looks.at(set, framing), usedBy.of(set)));
        model.put("versions", versions.of(set.request()));
        model.put("values", query);
        model.put("errors", errors);
        model.put("fits", Framing.Fit.values());
        context.render("datasets/set.html", model);
    }

    public void picture(Context context) {
        picture(context, shelf.get(context.pathParam("id")));
    }

    public void pictureElsewhere(Context context) {
        picture(context, elsewhere(FormInput.query(context)));
    }

    private void picture(Context context, KnownSet set) {
        String name = context.pathParam("name");
        Look look = looks.at(set, framing(FormInput.query(context)), AT_ONCE);
        byte[] png = look instanceof Seen seen ? seen.contents().pictures().get(name) : null;
        if (png == null) {
            throw new NotFound("There is no such picture.");
        }
        context.contentType("image/png").result(png);
    }

    /** Takes files of a form; whoever asks for JSON is told where the set's page is. */
    public void send(Context context) {
        boolean json = Optional.ofNullable(context.header("Accept")).orElse("").contains("json");
        try {
            KnownSet set = uploads.take(name(context), files(context));
            if (looks.at(set, Framing.USUAL, AT_ONCE) instanceof Unreadable unreadable) {
                throw new InvalidInput(Uploads.FIELD, unreadable.reason());
            }
            if (json) {
                context.status(HttpStatus.CREATED).json(Map.of("url", set.url()));
            } else {
                context.redirect(set.url(), HttpStatus.SEE_OTHER);
            }
        } catch (InvalidInput e) {
            if (json) {
                throw e;
            }
            context.status(HttpStatus.BAD_REQUEST);
            list(context, e.messages());
        }
    }

    private static String name(Context context) {
        return Optional.ofNullable(context.formParam("name")).orElse("");
    }

    private List<Uploads.Sent> files(Context context) {
        try {
            return context.req().getParts().stream()
                    .filter(part -> part.getName().equals(Uploads.FIELD) && part.getSubmittedFileName() != null)
                    .<Uploads.Sent>map(PartSent::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new InvalidInput(Uploads.FIELD, "choose a file first");
        }
    }

    private record PartSent(Part part) implements Uploads.Sent {
        @Override
        public String name() {
            return part.getSubmittedFileName();
        }

        @Override
        public void to(Path file) throws IOException {
            part.write(file.toString());
        }
    }

    public void delete(Context context) {
        String id = context.pathParam("id");
        shelf.delete(id);
        context.redirect(Undo.saying("/data", Deletions.did(DeletedSets.KIND, List.of(id))), HttpStatus.SEE_OTHER);
    }
}
