package inkling.cluster;

import inkling.errors.Explained;

/** A cluster cannot be had, or has not done what it was to do; the message is a sentence for the user. */
public final class ClusterException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    public ClusterException(String sentence) {
        super(sentence);
    }

    public ClusterException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
