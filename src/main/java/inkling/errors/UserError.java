package inkling.errors;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a person or a program outside can cause, and can put right; the message is a sentence for them. */
public abstract sealed class UserError extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    private UserError(int status, String title, String sentence) {
        super(sentence);
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that says so. */
    public int status() {
        return status;
    }

    /** The kind of error in two or three words. */
    public String title() {
        return title;
    }

    /** One or more fields of a form, of a query or of a JSON object are wrong. */
    public static final class InvalidInput extends UserError {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> messages;

        /**
         * Every field that is wrong.
         *
         * @param messages what is wrong, by the field's name; at least one, copied
         */
        public InvalidInput(Map<String, String> messages) {
            super(400, "Invalid input", sentence(messages));
            this.messages = new LinkedHashMap<>(messages);
        }

        /** One field that is wrong. */
        public InvalidInput(String field, String message) {
            this(Map.of(field, message));
        }

        /** What is wrong, by the field's name, in the order in which the fields were checked. */
        public Map<String, String> messages() {
            return new LinkedHashMap<>(messages);
        }

        private static String sentence(Map<String, String> messages) {
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("invalid input must name a field");
            }
            return String.join("; ", messages.values());
        }
    }

    /** Whoever asks has to log in first. */
    public static final class NotLoggedIn extends UserError {
        private static final long serialVersionUID = 1L;

        /** {@code Log in to see this.} */
        public NotLoggedIn(String sentence) {
            super(401, "Log in first", sentence);
        }
    }

    /** What is asked is for others. */
    public static final class NotAllowed extends UserError {
        private static final long serialVersionUID = 1L;

        /** {@code Ada may look only.} */
        public NotAllowed(String sentence) {
            super(403, "Not allowed", sentence);
        }
    }

    /** A password or a token was tried too often. */
    public static final class TooManyAttempts extends UserError {
        private static final long serialVersionUID = 1L;

        private final long seconds;

        /** @param seconds until it may be tried again */
        public TooManyAttempts(long seconds) {
            super(
                    429,
                    "Too many attempts",
                    "That was wrong too often; try again in " + seconds + (seconds == 1 ? " second." : " seconds."));
            this.seconds = seconds;
        }

        /** Until it may be tried again. */
        public long seconds() {
            return seconds;
        }
    }

    /** There is no such thing. */
    public static non-sealed class NotFound extends UserError {
        private static final long serialVersionUID = 1L;

        /** {@code There is no run 12.} */
        public NotFound(String sentence) {
            super(404, "Not found", sentence);
        }
    }

    /** What is asked does not go with how things stand. */
    public static final class Conflict extends UserError {
        private static final long serialVersionUID = 1L;

        /** {@code Run 12 has ended and cannot be cancelled.} */
        public Conflict(String sentence) {
            super(409, "Conflict", sentence);
        }
    }

    /** It would go, but not now. */
    public static final class Busy extends UserError {
        private static final long serialVersionUID = 1L;

        /** {@code 500 pages are watching already; close one.} */
        public Busy(String sentence) {
            super(503, "Busy", sentence);
        }
    }
}
