package inkling.compare;

import inkling.runs.RunFact;
import java.util.List;

/**
 * A setting of each column.
 *
 * @param texts one a column
 */
record SettingRow(RunFact setting, List<String> texts) {
    SettingRow {
        texts = List.copyOf(texts);
    }

    /** Every setting that a run of these has, in the order of the form. */
    static List<SettingRow> of(List<Column> columns) {
        return RunFact.ALL.stream()
                .filter(setting -> columns.stream()
                        .flatMap(column -> column.runs().stream())
                        .anyMatch(run -> setting.text().apply(run).isPresent()))
                .map(setting -> new SettingRow(
                        setting,
                        columns.stream().map(column -> column.text(setting)).toList()))
                .toList();
    }

    boolean differs() {
        return texts.stream().distinct().count() > 1;
    }

    /** As they stand in a narrow column. */
    public List<String> cells() {
        return texts.stream().map(setting::brief).toList();
    }
}
