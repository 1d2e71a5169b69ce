package inkling.access;

import inkling.errors.UserError;
import inkling.http.BasePath;
import inkling.http.FormInput;
import inkling.text.Numbers;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Where look-only links are made, listed and taken back, and where they lead in. */
public final class LookPages {
    private static final int MOST_RUNS = 50;
    /** Characters that their numbers are kept in. */
    private static final int LONGEST = 400;

    private final Access access;
    private final LookLinks links;
    private final LongPredicate isRun;

    /** @param isRun whether there is a run of that number: a link to one that comes later would show what nobody meant to */
    public LookPages(Access access, LookLinks links, LongPredicate isRun) {
        this.access = access;
        this.links = links;
        this.isRun = isRun;
    }

    /** A line of the list. */
    record Line(long id, String title, String url, String madeBy, Instant madeAt) {
        Line(LookLink link) {
            this(link.id(), link.sight().title(), link.sight().address(), link.madeBy(), link.madeAt());
        }
    }

    /** All links; with {@code ?runs=12}, or {@code ?runs=3,7&comparison=yes}, also the way to make one. */
    public void page(Context context) {
        Map<String, String> query = FormInput.query(context, "runs");
        render(context, query.containsKey("runs") ? Optional.of(sight(query)) : Optional.empty(), Optional.empty());
    }

    private Sight sight(Map<String, String> fields) {
        String runs = fields.getOrDefault("runs", "");
        boolean comparison = fields.containsKey("comparison");
        List<Long> ids = Optional.of(runs)
                .filter(all -> all.length() <= LONGEST)
                .flatMap(Numbers::ids)
                .filter(all -> !all.isEmpty() && all.size() <= (comparison ? MOST_RUNS : 1))
                .orElseThrow(() ->
                        new UserError.InvalidInput("runs", "runs must be runs' numbers such as 3,7, was " + runs));
        ids.stream().filter(id -> !isRun.test(id)).findFirst().ifPresent(id -> {
            throw new UserError.InvalidInput("runs", "there is no run " + id);
        });
        return new Sight(ids, comparison);
    }

    private void render(Context context, Optional<Sight> sight, Optional<String> made) {
        Map<String, Object> model = new HashMap<>();
        model.put("links", links.all().stream().map(Line::new).toList());
        sight.ifPresent(known -> {
            model.put("runs", known.ids());
            model.put("comparison", known.comparison());
            model.put("what", known.title());
            model.put("url", known.address());
        });
        made.ifPresent(address -> model.put("made", address));
        context.header("Cache-Control", "no-store").render("access/links.html", model);
    }

    /** Makes a link and shows it, which no other answer does again. */
    public void make(Context context) {
        Sight sight = sight(FormInput.body(context));
        Visitor visitor = Visitor.of(context);
        String secret = links.make(sight, visitor.name().or(visitor::label).orElse("somebody"));
        String host = Optional.ofNullable(context.header("Host")).orElse("");
        String address = context.scheme() + "://" + host + BasePath.of(context).before("/look/" + secret);
        render(context, Optional.of(sight), Optional.of(address));
    }

    public void takeBack(Context context) {
        links.takeBack(FormInput.id("link", context.pathParam("link")));
        access.endStreamsOfThoseWhoLeft();
        context.redirect("/links", HttpStatus.SEE_OTHER);
    }

    /** Lets in whoever follows a link. */
    public void follow(Context context) {
        context.redirect(
                access.follow(context, links, context.pathParam("secret")).address(), HttpStatus.SEE_OTHER);
    }
}
