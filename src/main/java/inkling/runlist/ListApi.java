package inkling.runlist;

import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.http.Json.Flat;
import inkling.runlist.filter.FilterException;
import inkling.runlist.filter.FilterParser;
import inkling.runs.job.RunJson;
import inkling.training.EpochMetrics;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of runs for programs: found, filtered and sorted as on the page, in JSON. */
public final class ListApi {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST_RUNS = 500;

    private final RunList list;

    public ListApi(RunList list) {
        this.list = list;
    }

    /** A part of the list. */
    public record Page(long total, int limit, int offset, List<RunOfPage> runs) {}

    /** A run of it, with its best epoch and its last. */
    record RunOfPage(@Flat RunJson run, Optional<EpochMetrics> best, Optional<EpochMetrics> last) {}

    public void list(Context context) {
        context.json(list(ListQuery.values(context)));
    }

    /**
     * A part of the list as the API answers it.
     *
     * @param values by the query's names
     * @throws InvalidInput if one of them makes no sense
     */
    public Page list(Map<String, String> values) {
        int limit = number(values, "limit", USUAL_LIMIT, 1, MOST_RUNS);
        int offset = number(values, "offset", 0, 0, Integer.MAX_VALUE);
        ListQuery query = ListQuery.of(values);
        RunSelection selection = selection(query);
        List<RunOfPage> runs = list.page(selection, query.sort(), limit, offset).stream()
                .map(each -> new RunOfPage(new RunJson(each.run()), each.best(), each.last()))
                .toList();
        return new Page(list.count(selection).total(), limit, offset, runs);
    }

    private static RunSelection selection(ListQuery query) {
        try {
            return query.selection(FilterParser.parse(query.q()));
        } catch (FilterException e) {
            throw new InvalidInput("q", e.sentence());
        }
    }

    private static int number(Map<String, String> query, String field, int otherwise, int least, int most) {
        String text = query.getOrDefault(field, String.valueOf(otherwise));
        return FormInput.whole(field, field, text, least, most);
    }
}
