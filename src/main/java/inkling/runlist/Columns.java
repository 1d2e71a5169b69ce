package inkling.runlist;

import inkling.errors.UserError.InvalidInput;
import inkling.runlist.filter.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns that the list can have beside the run itself, which shows its texts and marks. */
final class Columns {
    private static final List<Field> USUAL = read("status,last_epoch,best_valid_loss,test_accuracy,created,took");
    private static final List<Field> USUAL_OF_SEVERAL =
            read("status,last_epoch,best_valid_loss,test_accuracy,by,created,took");

    private Columns() {}

    /**
     * What is shown as long as nobody has chosen.
     *
     * @param named whether there are runs with the name of who asked for them
     */
    static List<Field> usual(boolean named) {
        return named ? USUAL_OF_SEVERAL : USUAL;
    }

    /** All of them, as they are offered. */
    static Map<Field.Group, List<Field>> offered(boolean named) {
        Map<Field.Group, List<Field>> offered = new EnumMap<>(Field.Group.class);
        Field.values(named).stream()
                .filter(Columns::exists)
                .forEach(field -> offered.computeIfAbsent(field.group(), any -> new ArrayList<>())
                        .add(field));
        return offered;
    }

    /**
     * The columns that a text names, with commas between; each once.
     *
     * @throws InvalidInput if there is no such column
     */
    static List<Field> read(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> find(name).orElseThrow(() -> new InvalidInput("columns", "there is no column " + name)))
                .distinct()
                .toList();
    }

    /** @return empty if there is no such column */
    static Optional<Field> find(String name) {
        return Field.of(name).filter(Columns::exists);
    }

    private static boolean exists(Field field) {
        return field.group() != Field.Group.TEXTS;
    }
}
