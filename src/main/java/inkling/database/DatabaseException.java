package inkling.database;

import inkling.errors.Explained;

/** The home folder's database cannot be used; the message is a sentence for the person who started the program. */
public class DatabaseException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    /** A sentence that says what to do, and what it comes from. */
    public DatabaseException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
