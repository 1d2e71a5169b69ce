package inkling.backup;

import inkling.database.Database;
import inkling.text.Text;
import java.io.File;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A home that lies in another folder than before: data sets and weights that were sent to it are known by their whole paths.
 *
 * @param from the folder in which it was
 * @param to the one in which it is
 */
record MovedHome(String from, String to) {
    private static final List<String> PATHS = List.of(
            "run.data_folder",
            "run.test_folder",
            "run.imported_file",
            "data_version.data_folder",
            "data_version.test_folder");

    void correct(Database database) {
        database.jdbi().useTransaction(handle -> PATHS.forEach(path -> correct(handle, path)));
    }

    private void correct(Handle handle, String path) {
        String column = path.substring(path.indexOf('.') + 1);
        handle.createUpdate(Text.of("""
                        update %1$s set %2$s = :to || substring(%2$s from :length + 1)
                        where substring(%2$s from 1 for :length) = :from
                        """, path.substring(0, path.indexOf('.')), column))
                .bind("from", from + File.separator)
                .bind("to", to + File.separator)
                .bind("length", from.length() + 1)
                .execute();
    }
}
