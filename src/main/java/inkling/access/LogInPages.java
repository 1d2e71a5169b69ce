package inkling.access;

import inkling.errors.UserError;
import inkling.http.Back;
import inkling.http.FormInput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where people log in and out, and change their password. */
public final class LogInPages {
    private final Access access;
    private final People people;

    public LogInPages(Access access, People people) {
        this.access = access;
        this.people = people;
    }

    public void page(Context context) {
        Map<String, String> query = FormInput.query(context);
        if (!access.isNeeded(context) || access.visitor(context).isPresent()) {
            context.redirect(to(query), HttpStatus.SEE_OTHER);
            return;
        }
        Map<String, String> errors = query.containsKey("wrong")
                ? Map.of("token", "This token is wrong, or was one of an earlier start.")
                : Map.of();
        render(context, query, errors);
    }

    private static String to(Map<String, String> fields) {
        return Back.checked(fields.getOrDefault("to", ""), "/");
    }

    private void render(Context context, Map<String, String> fields, Map<String, String> errors) {
        Map<String, Object> model = new HashMap<>();
        model.put("to", to(fields));
        model.put("name", fields.getOrDefault("name", ""));
        model.put("anyPeople", people.any());
        model.put("errors", errors);
        context.header("Cache-Control", "no-store").render("access/login.html", model);
    }

    public void logIn(Context context) {
        Map<String, String> fields = FormInput.body(context);
        boolean byToken = !fields.getOrDefault("token", "").isEmpty();
        Map<String, String> errors = new LinkedHashMap<>();
        try {
            boolean right = byToken
                    ? access.logIn(context, fields.get("token"))
                    : access.logIn(context, fields.getOrDefault("name", ""), fields.getOrDefault("password", ""));
            if (right) {
                context.redirect(to(fields), HttpStatus.SEE_OTHER);
                return;
            }
            context.status(HttpStatus.UNAUTHORIZED).header("WWW-Authenticate", Access.CHALLENGE);
            errors.put(
                    byToken ? "token" : "password",
                    byToken
                            ? "This token is wrong, or was one of an earlier start."
                            : "Name and password do not belong together.");
        } catch (UserError.TooManyAttempts e) {
            context.status(e.status()).header("Retry-After", String.valueOf(e.seconds()));
            errors.put(byToken ? "token" : "password", e.getMessage());
        }
        render(context, fields, errors);
    }

    public void logOut(Context context) {
        access.logOut(context);
        context.redirect("/login", HttpStatus.SEE_OTHER);
    }
}
