package inkling.database;

import java.nio.file.Path;

/** Another process has the database of this home folder open. */
final class DatabaseInUseException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    DatabaseInUseException(Path home, Throwable cause) {
        super("Another Inkling is using " + home + "; stop it, or choose another folder with --home.", cause);
    }
}
