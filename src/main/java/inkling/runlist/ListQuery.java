package inkling.runlist;

import inkling.dataset.DatasetKind;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runlist.RunSelection.Archived;
import inkling.runlist.filter.Condition;
import inkling.runlist.filter.Field;
import inkling.text.Named;
import inkling.worker.JobStatus;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an address asks of the list: {@code /?q=lr<0.01&status=running,finished&sort=-test_accuracy&page=2}.
 *
 * @param q the filter as it was typed
 * @param statuses none for all
 * @param datasets none for all
 * @param columns none for a person's usual ones
 * @param page counted from 1
 */
record ListQuery(
        String q,
        Set<JobStatus> statuses,
        Set<DatasetKind> datasets,
        Archived archived,
        Sort sort,
        List<Field> columns,
        int page) {
    ListQuery {
        columns = List.copyOf(columns);
    }

    /** What an address says, by name; what a form's boxes say is a list. */
    static Map<String, String> values(Context context) {
        return FormInput.query(context, "status", "dataset", "columns");
    }

    /** @throws InvalidInput if a parameter other than the filter makes no sense */
    static ListQuery of(Map<String, String> values) {
        return new ListQuery(
                values.getOrDefault("q", ""),
                set(JobStatus.class, "status", values),
                set(DatasetKind.class, "dataset", values),
                Archived.of(values.getOrDefault("archived", "")),
                Sort.of(values.getOrDefault("sort", "")),
                Columns.read(values.getOrDefault("columns", "")),
                FormInput.page(values));
    }

    private static <E extends Enum<E> & Named> Set<E> set(Class<E> type, String name, Map<String, String> values) {
        Set<E> chosen = EnumSet.noneOf(type);
        for (String text : values.getOrDefault(name, "").split(",")) {
            if (!text.isBlank()) {
                chosen.add(FormInput.choose(name, List.of(type.getEnumConstants()), Named::id, text.strip()));
            }
        }
        return chosen;
    }

    RunSelection selection(Condition condition) {
        return new RunSelection(condition, statuses, datasets, archived);
    }

    /** Whether anything but the usual is asked for. */
    public boolean narrowed() {
        return !q.isEmpty() || !statuses.isEmpty() || !datasets.isEmpty() || archived != Archived.HIDDEN;
    }

    ListQuery withFilter(String another) {
        return new ListQuery(another, statuses, datasets, archived, sort, columns, 1);
    }

    ListQuery with(Set<JobStatus> others) {
        return new ListQuery(q, others, datasets, archived, sort, columns, 1);
    }

    ListQuery withDatasets(Set<DatasetKind> others) {
        return new ListQuery(q, statuses, others, archived, sort, columns, 1);
    }

    ListQuery with(Archived other) {
        return new ListQuery(q, statuses, datasets, other, sort, columns, 1);
    }

    ListQuery with(Sort other) {
        return new ListQuery(q, statuses, datasets, archived, other, columns, 1);
    }

    ListQuery onPage(int other) {
        return new ListQuery(q, statuses, datasets, archived, sort, columns, other);
    }

    ListQuery withColumns(List<Field> others) {
        return new ListQuery(q, statuses, datasets, archived, sort, others, page);
    }

    /** The list without any filter, sorted as it is. */
    ListQuery wide() {
        return new ListQuery("", Set.of(), Set.of(), Archived.HIDDEN, sort, columns, 1);
    }

    /** The list's address. */
    String address() {
        return "/" + query();
    }

    /** What follows an address's path: {@code ?sort=lr}, or nothing. */
    String query() {
        List<String> parts = new ArrayList<>();
        parameters().forEach((name, value) -> parts.add(name + "=" + encoded(value)));
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    /** All that is not as usual, by name. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "q", q);
        put(parameters, "status", ids(statuses, Named::id));
        put(parameters, "dataset", ids(datasets, Named::id));
        put(parameters, "archived", archived.id());
        put(parameters, "sort", sort.equals(Sort.NEWEST) ? "" : sort.toString());
        put(parameters, "columns", ids(columns, Field::id));
        put(parameters, "page", page == 1 ? "" : String.valueOf(page));
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private static <T> String ids(Collection<T> chosen, Function<T, String> name) {
        return chosen.stream().map(name).collect(Collectors.joining(","));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%2C", ",");
    }
}
