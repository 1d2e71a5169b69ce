package inkling.runlist.filter;

import inkling.runlist.filter.Condition.All;
import inkling.runlist.filter.Condition.Any;
import inkling.runlist.filter.Condition.Compares;
import inkling.runlist.filter.Condition.Mentions;
import inkling.runlist.filter.Condition.Not;
import inkling.text.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition in SQL, about a table {@code run}. Every value is a named bind: what a person types never becomes a part
 * of the statement. Nothing in it is ever null, so that {@code not} means what it says.
 */
public final class Where {
    private static final String TAG_EXISTS = "exists (select 1 from tag where tag.run_id = run.id and %s)";

    private final Map<String, Object> binds = new LinkedHashMap<>();
    private final Set<Field> fields = new HashSet<>();
    private final String sql;

    public Where(Condition condition) {
        sql = sql(condition);
    }

    /** A truth value, to follow {@code where} or {@code and}. */
    public String sql() {
        return sql;
    }

    /** What its named parameters are. */
    public Map<String, Object> binds() {
        return Map.copyOf(binds);
    }

    /** The fields that it asks about. */
    public Set<Field> fields() {
        return Set.copyOf(fields);
    }

    private String sql(Condition condition) {
        if (condition instanceof All all) {
            return all.parts().isEmpty() ? "true" : joined(all.parts(), " and ");
        }
        if (condition instanceof Any any) {
            return any.parts().isEmpty() ? "false" : joined(any.parts(), " or ");
        }
        if (condition instanceof Not not) {
            return "not " + sql(not.part());
        }
        if (condition instanceof Mentions mentions) {
            String within = "lower(" + bind(mentions.text()) + ")";
            return Text.of(
                    "(%s or %s or %s)",
                    contains("run.name", within),
                    contains("run.notes", within),
                    Text.of(TAG_EXISTS, contains("tag.name", within)));
        }
        return comparison((Compares) condition);
    }

    private String joined(List<Condition> parts, String by) {
        return parts.stream().map(this::sql).collect(Collectors.joining(by, "(", ")"));
    }

    private String comparison(Compares compares) {
        Field field = compares.field();
        fields.add(field);
        if (compares.operator() == Operator.UNEQUAL) {
            return "not " + comparison(new Compares(field, Operator.EQUAL, compares.value()));
        }
        if (compares.value() == Missing.VALUE) {
            return "(" + field.sql() + " is null)";
        }
        return switch (field.kind()) {
            case TAG -> Text.of(TAG_EXISTS, text(compares));
            case TEXT, WRITTEN -> present(field, text(compares));
            case MOMENT -> present(field, moment(field, compares.operator(), (Span) compares.value()));
            default -> present(field, field.sql() + " " + compares.operator().sql() + " " + bind(compares.value()));
        };
    }

    private static String present(Field field, String comparison) {
        return "(" + field.sql() + " is not null and " + comparison + ")";
    }

    private String text(Compares compares) {
        String value = "lower(" + bind(compares.value()) + ")";
        return compares.operator() == Operator.CONTAINS
                ? contains(compares.field().sql(), value)
                : "lower(" + compares.field().sql() + ") = " + value;
    }

    private static String contains(String text, String within) {
        return "position(" + within + " in lower(" + text + ")) > 0";
    }

    /** A day that is typed is the whole day: later than it is after its end. */
    private String moment(Field field, Operator operator, Span span) {
        return switch (operator) {
            case LESS -> field.sql() + " < " + bind(span.start());
            case AT_MOST -> field.sql() + " < " + bind(span.end());
            case MORE -> field.sql() + " >= " + bind(span.end());
            case AT_LEAST -> field.sql() + " >= " + bind(span.start());
            default -> field.sql() + " >= " + bind(span.start()) + " and " + field.sql() + " < " + bind(span.end());
        };
    }

    private String bind(Object value) {
        String name = "filter" + binds.size();
        binds.put(name, value);
        return ":" + name;
    }
}
