package inkling.dataset.idx;

/** A mirror did not give a file; the message says why, to follow the mirror's name and a colon. */
final class MirrorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    /** @param answered whether the mirror could be reached at all; if none can, there is no network */
    MirrorException(boolean answered, String message) {
        super(message);
        this.answered = answered;
    }

    boolean answered() {
        return answered;
    }
}
