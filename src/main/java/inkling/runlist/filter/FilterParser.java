package inkling.runlist.filter;

import inkling.archive.runs.Annotations;
import inkling.runlist.filter.Token.Type;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a filter.
 *
 * <pre>
 * any        := all ("or" all)*
 * all        := one (["and"] one)*
 * one        := "not" one | "(" any ")" | FIELD OPERATOR VALUE | TEXT
 * </pre>
 */
public final class FilterParser {
    /** The longest filter, in characters. */
    public static final int LONGEST = 1_000;

    /** So deep may parentheses stand within each other: the database reads them by recursion. */
    private static final int DEEPEST = 40;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private FilterParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * What a text asks for.
     *
     * @throws FilterException with what is wrong, and where
     */
    public static Condition parse(String text) throws FilterException {
        if (text.length() > LONGEST) {
            throw new FilterException(
                    Text.of("a filter has at most %d characters, this one had %d", LONGEST, text.length()),
                    LONGEST,
                    text.length());
        }
        FilterParser parser = new FilterParser(Token.of(text));
        if (parser.next().is(Type.END)) {
            return Condition.ALWAYS;
        }
        Condition condition = parser.any();
        Token rest = parser.next();
        if (!rest.is(Type.END)) {
            // Everything else begins a condition.
            throw wrong("there is no ( for this )", rest);
        }
        return condition;
    }

    private Condition any() throws FilterException {
        List<Condition> parts = new ArrayList<>(List.of(all()));
        while (next().is("or")) {
            at++;
            parts.add(all());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition all() throws FilterException {
        List<Condition> parts = new ArrayList<>(List.of(one()));
        while (!next().is(Type.END) && !next().is(Type.CLOSE) && !next().is("or")) {
            if (next().is("and")) {
                at++;
            }
            parts.add(one());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition one() throws FilterException {
        Token first = next();
        if (first.is("not") || first.is(Type.OPEN)) {
            return nested(first);
        }
        if (first.is(Type.END) || first.is(Type.CLOSE) || first.is("and") || first.is("or")) {
            throw missing(first);
        }
        if (first.is(Type.OPERATOR)) {
            throw wrong("a field is missing before " + first.text(), first);
        }
        at++;
        return next().is(Type.OPERATOR) ? comparison(first) : new Condition.Mentions(first.text());
    }

    private Condition nested(Token first) throws FilterException {
        if (depth == DEEPEST) {
            throw wrong("this is nested more than " + DEEPEST + " deep", first);
        }
        depth++;
        at++;
        Condition condition;
        if (first.is("not")) {
            condition = new Condition.Not(one());
        } else {
            condition = any();
            if (!next().is(Type.CLOSE)) {
                throw wrong("this ( is not closed", first);
            }
            at++;
        }
        depth--;
        return condition;
    }

    private Condition comparison(Token name) throws FilterException {
        if (name.is(Type.QUOTED)) {
            throw wrong("a field's name stands without quotes", name);
        }
        Field field = Field.of(name.text()).orElseThrow(() -> unknown(name));
        Token sign = next();
        Operator operator = Operator.of(sign.text()).orElseThrow();
        if (!field.kind().takes(operator)) {
            throw wrong(
                    Text.of(
                            "%s can be compared by %s, not by %s",
                            field.id(), field.kind().operators(), operator.sign()),
                    sign);
        }
        at++;
        Token value = next();
        if (!value.is(Type.WORD) && !value.is(Type.QUOTED)) {
            throw wrong("a value is missing after " + field.id() + " " + operator.sign(), value);
        }
        at++;
        return field == Field.TAG ? tags(operator, value) : compares(field, operator, value);
    }

    private static Condition compares(Field field, Operator operator, Token value) throws FilterException {
        return new Condition.Compares(field, operator, value(field, operator, value));
    }

    /** Of several, a run has them all. */
    private static Condition tags(Operator operator, Token value) throws FilterException {
        List<Condition> each = Annotations.typedTags(value.text()).stream()
                .map(tag -> (Condition) new Condition.Compares(Field.TAG, operator, tag))
                .toList();
        if (each.size() < 2) {
            return each.isEmpty() ? compares(Field.TAG, operator, value) : each.get(0);
        }
        return operator == Operator.UNEQUAL ? new Condition.Any(each) : new Condition.All(each);
    }

    private static Object value(Field field, Operator operator, Token token) throws FilterException {
        boolean equality = operator == Operator.EQUAL || operator == Operator.UNEQUAL;
        if (equality && field.canBeMissing() && token.is(FieldType.NONE)) {
            return Missing.VALUE;
        }
        try {
            return field.read(token.text());
        } catch (IllegalArgumentException e) {
            throw wrong(Text.of("%s must be %s, was %s", field.id(), e.getMessage(), token.text()), token);
        }
    }

    private FilterException missing(Token here) {
        String before = at == 0 ? "" : tokens.get(at - 1).text();
        String sentence = at == 0
                ? "something is missing before " + here.text()
                : before.equals("(") && here.is(Type.CLOSE)
                        ? "there is nothing between ( and )"
                        : "something is missing after " + before;
        return wrong(sentence, here);
    }

    private static FilterException unknown(Token name) {
        Optional<Field> closest = Field.closest(name.text());
        String suggestion =
                closest.map(field -> "; did you mean " + field.id() + "?").orElse("");
        return wrong("there is no field ‘" + name.text() + "’" + suggestion, name);
    }

    private static FilterException wrong(String sentence, Token where) {
        return new FilterException(sentence, where.start(), where.end());
    }

    private Token next() {
        return tokens.get(at);
    }
}
