package inkling.archive.runs;

import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which columns a row says which images are asked for, corrections of them apart. */
public final class DataColumns {
    /** All of them, with commas between. */
    public static final String LIST =
            "requested_dataset, data_folder, test_folder, asked_width, asked_height, asked_channels, fit";

    private DataColumns() {}

    public static DatasetRequest read(ResultSet row) throws SQLException {
        Optional<Integer> width = Optional.ofNullable(row.getObject("asked_width", Integer.class));
        int height = row.getInt("asked_height");
        return new DatasetRequest(
                DatasetKind.valueOf(row.getString("requested_dataset")),
                Optional.ofNullable(row.getString("data_folder")),
                Optional.ofNullable(row.getString("test_folder")),
                new Framing(
                        width.map(known -> new Framing.Size(known, height)),
                        Optional.ofNullable(row.getObject("asked_channels", Integer.class)),
                        Framing.Fit.valueOf(row.getString("fit"))));
    }

    /** What a statement writes, by column. */
    public static Map<String, @Nullable Object> values(DatasetRequest data) {
        Framing framing = data.framing();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("requested_dataset", data.kind().name());
        values.put("data_folder", data.path().orElse(null));
        values.put("test_folder", data.test().orElse(null));
        values.put("asked_width", framing.size().map(Framing.Size::width).orElse(null));
        values.put("asked_height", framing.size().map(Framing.Size::height).orElse(null));
        values.put("asked_channels", framing.channels().orElse(null));
        values.put("fit", framing.fit().name());
        return values;
    }

    /** The columns as a statement's values, or as a query's of a table. */
    public static String list(String prefix) {
        return prefix + LIST.replace(", ", ", " + prefix);
    }
}
