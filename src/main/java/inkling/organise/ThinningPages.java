package inkling.organise;

import inkling.archive.CheckpointThinned;
import inkling.errors.UserError.InvalidInput;
import inkling.http.ErrorPages;
import inkling.http.FormInput;
import inkling.organise.Thinning.Thinned;
import inkling.runs.RunHead;
import inkling.text.Figures;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Where runs lose checkpoints, once it is said which and what that frees. */
public final class ThinningPages {
    private static final String EVERY = "every";

    private final OrganisedRuns organised;
    private final Thinning thinning;

    public ThinningPages(OrganisedRuns organised, Thinning thinning) {
        this.organised = organised;
        this.thinning = thinning;
    }

    /** A run of which something goes. */
    record Row(Thinned thinned) {
        public RunHead head() {
            return new RunHead(thinned.run());
        }

        /** What becomes of its checkpoints. */
        public String said() {
            if (thinned.run().status().active()) {
                return "left alone: it has not ended";
            }
            int gone = thinned.epochs().size();
            return gone == 0
                    ? "nothing to thin"
                    : Figures.plural(gone, "checkpoint") + (gone == 1 ? " of epoch " : " of epochs ") + epochs();
        }

        private String epochs() {
            List<Integer> all = thinned.epochs();
            return all.size() <= 6
                    ? all.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    : Text.of("%d, %d … %d", all.get(0), all.get(1), all.get(all.size() - 1));
        }

        public String frees() {
            return thinned.epochs().isEmpty() ? "" : Figures.bytes(thinned.bytes());
        }
    }

    public void page(Context context) {
        Map<String, String> values = FormInput.query(context, "run");
        SelectedRuns picked = SelectedRuns.of(values);
        Map<String, String> errors = new HashMap<>();
        KeptCheckpoints kept = kept(values, errors);
        List<Thinned> all = picked.ids().stream()
                .map(id -> thinning.preview(organised.get(id), kept))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("rows", all.stream().map(Row::new).toList());
        model.put("ids", picked.ids());
        model.put("back", picked.back());
        model.put("errors", errors);
        model.put(EVERY, values.getOrDefault(EVERY, ""));
        model.put(
                "checkpoints",
                all.stream().mapToInt(each -> each.epochs().size()).sum());
        model.put("frees", Figures.bytes(all.stream().mapToLong(Thinned::bytes).sum()));
        context.render("runlist/thin.html", model);
    }

    /** Runs that have not ended by now are left alone, as the page said. */
    public void thin(Context context) {
        Map<String, String> values = FormInput.body(context, FormInput.MAX_CHARACTERS, "run");
        SelectedRuns picked = SelectedRuns.of(values);
        KeptCheckpoints kept = kept(values);
        picked.ids().stream().filter(id -> !organised.get(id).status().active()).forEach(id -> thinning.thin(id, kept));
        context.redirect(picked.back(), HttpStatus.SEE_OTHER);
    }

    private static KeptCheckpoints kept(Map<String, String> values) {
        String every = values.getOrDefault(EVERY, "").strip();
        return every.isEmpty()
                ? KeptCheckpoints.BEST_AND_LAST
                : new KeptCheckpoints(OptionalInt.of(FormInput.whole(EVERY, "every", every, 1, KeptCheckpoints.MOST)));
    }

    private static KeptCheckpoints kept(Map<String, String> values, Map<String, String> errors) {
        try {
            return kept(values);
        } catch (InvalidInput e) {
            errors.putAll(e.messages());
            return KeptCheckpoints.ALL;
        }
    }

    public void thinJson(Context context) {
        long id = FormInput.id("run", context.pathParam("id"));
        String keep = FormInput.bodyIfAny(context).getOrDefault("keep", "best,last");
        Thinned thinned = thinning.thin(id, FormInput.read("keep", keep, KeptCheckpoints::of));
        context.json(new ThinnedJson(id, thinned.epochs(), thinned.bytes()));
    }

    private record ThinnedJson(long run, List<Integer> epochs, long bytes) {}

    /** Leads whoever asks for an epoch whose checkpoint is gone to the nearest one that is there. */
    public static void nearest(CheckpointThinned e, Context context) {
        Map<String, String> query = new HashMap<>(FormInput.query(context));
        query.put("epoch", String.valueOf(e.nearest()));
        String address = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&", context.path() + "?", ""));
        ErrorPages.answer(context, e, e.getMessage(), new ErrorPages.Link(address, "Epoch " + e.nearest()));
    }
}
