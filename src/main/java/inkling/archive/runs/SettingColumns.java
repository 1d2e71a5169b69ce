package inkling.archive.runs;

import static java.util.stream.Collectors.joining;

import inkling.text.Written;
import inkling.training.Hyperparameters;
import inkling.training.Option;
import inkling.training.Setting;
import inkling.training.Shape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a run's row has its settings: each in the column of its name, but for those that were named before. */
public final class SettingColumns {
    private SettingColumns() {}

    /** One, or one for each of several widths. */
    public static List<String> of(Setting setting) {
        return switch (setting) {
            case LR -> List.of("learning_rate");
            case HIDDEN -> List.of("hidden_1", "hidden_2");
            default -> List.of(setting.id());
        };
    }

    /** All of them with commas between, each after some text. */
    static String list(String prefix) {
        return Arrays.stream(Setting.values())
                .flatMap(setting -> of(setting).stream())
                .map(prefix::concat)
                .collect(joining(", "));
    }

    static Hyperparameters read(ResultSet row) throws SQLException {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            List<String> columns = of(setting);
            Object first = row.getObject(columns.get(0));
            Object only = setting.shape() == Shape.CHOICE ? option(setting, first.toString()) : first;
            values.put(setting, columns.size() == 1 ? only : List.of(first, row.getObject(columns.get(1))));
        }
        return new Hyperparameters(values);
    }

    private static Option option(Setting setting, String name) {
        return setting.options().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a statement writes, by column. */
    static Map<String, Object> values(Hyperparameters chosen) {
        Map<String, Object> values = new LinkedHashMap<>();
        chosen.values().forEach((setting, value) -> {
            List<String> columns = of(setting);
            for (int i = 0; i < columns.size(); i++) {
                values.put(columns.get(i), value instanceof List<?> several ? several.get(i) : stored(value));
            }
        });
        return values;
    }

    private static Object stored(Object value) {
        return value instanceof Option option
                ? option.name()
                : value instanceof Written written ? written.text() : value;
    }
}
