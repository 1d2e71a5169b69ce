package inkling.errors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    /** A page that helps. */
    public record Link(String url, String title) {}

    /** Where to go on; empty if there is nowhere in particular. */
    public Optional<Link> link() {
        return Optional.empty();
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

    /** There is no such thing. */
    public static final class NotFound extends UserError {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Link> link;

        /** {@code There is no run 12.} */
        public NotFound(String sentence) {
            this(sentence, Optional.empty());
        }

        /** The same with a page that helps. */
        public NotFound(String sentence, Link link) {
            this(sentence, Optional.of(link));
        }

        private NotFound(String sentence, Optional<Link> link) {
            super(404, "Not found", sentence);
            this.link = link;
        }

        @Override
        public Optional<Link> link() {
            return link;
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
