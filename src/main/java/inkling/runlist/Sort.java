package inkling.runlist;

import inkling.errors.UserError.InvalidInput;
import inkling.runlist.filter.Field;
import inkling.runlist.filter.FieldType;
import java.util.Set;

/** By what the list is sorted; an address writes {@code lr}, or {@code -lr} for the largest first. */
record Sort(Field field, boolean descending) {
    /** The newest first. */
    public static final Sort NEWEST = new Sort(Field.CREATED, true);

    /** Of these the larger one is looked for. */
    private static final Set<FieldType> LARGEST_FIRST =
            Set.of(FieldType.SHARE, FieldType.MOMENT, FieldType.TRUTH, FieldType.SIZE);

    /** @throws InvalidInput if there is no such field */
    static Sort of(String text) {
        if (text.isEmpty()) {
            return NEWEST;
        }
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return Field.of(name)
                .filter(field -> field.kind() != FieldType.TAG)
                .map(field -> new Sort(field, descending))
                .orElseThrow(() -> new InvalidInput(
                        "sort",
                        "sort must be a field such as lr, or -test_accuracy for the largest first, was " + text));
    }

    /** How a click on a column's head sorts: the other way round if it sorts by it, else with what is looked for first. */
    Sort clicked(Field other) {
        return new Sort(other, other == field ? !descending : LARGEST_FIRST.contains(other.kind()));
    }

    @Override
    public String toString() {
        return (descending ? "-" : "") + field.id();
    }
}
