package inkling.organise;

import inkling.archive.runs.Annotations;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunDeleted;
import inkling.deletion.Deletions;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.http.ErrorPages;
import inkling.http.FormInput;
import inkling.runs.Markdown;
import inkling.runs.RunHead;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The forms by which runs are named, tagged, noted, pinned, put away, and thrown away. */
public final class OrganisePages {
    /** Of a posted note, before its lines' ends are counted as one character each. */
    private static final int LONGEST_POST = 2 * Annotations.LONGEST_NOTES + 1_000;

    private final OrganisedRuns organised;

    public OrganisePages(OrganisedRuns organised) {
        this.organised = organised;
    }

    /** Says to whoever asks for a deleted run how it is taken back. */
    public static void takeBack(RunDeleted e, Context context) {
        String sentence = e.getMessage().replaceFirst("\\.$", Text.of(", or by POST /api/runs/%d/restore.", e.run()));
        ErrorPages.answer(context, e, sentence, new ErrorPages.Link("/deleted", "Deleted lately"));
    }

    public void compare(Context context) {
        SelectedRuns picked = SelectedRuns.of(FormInput.query(context, "run"));
        String ids = picked.ids().stream().map(String::valueOf).collect(Collectors.joining(","));
        context.redirect("/compare?runs=" + ids, HttpStatus.SEE_OTHER);
    }

    public void act(Context context) {
        Map<String, String> values = FormInput.body(context, FormInput.MAX_CHARACTERS, "run");
        SelectedRuns picked = SelectedRuns.of(values);
        List<Long> ids = picked.ids();
        String action = context.pathParam("action");
        switch (action) {
            case "archive" -> organised.archive(ids, true);
            case "unarchive" -> organised.archive(ids, false);
            case "tag" -> organised.tag(ids, tags(values));
            case "untag" -> organised.untag(ids, tags(values));
            case "pin" -> organised.pin(ids.get(0), true);
            case "unpin" -> organised.pin(ids.get(0), false);
            case "delete" -> organised.delete(ids);
            default -> throw new NotFound("There is nothing at this address.");
        }
        boolean listed = action.equals("delete")
                || (action.equals("archive") && !picked.back().startsWith("/runs"));
        context.redirect(listed ? picked.listSaying(did(action, ids)) : picked.back(), HttpStatus.SEE_OTHER);
    }

    /** What the address of the list is to carry, so that it says so. */
    private static String did(String action, List<Long> ids) {
        List<String> texts = ids.stream().map(String::valueOf).toList();
        return action.equals("delete")
                ? Deletions.did(DeletedRuns.KIND, texts)
                : OrganisedRuns.ARCHIVED + String.join(",", texts);
    }

    private static List<String> tags(Map<String, String> values) {
        return FormInput.read("tag", values.getOrDefault("tag", ""), Change::someTags);
    }

    public void edit(Context context) {
        Run run = run(context);
        Map<String, String> values = new HashMap<>();
        values.put("name", run.request().name());
        values.put("tags", String.join(", ", run.annotations().tags()));
        values.put("notes", run.annotations().notes());
        values.put("back", FormInput.query(context).getOrDefault("back", run.url()));
        if (!run.annotations().notes().isEmpty()) {
            context.attribute("preview", Markdown.html(run.annotations().notes()));
        }
        show(context, run, values, Map.of());
    }

    public void save(Context context) {
        Run run = run(context);
        Map<String, String> values = FormInput.body(context, LONGEST_POST);
        Map<String, String> fields = new HashMap<>(values);
        fields.keySet().retainAll(List.of("name", "tags", "notes"));
        try {
            organised.change(run.id(), Change.read(fields));
            context.redirect(SelectedRuns.back(values), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            show(context, run, values, e.messages());
        }
    }

    /** The form as it is, and the notes in it as they would be read; nothing is saved. */
    public void preview(Context context) {
        Map<String, String> values = FormInput.body(context, LONGEST_POST);
        context.attribute("preview", Markdown.html(values.getOrDefault("notes", "")));
        show(context, run(context), values, Map.of());
    }

    private void show(Context context, Run run, Map<String, String> values, Map<String, String> errors) {
        Map<String, Object> model = new HashMap<>();
        model.put("run", new RunHead(run));
        model.put("values", values);
        model.put("errors", errors);
        model.put("back", SelectedRuns.back(values));
        model.put("preview", context.attribute("preview"));
        model.put("tagNames", organised.tagNames());
        context.render("runs/edit.html", model);
    }

    private Run run(Context context) {
        return organised.get(FormInput.id("run", context.pathParam("id")));
    }
}
