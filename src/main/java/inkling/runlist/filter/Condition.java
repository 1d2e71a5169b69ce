package inkling.runlist.filter;

import java.util.List;

/** What must hold of a run; a value that a run does not have fulfils no comparison but {@code !=}. */
public sealed interface Condition {
    /** Holds of every run. */
    Condition ALWAYS = new All(List.of());

    /** Each of them holds. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least one of them holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** It does not hold. */
    record Not(Condition part) implements Condition {}

    /** The name, the notes or a tag contain the text, in upper or lower case. */
    record Mentions(String text) implements Condition {}

    /**
     * The field compares so with the value.
     *
     * @param value what {@link FieldType#read} made of the text that was typed
     */
    record Compares(Field field, Operator operator, Object value) implements Condition {}
}
