package inkling.dataset;

import inkling.errors.Explained;

/** A data set cannot be had; the message is a sentence for the user that says which file or mirror and why. */
public final class DatasetException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
