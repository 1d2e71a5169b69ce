package inkling.compare;

import inkling.runs.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * A setting of each column.
 *
 * @param texts one a column
 */
record SettingRow(Setting setting, List<String> texts) {
    private static final int FINGERPRINT = 12;

    SettingRow {
        texts = List.copyOf(texts);
    }

    /** Every setting that a run of these has, in the order of the form. */
    static List<SettingRow> of(List<Column> columns) {
        return Arrays.stream(Setting.values())
                .filter(setting -> columns.stream()
                        .flatMap(column -> column.runs().stream())
                        .anyMatch(run -> setting.text(run).isPresent()))
                .map(setting -> new SettingRow(
                        setting,
                        columns.stream().map(column -> column.text(setting)).toList()))
                .toList();
    }

    boolean differs() {
        return texts.stream().distinct().count() > 1;
    }

    /** As they stand in a narrow column: the first digits tell fingerprints apart. */
    public List<String> cells() {
        return setting == Setting.FINGERPRINT || setting == Setting.TEST_FINGERPRINT
                ? texts.stream().map(SettingRow::brief).toList()
                : texts;
    }

    private static String brief(String text) {
        return text.length() > FINGERPRINT ? text.substring(0, FINGERPRINT) + "…" : text;
    }
}
