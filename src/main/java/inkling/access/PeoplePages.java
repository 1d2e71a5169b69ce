package inkling.access;

import inkling.errors.UserError;
import inkling.http.FormInput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The people who log in: who there is, what each may do, their passwords. */
public final class PeoplePages {
    private final Access access;
    private final People people;
    private final PeopleApi api;

    public PeoplePages(Access access, People people) {
        this.access = access;
        this.people = people;
        this.api = new PeopleApi(people);
    }

    public void page(Context context) {
        render(context, Map.of("role", Role.TRAIN.id()), Map.of(), "");
    }

    private void render(Context context, Map<String, String> values, Map<String, String> errors, String about) {
        Map<String, Object> model = new HashMap<>();
        model.put("people", people.all());
        model.put("roles", List.of(Role.values()));
        model.put("values", values);
        model.put("errors", errors);
        model.put("about", about);
        model.put("logIn", access.isNeeded());
        context.header("Cache-Control", "no-store").render("access/people.html", model);
    }

    public void change(Context context) {
        PeopleChange change = PeopleChange.of(context.pathParam("change"));
        Map<String, String> fields = FormInput.body(context);
        try {
            change.make(people, fields);
            access.endStreamsOfThoseWhoLeft();
            context.redirect("/people", HttpStatus.SEE_OTHER);
        } catch (UserError.InvalidInput e) {
            refuse(context, change, fields, e, e.messages());
        } catch (UserError.Conflict e) {
            refuse(context, change, fields, e, Map.of("name", e.getMessage()));
        }
    }

    /** Says it at the field: of the form that adds somebody, or of the person's own. */
    private void refuse(
            Context context, PeopleChange change, Map<String, String> fields, UserError e, Map<String, String> errors) {
        context.status(e.status());
        render(context, fields, errors, change == PeopleChange.ADD ? "" : fields.getOrDefault("name", ""));
    }

    public void list(Context context) {
        context.json(api.all());
    }

    public void changeJson(Context context) {
        Object changed = api.change(PeopleChange.of(context.pathParam("change")), FormInput.body(context));
        access.endStreamsOfThoseWhoLeft();
        context.json(changed);
    }
}
