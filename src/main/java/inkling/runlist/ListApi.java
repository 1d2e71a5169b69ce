package inkling.runlist;

import inkling.archive.metrics.MeasuredRun;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runlist.filter.FilterException;
import inkling.runlist.filter.FilterParser;
import inkling.runs.job.RunJson;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** The list of runs for programs: found, filtered and sorted as on the page, in JSON. */
public final class ListApi {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST_RUNS = 500;

    private final RunList list;

    public ListApi(RunList list) {
        this.list = list;
    }

    public void list(Context context) {
        context.json(list(ListQuery.values(context)));
    }

    /**
     * A part of the list as the API answers it.
     *
     * @param values by the query's names
     * @throws InvalidInput if one of them makes no sense
     */
    public Map<String, Object> list(Map<String, String> values) {
        int limit = number(values, "limit", USUAL_LIMIT, 1, MOST_RUNS);
        int offset = number(values, "offset", 0, 0, Integer.MAX_VALUE);
        ListQuery query = ListQuery.of(values);
        RunSelection selection = selection(query);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total", list.count(selection).total());
        json.put("limit", limit);
        json.put("offset", offset);
        json.put(
                "runs",
                list.page(selection, query.sort(), limit, offset).stream()
                        .map(ListApi::run)
                        .toList());
        return json;
    }

    private static RunSelection selection(ListQuery query) {
        try {
            return query.selection(FilterParser.parse(query.q()));
        } catch (FilterException e) {
            throw new InvalidInput("q", e.sentence());
        }
    }

    private static Map<String, Object> run(MeasuredRun listed) {
        Map<String, Object> json = RunJson.run(listed.run());
        json.put("best", listed.best());
        json.put("last", listed.last());
        return json;
    }

    private static int number(Map<String, String> query, String field, int otherwise, int least, int most) {
        String text = query.getOrDefault(field, String.valueOf(otherwise));
        return FormInput.whole(field, field, text, least, most);
    }
}
