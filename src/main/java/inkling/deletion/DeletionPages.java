package inkling.deletion;

import inkling.errors.UserError.InvalidInput;
import inkling.http.AtReadOnly;
import inkling.http.Back;
import inkling.http.FormInput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The list of what was deleted lately, the form that takes it back, and what any page says of it. */
public final class DeletionPages {
    static final String PAGE = "/deleted";

    private final Deletions deletions;

    public DeletionPages(Deletions deletions) {
        this.deletions = deletions;
    }

    /** Has the page that is asked for say what was deleted just now, if its address does. */
    public void offer(Context context) {
        String did = context.queryParam("did");
        if (did != null && !AtReadOnly.asks(context)) {
            deletions.undo(did, Undo.quiet(context)).ifPresent(undo -> undo.offer(context));
        }
    }

    public void list(Context context) {
        context.render("deletion/list.html", Map.of("deleted", deletions.all()));
    }

    /** Where runs were listed when nothing else could be taken back. */
    public void toList(Context context) {
        context.redirect(PAGE, HttpStatus.MOVED_PERMANENTLY);
    }

    public void restore(Context context) {
        Map<String, String> fields = FormInput.body(context, FormInput.MAX_CHARACTERS, "id");
        List<String> ids = Arrays.stream(fields.getOrDefault("id", "").split(","))
                .filter(id -> !id.isEmpty())
                .toList();
        if (ids.isEmpty()) {
            throw new InvalidInput("id", "say what is to be taken back");
        }
        deletions.restore(context.pathParam("kind"), ids);
        context.redirect(Back.of(fields, PAGE), HttpStatus.SEE_OTHER);
    }
}
