package inkling.runlist;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.runs.RunName;
import inkling.archive.runs.RunRepository;
import inkling.http.BasePath;
import inkling.organise.OrganisedRuns;
import inkling.runlist.filter.Condition;
import inkling.runlist.filter.Field;
import inkling.runlist.filter.FilterException;
import inkling.runlist.filter.FilterParser;
import inkling.runs.FormModel;
import inkling.runs.RunForm;
import inkling.runs.RunHead;
import inkling.runs.RunPlan;
import inkling.runs.job.RunEvents;
import inkling.training.Hyperparameters;
import inkling.worker.JobStatus;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of runs, page by page: the first page of the program. */
public final class ListPages {
    /** What a person usually wants to see; points stand for the commas, which a cookie cannot have. */
    private static final String COOKIE = "inkling.columns";

    private static final Duration COOKIE_LIVES = Duration.ofDays(365);

    private final RunRepository runs;
    private final RunList list;
    private final OrganisedRuns organised;
    private final RunEvents events;
    private final RunForm form;
    private final Clock clock;

    /** @param events knows what a run is doing just now */
    public ListPages(
            RunRepository runs, RunList list, OrganisedRuns organised, RunEvents events, RunForm form, Clock clock) {
        this.runs = runs;
        this.list = list;
        this.organised = organised;
        this.events = events;
        this.form = form;
        this.clock = clock;
    }

    public void list(Context context) {
        Map<String, String> values = ListQuery.values(context);
        ListQuery query = ListQuery.of(values);
        if (values.containsKey("keep")) {
            keepColumns(context, query);
            return;
        }
        ListView view = view(context, query);
        Map<String, Object> model = model(view);
        organised
                .archivedJustNow(values.getOrDefault("did", ""), query.address())
                .ifPresent(undo -> undo.offer(context));
        boolean none = runs.isEmpty();
        if (none) {
            model.putAll(new FormModel(form).of(form.defaults(), Map.of()));
            model.put("plan", RunPlan.of(form.defaults(), form, run -> RunName.of(run, List.of())));
            model.put("usual", RunHead.about(Hyperparameters.DEFAULT));
        }
        model.put("none", none);
        if (view.wrong().isPresent()) {
            context.status(HttpStatus.BAD_REQUEST);
        }
        context.render("runlist/list.html", model);
    }

    /** The address that a person might guess. */
    public void toList(Context context) {
        context.redirect("/", HttpStatus.SEE_OTHER);
    }

    public void rows(Context context) {
        context.render("runlist/rows.html", model(view(context, ListQuery.of(ListQuery.values(context)))));
    }

    private Map<String, Object> model(ListView view) {
        Map<String, Object> model = new HashMap<>();
        model.put("list", view);
        model.put("tagNames", organised.tagNames());
        return model;
    }

    /** Remembers the columns as this person's usual ones, and forgets them if they are everybody's. */
    private void keepColumns(Context context, ListQuery query) {
        boolean usual = query.columns().isEmpty() || query.columns().equals(Columns.usual(list.namesAnybody()));
        Cookie cookie = new Cookie(
                COOKIE, String.join(".", query.columns().stream().map(Field::id).toList()));
        cookie.setMaxAge(usual ? 0 : (int) COOKIE_LIVES.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setPath(BasePath.of(context).before("/"));
        cookie.setSameSite(SameSite.STRICT);
        context.cookie(cookie);
        context.redirect(query.withColumns(usual ? List.of() : query.columns()).address(), HttpStatus.SEE_OTHER);
    }

    private static List<Field> columns(Context context, ListQuery query, boolean named) {
        if (!query.columns().isEmpty()) {
            return query.columns();
        }
        String cookie = Optional.ofNullable(context.cookie(COOKIE)).orElse("");
        // A cookie may be of a version with other columns; that is nobody's mistake.
        List<Field> usual = List.of(cookie.split("\\.")).stream()
                .flatMap(name -> Columns.find(name).stream())
                .distinct()
                .toList();
        return usual.isEmpty() ? Columns.usual(named) : usual;
    }

    private ListView view(Context context, ListQuery asked) {
        Condition condition = Condition.ALWAYS;
        Optional<FilterException> wrong = Optional.empty();
        try {
            condition = FilterParser.parse(asked.q());
        } catch (FilterException e) {
            wrong = Optional.of(e);
        }
        RunSelection selection = asked.selection(condition);
        Counts counts = list.count(selection);
        int last = (int) Math.max(1, (counts.total() + ListView.PAGE - 1) / ListView.PAGE);
        ListQuery query = asked.onPage(Math.min(asked.page(), last));
        boolean named = list.namesAnybody();
        List<Field> columns = columns(context, query, named);
        Instant now = clock.instant();
        List<RowView> rows =
                list.page(selection, query.sort(), ListView.PAGE, (query.page() - 1L) * ListView.PAGE).stream()
                        .map(listed -> row(listed, columns, now))
                        .toList();
        return new ListView(query, wrong, counts, columns, rows, named);
    }

    private RowView row(MeasuredRun listed, List<Field> columns, Instant now) {
        List<Cell> cells =
                columns.stream().map(field -> Cell.of(field, listed, now)).toList();
        boolean running = listed.run().status() == JobStatus.RUNNING;
        return new RowView(
                new RunHead(listed.run()),
                cells,
                running ? events.progress(listed.run().id()) : Optional.empty());
    }
}
